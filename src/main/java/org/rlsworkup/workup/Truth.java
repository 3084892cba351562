package org.rlsworkup.workup;

/** What is known of a statement about a value of which only bounds may be known: Kleene's three values. */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    /** True or false. */
    public static Truth of(boolean it) {
        return it ? TRUE : FALSE;
    }

    /** Whether both hold. */
    public Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }

    /** Whether at least one holds. */
    public Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** Whether this does not hold. */
    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
