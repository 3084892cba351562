package org.rlsworkup.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes long, and is left to {@code ./mvnw -Pfull verify}; so are subclasses. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("long")
@EnabledIfSystemProperty(named = "rls.tests", matches = "full", disabledReason = "left to ./mvnw -Pfull verify")
public @interface FullOnly {}
