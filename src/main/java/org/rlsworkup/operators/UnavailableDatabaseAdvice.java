package org.rlsworkup.operators;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers operators with 503 while the feedback database is unavailable, before that counts as an internal error. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
final class UnavailableDatabaseAdvice {
    private static final String RETRY_SECONDS = "10";

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, String>> unavailable() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(Map.of("error", "The feedback database is unavailable."));
    }
}
