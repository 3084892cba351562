package org.rlsworkup.feedback;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Operators' pages are there once an operator can log in, and in the sandbox, where there is nothing to protect. */
public final class OperatorsAreKnown implements Condition {
    /** The password of {@code spring.security.user}. */
    public static final String LOGIN = "spring.security.user.password";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        return environment.containsProperty(LOGIN) || environment.acceptsProfiles(Profiles.of("sandbox"));
    }
}
