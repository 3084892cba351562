package org.rlsworkup.cdshooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.CdsHooksException.FixedProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Answers every error with an OperationOutcome of fixed text: no stack trace, no token, nothing the caller sent. */
@RestController
@RestControllerAdvice
class ErrorResponses implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
    private static final String RETRY_AFTER_SECONDS = "10";

    static void send(CdsHooksException problem, HttpServletResponse response) throws IOException {
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        var body = operationOutcome(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * Logs an unexpected failure with its class and place, but not its message, which may quote a patient's data. One of
     * the virtual machine is thrown on, except that of a stack, which is over with the call.
     */
    static CdsHooksException unexpected(Throwable failure) {
        if (failure instanceof VirtualMachineError grave && !(grave instanceof StackOverflowError)) {
            throw grave;
        }
        var trace = failure.getStackTrace();
        LOG.error("Call failed: {} at {}", failure.getClass().getName(), trace.length == 0 ? "unknown" : trace[0]);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @ExceptionHandler
    void handle(Exception failure, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known) {
            response.setHeader(HttpHeaders.ALLOW, known.getHeaders().getFirst(HttpHeaders.ALLOW));
            send(problem(HttpStatus.valueOf(known.getStatusCode().value())), response);
        } else if (failure instanceof HttpMessageNotReadableException) {
            send(problem(HttpStatus.BAD_REQUEST), response);
        } else if (!(failure instanceof IOException)) {
            send(unexpected(failure), response);
        }
        // Otherwise the client has closed the connection.
    }

    /** What Tomcat or a filter rejects. */
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        send(problem(status == null ? HttpStatus.NOT_FOUND : status), response);
    }

    /** In place of Tomcat's error page, for requests that Tomcat rejects before it has found their context. */
    static final class Valve extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            var status = HttpStatus.resolve(response.getStatus());
            var body = operationOutcome(problem(status == null ? HttpStatus.BAD_REQUEST : status));
            try {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                var writer = response.getReporter();
                if (writer != null) {
                    writer.write(new String(body, StandardCharsets.UTF_8));
                    response.finishResponse();
                }
            } catch (IOException | IllegalStateException e) {
                // The client has closed the connection.
            }
        }
    }

    private static CdsHooksException problem(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> new CdsHooksException(FixedProblem.NO_ADDRESS);
            case METHOD_NOT_ALLOWED -> new CdsHooksException(FixedProblem.WRONG_METHOD);
            case CONTENT_TOO_LARGE -> new CdsHooksException(FixedProblem.TOO_LARGE);
            case UNAUTHORIZED -> new CdsHooksException(FixedProblem.NOT_AUTHENTICATED);
            case UNSUPPORTED_MEDIA_TYPE ->
                new CdsHooksException(
                        status, "not-supported", "The body must be sent as application/json, and not compressed.");
            case NOT_ACCEPTABLE ->
                new CdsHooksException(status, "not-supported", "None of the accepted media types is available.");
            case TOO_MANY_REQUESTS ->
                new CdsHooksException(status, "throttled", "Rate limit exceeded: try again later.");
            case SERVICE_UNAVAILABLE -> new CdsHooksException(FixedProblem.BUSY);
            default ->
                status.is5xxServerError()
                        ? new CdsHooksException(status, "exception", "This service failed to answer.")
                        : new CdsHooksException(status, "invalid", "The request cannot be answered.");
        };
    }

    private static byte[] operationOutcome(CdsHooksException problem) {
        var issue = new Issue(
                "error",
                problem.issue(),
                Map.of("text", problem.text()),
                problem.diagnostics(),
                problem.field() == null ? List.of() : List.of(problem.field()));
        return JsonMapper.shared().writeValueAsBytes(new OutcomeBody("OperationOutcome", List.of(issue)));
    }

    private record OutcomeBody(String resourceType, List<Issue> issue) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Issue(
            String severity,
            String code,
            Map<String, String> details,
            @Nullable String diagnostics,
            List<String> expression) {}
}
