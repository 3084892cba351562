package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a call cannot be answered. All texts are fixed: nothing the caller sent is repeated. */
public final class CallProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String issue;
    private final @Nullable String field;

    /**
     * @param issue code of FHIR's issue-type
     * @param field path of the member that is wrong, for example {@code context.patientId}, or null
     */
    public CallProblem(HttpStatus status, String issue, String text, @Nullable String field) {
        super(text, null, false, false);
        this.status = status;
        this.issue = issue;
        this.field = field;
    }

    public static CallProblem missing(String field) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "required", "A member that must be there is missing.", field);
    }

    public static CallProblem wrongType(String field, String expected) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "structure", "This member must be " + expected + ".", field);
    }

    public static CallProblem wrongValue(String field, String rule) {
        return new CallProblem(HttpStatus.BAD_REQUEST, "value", rule, field);
    }

    public static CallProblem noService() {
        return new CallProblem(HttpStatus.NOT_FOUND, "not-found", "There is no such service.", null);
    }

    public static CallProblem noAddress() {
        return new CallProblem(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.", null);
    }

    public static CallProblem wrongMethod() {
        return new CallProblem(
                HttpStatus.METHOD_NOT_ALLOWED, "not-supported", "This method is not supported here.", null);
    }

    public static CallProblem wrongMediaType() {
        return new CallProblem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported", "The body must be sent as application/json.", null);
    }

    public static CallProblem notAuthorised() {
        return new CallProblem(HttpStatus.UNAUTHORIZED, "login", "Not authorised.", null);
    }

    public static CallProblem tooLarge() {
        return new CallProblem(
                HttpStatus.CONTENT_TOO_LARGE, "too-long", "The body is larger than this service reads.", null);
    }

    static CallProblem tooSlow() {
        return new CallProblem(
                HttpStatus.REQUEST_TIMEOUT, "timeout", "The body took longer to come than this service waits.", null);
    }

    public static CallProblem notNow(String text) {
        return new CallProblem(HttpStatus.SERVICE_UNAVAILABLE, "transient", text, null);
    }

    public HttpStatus status() {
        return status;
    }

    public String issue() {
        return issue;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    @Nullable
    public String field() {
        return field;
    }
}
