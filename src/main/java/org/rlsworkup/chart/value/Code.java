package org.rlsworkup.chart.value;

import org.jspecify.annotations.Nullable;

/**
 * A code as sent, with its system.
 *
 * @param system canonical URI (without version; OIDs and SNOMED CT editions replaced), or null if none was sent
 */
public record Code(@Nullable String system, String code) {
    public Code {
        system = system == null || system.isBlank() ? null : CodeSystems.canonical(system);
    }

    public static Code loinc(String code) {
        return new Code(CodeSystems.LOINC, code);
    }

    public boolean isLoinc() {
        return CodeSystems.LOINC.equals(system);
    }
}
