package org.rlsworkup;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.trust.RateLimiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Before every discovery, call and feedback: who is not known goes on to be told so, who is known passes the turnstile.
 * A compressed body is refused, because what it would grow to is not known before it has grown.
 */
final class AdmissionFilter extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionFilter.class);
    private static final long serialVersionUID = 1L;

    private final transient Function<HttpServletRequest, Optional<Caller>> callers;
    private final transient RateLimiter turnstile;

    AdmissionFilter(Function<HttpServletRequest, Optional<Caller>> callers, RateLimiter turnstile) {
        this.callers = callers;
        this.turnstile = turnstile;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Nothing of an answer is to be kept on the way, or taken for a page.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var caller = request.getMethod().equals(HttpMethod.OPTIONS.name())
                ? Optional.<Caller>empty()
                : callers.apply(request);
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
        } else if (isCompressed(request)) {
            response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        } else {
            pass(caller.get().name(), request, response, chain);
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private void pass(String client, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (turnstile.enter(client)) {
            case IN -> {
                try {
                    chain.doFilter(request, response);
                } finally {
                    turnstile.leave();
                }
            }
            case TOO_OFTEN -> refuse(client, HttpStatus.TOO_MANY_REQUESTS, response);
            case FULL -> refuse(client, HttpStatus.SERVICE_UNAVAILABLE, response);
        }
    }

    private static void refuse(String client, HttpStatus status, HttpServletResponse response) throws IOException {
        LOG.warn("A call of client {} was answered {}", client, status.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.sendError(status.value());
    }
}
