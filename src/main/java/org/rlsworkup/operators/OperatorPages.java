package org.rlsworkup.operators;

import org.rlsworkup.feedback.insights.FeedbackExport;
import org.rlsworkup.feedback.insights.InsightsPage;
import org.rlsworkup.feedback.insights.SilentCardsPage;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The operator pages exist if an operator can log in, and in the sandbox, where there is nothing to protect. */
final class OperatorPages implements Condition {
    static final String PASSWORD = "spring.security.user.password";
    static final String PROVIDERS = "spring.security.oauth2.client";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        return canLogIn(environment) || environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    private static boolean canLogIn(Environment environment) {
        return environment.containsProperty(PASSWORD)
                || Binder.get(environment)
                        .bind(PROVIDERS + ".registration", Bindable.mapOf(String.class, Object.class))
                        .isBound();
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OperatorPages.class)
    @Import({
        FeedbackExport.class,
        InsightsPage.class,
        KnowledgeReloadController.class,
        OnboardingController.class,
        PatientErasureController.class,
        SilentCardsPage.class
    })
    static class Controllers {}

    /** An operator can log in. */
    static final class WithLogin implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return canLogIn(context.getEnvironment());
        }
    }
}
