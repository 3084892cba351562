package org.rlsworkup.chart.value;

import org.jspecify.annotations.Nullable;

/**
 * A code with its system.
 *
 * @param system canonical URI, whatever spelling was sent, or null if none was sent
 * @param code as the system writes it: without blanks around it, an ICD code with its dot and in upper case, of an
 *     expression of SNOMED CT the head concept
 */
public record Code(@Nullable String system, String code) {
    public Code {
        system = system == null || system.isBlank() ? null : CodeSystems.canonical(system);
        code = CodeSystems.code(system, code);
    }

    /** A LOINC code. */
    public static Code loinc(String code) {
        return new Code(CodeSystems.LOINC, code);
    }

    /** Whether this is a LOINC code. */
    public boolean isLoinc() {
        return CodeSystems.LOINC.equals(system);
    }

    /** Whether this is a code of a modification of ICD-10. */
    public boolean isIcd10() {
        return CodeSystems.isIcd10(system);
    }

    /** Whether this is a code of the WHO's ICD-10 or of a modification of it other than ICD-10-CM. */
    public boolean isIcd10ButNotCm() {
        return isIcd10() && !CodeSystems.ICD_10_CM.equals(system);
    }

    /** A code of any modification of ICD-10 as one of ICD-10-CM; any other code as it is. */
    public Code asIcd10Cm() {
        return isIcd10ButNotCm() ? new Code(CodeSystems.ICD_10_CM, code) : this;
    }
}
