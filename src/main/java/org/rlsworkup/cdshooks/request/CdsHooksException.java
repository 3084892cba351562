package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a call cannot be answered. All texts are fixed: nothing the caller sent is repeated. */
public final class CdsHooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String issue;
    private final @Nullable String field;

    /**
     * @param issue code of FHIR's issue-type
     * @param field path of the member that is wrong, for example {@code context.patientId}, or null
     */
    public CdsHooksException(HttpStatus status, String issue, String text, @Nullable String field) {
        super(text, null, false, false);
        this.status = status;
        this.issue = issue;
        this.field = field;
    }

    public static CdsHooksException missing(String field) {
        return new CdsHooksException(
                HttpStatus.BAD_REQUEST, "required", "A member that must be there is missing.", field);
    }

    public static CdsHooksException wrongType(String field, String expected) {
        return new CdsHooksException(
                HttpStatus.BAD_REQUEST, "structure", "This member must be " + expected + ".", field);
    }

    public static CdsHooksException wrongValue(String field, String rule) {
        return new CdsHooksException(HttpStatus.BAD_REQUEST, "value", rule, field);
    }

    public static CdsHooksException noService() {
        return new CdsHooksException(HttpStatus.NOT_FOUND, "not-found", "There is no such service.", null);
    }

    public static CdsHooksException noAddress() {
        return new CdsHooksException(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.", null);
    }

    public static CdsHooksException wrongMethod() {
        return new CdsHooksException(
                HttpStatus.METHOD_NOT_ALLOWED, "not-supported", "This method is not supported here.", null);
    }

    public static CdsHooksException wrongMediaType() {
        return new CdsHooksException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported", "The body must be sent as application/json.", null);
    }

    public static CdsHooksException notAuthorised() {
        return new CdsHooksException(HttpStatus.UNAUTHORIZED, "login", "Not authorised.", null);
    }

    public static CdsHooksException tooLarge() {
        return new CdsHooksException(
                HttpStatus.CONTENT_TOO_LARGE, "too-long", "The body is larger than this service reads.", null);
    }

    static CdsHooksException tooSlow() {
        return new CdsHooksException(
                HttpStatus.REQUEST_TIMEOUT, "timeout", "The body took longer to come than this service waits.", null);
    }

    public static CdsHooksException notNow(String text) {
        return new CdsHooksException(HttpStatus.SERVICE_UNAVAILABLE, "transient", text, null);
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
