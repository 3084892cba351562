package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;

/**
 * What a call says of the token for its FHIR server.
 *
 * @param token null if the call gives none
 * @param type null if not said, which is taken for Bearer
 * @param expiresIn seconds, or null if not said
 * @param scope as sent, or null
 * @param patient whom alone it may be used for, or null if not said
 */
public record FhirAuthorization(
        @Nullable String token,
        @Nullable String type,
        @Nullable Long expiresIn,
        @Nullable String scope,
        @Nullable String patient) {
    static final FhirAuthorization NONE = new FhirAuthorization(null, null, null, null, null);

    private static final String REFERENCE = "Patient/";

    /**
     * Why nothing may be asked for with this token.
     *
     * @param field the member that says so
     */
    public record TokenProblem(String field, String text) {}

    /** Why nothing may be asked for about this patient, or null if it may. */
    @Nullable
    public TokenProblem tokenProblem(String patientId) {
        if (type != null && !type.equalsIgnoreCase("Bearer")) {
            return new TokenProblem("fhirAuthorization.token_type", "the token is not of type Bearer");
        }
        if (expiresIn != null && expiresIn <= 0) {
            return new TokenProblem("fhirAuthorization.expires_in", "the token has expired");
        }
        if (patient != null && !patient.equals(patientId) && !patient.equals(REFERENCE + patientId)) {
            return new TokenProblem("fhirAuthorization.patient", "the token is for another patient");
        }
        return null;
    }

    @Override
    public String toString() {
        return "FhirAuthorization[]";
    }
}
