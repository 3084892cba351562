package org.rlsworkup.trust;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Applies the rate limits to authenticated clients; other requests pass, and the servlet answers them 401. Compressed
 * bodies are rejected, as their size is unknown until they are expanded.
 */
public final class AdmissionFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Function<HttpServletRequest, Optional<String>> clients;
    private final transient RateLimiter limiter;
    private final transient RefusalLog refusals;

    /** @param clients the name of the authenticated client that sent a request, or empty */
    public AdmissionFilter(
            Function<HttpServletRequest, Optional<String>> clients, RateLimiter limiter, RefusalLog refusals) {
        this.clients = clients;
        this.limiter = limiter;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var client = request.getMethod().equals(HttpMethod.OPTIONS.name())
                ? Optional.<String>empty()
                : clients.apply(request);
        if (client.isEmpty()) {
            chain.doFilter(request, response);
        } else if (isCompressed(request)) {
            response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        } else {
            doLimited(client.get(), request, response, chain);
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private void doLimited(String client, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (limiter.tryAcquire(client)) {
            case GRANTED -> {
                try {
                    chain.doFilter(request, response);
                } finally {
                    limiter.release();
                }
            }
            case RATE_LIMIT_EXCEEDED -> {
                refusals.accept("Rate limit exceeded by client " + client, request.getRemoteAddr());
                reject(HttpStatus.TOO_MANY_REQUESTS, response);
            }
            case TOO_MANY_CONCURRENT -> {
                refusals.accept("Too many concurrent calls: refused one of client " + client, request.getRemoteAddr());
                reject(HttpStatus.SERVICE_UNAVAILABLE, response);
            }
        }
    }

    private static void reject(HttpStatus status, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.sendError(status.value());
    }
}
