package org.rlsworkup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a wrong setting by the words of the check that refused it, instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {
    /** Null for any other exception: those of Spring Boot's conversion are reported by itself, with value and origin. */
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
        var message = cause.getMessage();
        return message == null || !message.startsWith("rls.")
                ? null
                : new FailureAnalysis(message, "Correct this setting. The settings are described in README.md.", cause);
    }
}
