package org.rlsworkup.chart.value;

import org.jspecify.annotations.Nullable;

/**
 * A code with the system it is from; two are equal if both parts are, exactly.
 *
 * @param system canonical URI of the code system (version cut off, OID and SNOMED CT edition spellings folded), or null
 *     if the sender named none
 * @param code the code as sent
 */
public record Code(@Nullable String system, String code) {
    public Code {
        system = system == null || system.isBlank() ? null : CodeSystems.canonical(system);
    }

    /** A LOINC code. */
    public static Code loinc(String code) {
        return new Code(CodeSystems.LOINC, code);
    }

    /** Whether this is a LOINC code. */
    public boolean isLoinc() {
        return CodeSystems.LOINC.equals(system);
    }
}
