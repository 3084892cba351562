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
 * Applies the rate limit to authenticated clients; other requests pass, and the servlet answers them 401. Compressed
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
        if (client.isPresent() && isCompressed(request)) {
            response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        } else if (client.isPresent() && !limiter.tryAcquire(client.get())) {
            refusals.accept("Rate limit exceeded by client " + client.get(), request.getRemoteAddr());
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }
}
