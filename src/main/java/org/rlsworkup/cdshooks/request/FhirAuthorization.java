package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;

/**
 * The access token for the FHIR server, and its permitted use according to the call.
 *
 * @param token null if the call has none
 * @param type null if not given, which means Bearer
 * @param expiresIn seconds, or null if not given
 * @param scope as sent, or null
 * @param patient the only patient whose data it gives access to, or null if not given
 */
public record FhirAuthorization(
        @Nullable String token,
        @Nullable String type,
        @Nullable Long expiresIn,
        @Nullable String scope,
        @Nullable String patient) {
    static final FhirAuthorization NONE = new FhirAuthorization(null, null, null, null, null);

    private static final String REFERENCE = "Patient/";

    /** Why a token cannot be used, and the member that shows it. */
    public record TokenProblem(String field, String text) {}

    /** Why the token cannot be used to read data of this patient, or null if it can. */
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
