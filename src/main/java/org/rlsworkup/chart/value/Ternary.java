package org.rlsworkup.chart.value;

/** What is known of a statement about a value of which only bounds may be known: Kleene's three values. */
public enum Ternary {
    TRUE,
    FALSE,
    UNKNOWN;

    /** True or false. */
    public static Ternary of(boolean it) {
        return it ? TRUE : FALSE;
    }

    /** Whether both hold. */
    public Ternary and(Ternary other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }

    /** Whether at least one holds. */
    public Ternary or(Ternary other) {
        return not().and(other.not()).not();
    }

    /** Whether this does not hold. */
    public Ternary not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
