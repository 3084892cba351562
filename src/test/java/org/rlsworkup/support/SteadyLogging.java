package org.rlsworkup.support;

import ch.qos.logback.classic.Level;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemFactory;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Logging of all tests in one process. Logback reads logback-test.xml when it is first used, and that is all: Spring Boot
 * would set it up again whenever a service or a command starts after another was closed, and so stop the appenders of tests
 * that log or capture logs meanwhile. Only the levels that a start sets are taken back.
 */
public final class SteadyLogging extends LogbackLoggingSystem {
    private static final Map<String, Level> BEFORE = new HashMap<>();
    private static boolean isOver;

    private SteadyLogging(ClassLoader loader) {
        super(loader);
    }

    /** Found by Spring Boot in META-INF/spring.factories. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    public static final class Factory implements LoggingSystemFactory {
        @Override
        public LoggingSystem getLoggingSystem(ClassLoader loader) {
            return new SteadyLogging(loader);
        }
    }

    /** What Tomcat logs goes to Logback, too. */
    @Override
    public void beforeInitialize() {
        synchronized (BEFORE) {
            if (!SLF4JBridgeHandler.isInstalled()) {
                SLF4JBridgeHandler.removeHandlersForRootLogger();
                SLF4JBridgeHandler.install();
            }
        }
    }

    @Override
    public void initialize(LoggingInitializationContext start, @Nullable String file, @Nullable LogFile log) {
        synchronized (BEFORE) {
            if (isOver) {
                isOver = false;
                BEFORE.forEach((name, level) -> LogLines.logger(name).setLevel(level));
                BEFORE.clear();
            }
        }
    }

    @Override
    public void setLogLevel(@Nullable String name, @Nullable LogLevel level) {
        synchronized (BEFORE) {
            var known = name == null || name.equals(ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : name;
            // The level of a logger that has none of its own is null.
            if (!BEFORE.containsKey(known)) {
                BEFORE.put(known, LogLines.logger(known).getLevel());
            }
            super.setLogLevel(name, level);
        }
    }

    @Override
    public void cleanUp() {
        synchronized (BEFORE) {
            isOver = true;
        }
    }
}
