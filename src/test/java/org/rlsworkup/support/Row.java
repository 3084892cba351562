package org.rlsworkup.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rows of {@code src/docs/conformance.md} that a test covers. A disabled test states why they do not apply to
 * this service.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ConformanceReport.class)
public @interface Row {
    /** Their ids. */
    public String[] value();
}
