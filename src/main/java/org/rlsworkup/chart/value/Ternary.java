package org.rlsworkup.chart.value;

/** Whether a statement holds: unknown if only bounds of the value are known. Kleene's three-valued logic. */
public enum Ternary {
    TRUE,
    FALSE,
    UNKNOWN;

    public static Ternary of(boolean it) {
        return it ? TRUE : FALSE;
    }

    public Ternary and(Ternary other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }

    public Ternary or(Ternary other) {
        return not().and(other.not()).not();
    }

    public Ternary not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
