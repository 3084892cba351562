package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a request is refused. All texts are fixed: nothing that the client sent is repeated. */
public final class CdsHooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The problems whose text is always the same. */
    public enum FixedProblem {
        NO_SERVICE(HttpStatus.NOT_FOUND, "not-found", "There is no such service."),
        NO_ADDRESS(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address."),
        WRONG_METHOD(HttpStatus.METHOD_NOT_ALLOWED, "not-supported", "This method is not supported here."),
        WRONG_MEDIA_TYPE(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported", "The body must be sent as application/json."),
        NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, "login", "Caller not authenticated."),
        TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-long", "The body is larger than this service accepts."),
        TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "timeout", "The body was not received in time."),
        BUSY(HttpStatus.SERVICE_UNAVAILABLE, "throttled", "This service is busy: try again later.");

        private final HttpStatus status;
        private final String issue;
        private final String text;

        FixedProblem(HttpStatus status, String issue, String text) {
            this.status = status;
            this.issue = issue;
            this.text = text;
        }
    }

    private final HttpStatus status;
    private final String issue;
    private final String text;
    private final @Nullable String field;
    private final @Nullable String diagnostics;

    /**
     * @param issue code of FHIR's issue-type
     * @param field path of the member at fault, for example {@code context.patientId}, or null
     */
    public CdsHooksException(HttpStatus status, String issue, String text, @Nullable String field) {
        this(status, issue, text, field, null);
    }

    private CdsHooksException(
            HttpStatus status, String issue, String text, @Nullable String field, @Nullable String diagnostics) {
        super(text, null, false, false);
        this.status = status;
        this.issue = issue;
        this.text = text;
        this.field = field;
        this.diagnostics = diagnostics;
    }

    public CdsHooksException(HttpStatus status, String issue, String text) {
        this(status, issue, text, null);
    }

    public CdsHooksException(FixedProblem problem) {
        this(problem.status, problem.issue, problem.text);
    }

    public static CdsHooksException missing(String field) {
        return badRequest("required", "A member that must be there is missing.", field);
    }

    public static CdsHooksException wrongType(String field, String expected) {
        return badRequest("structure", "This member must be " + expected + ".", field);
    }

    public static CdsHooksException wrongValue(String field, String rule) {
        return badRequest("value", rule, field);
    }

    /** Without the message of the parser, which may quote patient data. */
    public static CdsHooksException malformed(String field) {
        return badRequest("structure", "The body is not well-formed JSON with unique member names.", field);
    }

    private static CdsHooksException badRequest(String issue, String text, String field) {
        return new CdsHooksException(HttpStatus.BAD_REQUEST, issue, text, field);
    }

    /** The same for a member of the object at this path. */
    public CdsHooksException within(String path) {
        return new CdsHooksException(status, issue, text, field == null ? path : path + "." + field);
    }

    /** The same with what helps operators: where in the log to look, and what stands there. */
    public CdsHooksException withDiagnostics(String other) {
        return new CdsHooksException(status, issue, text, field, other);
    }

    public HttpStatus status() {
        return status;
    }

    public String issue() {
        return issue;
    }

    public String text() {
        return text;
    }

    @Nullable
    public String field() {
        return field;
    }

    @Nullable
    public String diagnostics() {
        return diagnostics;
    }
}
