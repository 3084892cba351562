package org.rlsworkup;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is a row of the conformance report; its name is what the row demands. A row that does not apply to this
 * service is disabled with the reason.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(ConformanceReport.class)
@interface Row {
    /** Its id: {@code T01}. */
    String value();

    Level level();

    /** How the specification puts it. */
    enum Level {
        MUST,
        SHOULD,
        /** The specification is silent; what is expected is common sense or guidance beside it. */
        RECOMMENDED
    }
}
