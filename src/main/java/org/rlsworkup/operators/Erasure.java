package org.rlsworkup.operators;

import java.util.Set;

/**
 * An erasure that was carried out.
 *
 * @param operator the name under which the operator is logged in; empty in the sandbox, where nobody is
 * @param patientKeys keyed hashes of the patient
 * @param cards how many cards were deleted
 * @param answers how many feedback entries were deleted
 */
public record Erasure(String operator, Set<String> patientKeys, int cards, int answers) {
    public Erasure {
        patientKeys = Set.copyOf(patientKeys);
    }
}
