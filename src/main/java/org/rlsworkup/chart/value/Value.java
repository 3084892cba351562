package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The value of an Observation or of one of its components, as sent. */
public sealed interface Value {

    /**
     * A number with its unit.
     *
     * @param comparator {@code <}, {@code <=}, {@code >}, {@code >=}, {@code ad}, or null
     * @param value the number, or null if the sender gave none
     * @param unit unit text, or null
     * @param system of the unit code, or null
     * @param code unit code, or null
     */
    record Quantity(
            @Nullable String comparator,
            @Nullable BigDecimal value,
            @Nullable String unit,
            @Nullable String system,
            @Nullable String code)
            implements Value {
        @Override
        public String toString() {
            return "Quantity[]";
        }
    }

    /** A valueString, or the text or display of a valueCodeableConcept. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return "Text[]";
        }
    }

    /**
     * A valueRange.
     *
     * @param low null if open
     * @param high null if open
     */
    record Range(@Nullable Quantity low, @Nullable Quantity high) implements Value {
        @Override
        public String toString() {
            return "Range[]";
        }
    }

    /** A valueInteger: a number without any unit. */
    record Unitless(BigDecimal value) implements Value {
        @Override
        public String toString() {
            return "Unitless[]";
        }
    }

    /** A value of another kind: it exists, and that is all we know. */
    record Other() implements Value {}
}
