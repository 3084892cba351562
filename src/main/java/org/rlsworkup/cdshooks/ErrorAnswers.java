package org.rlsworkup.cdshooks;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers every error with an OperationOutcome of fixed words: no stack trace, no token, nothing of what was sent. */
@RestController
@RestControllerAdvice
class ErrorAnswers implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "10";

    /** Answers a call that cannot be answered otherwise. */
    static void send(CdsHooksException problem, HttpServletResponse response) throws IOException {
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(OperationOutcomes.json(problem.issue(), problem.text(), problem.field()));
    }

    /** What is said of a status. */
    static String json(int code) {
        var status = HttpStatus.resolve(code);
        var known = status == null ? HttpStatus.BAD_REQUEST : status;
        return new String(OperationOutcomes.json(issue(known), text(known), null), StandardCharsets.UTF_8);
    }

    /** A failure of ours: noted with its place, answered in fixed words. */
    static CdsHooksException unexpected(RuntimeException failure) {
        log(failure);
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        return new CdsHooksException(status, issue(status), text(status), null);
    }

    private static void log(Exception failure) {
        LOG.error("A call failed: {} at {}", failure.getClass().getName(), place(failure));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> other(Exception failure) {
        if (failure instanceof ErrorResponse known) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return answer(status, known.getHeaders(), issue(status), text(status), null);
        }
        if (failure instanceof IOException) {
            // The client has gone: there is nobody to answer.
            return null;
        }
        log(failure);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                new HttpHeaders(),
                "exception",
                text(HttpStatus.INTERNAL_SERVER_ERROR),
                null);
    }

    /** What the server itself refuses before any of our code sees it. */
    @RequestMapping("/error")
    ResponseEntity<byte[]> refused(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        var known = status == null ? HttpStatus.NOT_FOUND : status;
        return answer(known, new HttpHeaders(), issue(known), text(known), null);
    }

    /** Where it happened, without the message, which may quote a patient's data. */
    private static Object place(Exception failure) {
        return failure.getStackTrace().length == 0 ? "unknown" : failure.getStackTrace()[0];
    }

    private static ResponseEntity<byte[]> answer(
            HttpStatus status, HttpHeaders headers, String issue, String text, @Nullable String field) {
        var builder = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (!headers.getAllow().isEmpty()) {
            builder.allow(headers.getAllow().toArray(HttpMethod[]::new));
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return builder.body(OperationOutcomes.json(issue, text, field));
    }

    private static String issue(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE, NOT_ACCEPTABLE -> "not-supported";
            case CONTENT_TOO_LARGE -> "too-long";
            case UNAUTHORIZED -> "login";
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> "throttled";
            default -> status.is5xxServerError() ? "exception" : "invalid";
        };
    }

    private static String text(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This method is not supported here.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be sent as application/json, and not compressed.";
            case TOO_MANY_REQUESTS -> "More calls came than were agreed: try again.";
            case SERVICE_UNAVAILABLE -> "This service is busy: try again.";
            case NOT_ACCEPTABLE -> "None of the media types that are accepted can be given here.";
            case CONTENT_TOO_LARGE -> "The body is larger than this service reads.";
            case UNAUTHORIZED -> "Not authorised.";
            default -> status.is5xxServerError() ? "This service failed to answer." : "The request cannot be answered.";
        };
    }
}
