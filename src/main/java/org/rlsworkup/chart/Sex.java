package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;

/** The sex by which thresholds differ. */
public enum Sex {
    FEMALE,
    MALE;

    /** Reads {@code Patient.gender}; null for other, unknown, absent and anything else. */
    public static @Nullable Sex of(@Nullable String gender) {
        return switch (gender) {
            case "female" -> FEMALE;
            case "male" -> MALE;
            case null, default -> null;
        };
    }
}
