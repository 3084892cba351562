package org.rlsworkup.cdshooks;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a call cannot be answered. All texts are fixed: nothing the caller sent is repeated. */
final class CallProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String issue;
    private final @Nullable String field;

    /**
     * @param issue code of FHIR's issue-type
     * @param field path of the member that is wrong, for example {@code context.patientId}, or null
     */
    CallProblem(HttpStatus status, String issue, String text, @Nullable String field) {
        super(text, null, false, false);
        this.status = status;
        this.issue = issue;
        this.field = field;
    }

    static CallProblem missing(String field) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "required", "A member that must be there is missing.", field);
    }

    static CallProblem wrongType(String field, String expected) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "structure", "This member must be " + expected + ".", field);
    }

    static CallProblem wrongValue(String field, String rule) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "value", rule, field);
    }

    static CallProblem noService() {
        return new CallProblem(HttpStatus.NOT_FOUND, "not-found", "There is no such service.", null);
    }

    static CallProblem noAddress() {
        return new CallProblem(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.", null);
    }

    static CallProblem wrongMethod() {
        return new CallProblem(
                HttpStatus.METHOD_NOT_ALLOWED, "not-supported", "This method is not supported here.", null);
    }

    static CallProblem wrongMediaType() {
        return new CallProblem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported", "The body must be sent as application/json.", null);
    }

    static CallProblem notAuthorised() {
        return new CallProblem(HttpStatus.UNAUTHORIZED, "login", "Not authorised.", null);
    }

    static CallProblem tooLarge() {
        return new CallProblem(
                HttpStatus.CONTENT_TOO_LARGE, "too-long", "The body is larger than this service reads.", null);
    }

    static CallProblem tooSlow() {
        return new CallProblem(
                HttpStatus.REQUEST_TIMEOUT, "timeout", "The body took longer to come than this service waits.", null);
    }

    static CallProblem notNow(String text) {
        return new CallProblem(HttpStatus.SERVICE_UNAVAILABLE, "transient", text, null);
    }

    HttpStatus status() {
        return status;
    }

    String issue() {
        return issue;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String field() {
        return field;
    }
}
