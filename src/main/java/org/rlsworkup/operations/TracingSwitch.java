package org.rlsworkup.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot sets up for traces unless they are switched on: without an exporter it would create spans all
 * the same. Spring Boot finds this class by its name in {@code META-INF/spring.factories}.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {
    /** Spring Boot's own setting; here it is off by default. */
    static final String SETTING = "management.tracing.export.enabled";

    private boolean isOn;

    @Override
    public void setEnvironment(Environment environment) {
        isOn = environment.getProperty(SETTING, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        var matches = new boolean[classes.length];
        for (var i = 0; i < classes.length; i++) {
            matches[i] = isOn || !isForTraces(classes[i]);
        }
        return matches;
    }

    /** @param type null if another filter has left it out */
    private static boolean isForTraces(@Nullable String type) {
        return type != null
                && (type.startsWith("org.springframework.boot.micrometer.tracing.")
                        || type.startsWith("org.springframework.boot.opentelemetry."));
    }
}
