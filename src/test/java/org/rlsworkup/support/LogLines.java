package org.rlsworkup.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures a logger and its children while open. */
public final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogLines(Logger logger, Level level) {
        this.logger = logger;
        this.before = logger.getLevel();
        logger.setLevel(level);
        appender.start();
        logger.addAppender(appender);
    }

    public static LogLines of(String logger) {
        return new LogLines(logger(logger), Level.TRACE);
    }

    public static LogLines atPresentLevel(String name) {
        var logger = logger(name);
        return new LogLines(logger, logger.getLevel());
    }

    /** While another thread starts SLF4J, it gives a logger that stands in for that of Logback. */
    static Logger logger(String name) {
        while (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext)) {
            Thread.onSpinWait();
        }
        return (Logger) LoggerFactory.getLogger(name);
    }

    public List<String> lines() {
        return List.copyOf(appender.list).stream().map(LogLines::line).toList();
    }

    private static String line(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? event.getFormattedMessage()
                : event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }
}
