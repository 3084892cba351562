package org.rlsworkup.feedback;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs on H2 and, with {@code ./mvnw -Pfull verify}, on PostgreSQL, too. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@MethodSource("org.rlsworkup.feedback.TestDatabase#tried")
public @interface OnEachDatabase {}
