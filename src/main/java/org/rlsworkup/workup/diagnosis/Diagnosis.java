package org.rlsworkup.workup.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * A charted RLS diagnosis: the Condition that represents all that qualify.
 *
 * @param conditionId id of the Condition an order refers to, or null if it has none
 * @param confirmed whether it is confirmed, or no verification status is given; otherwise it is "possible RLS"
 * @param verificationStatus as charted, or null
 * @param byTextOnly whether only its text indicates RLS, not a code
 */
public record Diagnosis(
        @Nullable String conditionId,
        boolean confirmed,
        @Nullable String verificationStatus,
        boolean byTextOnly) {

    /** Whether it is too uncertain for anything graver than information. */
    public boolean isTentative() {
        return !confirmed || byTextOnly;
    }

    @Override
    public String toString() {
        return "Diagnosis[confirmed=" + confirmed + "]";
    }
}
