package org.rlsworkup.trust;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
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
    private static final Duration READ_ON = Duration.ofSeconds(1);
    private static final int BUFFER = 8 * 1024;
    private static final int MAX_READ_ON = 2 * 1024 * 1024;

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
            response.flushBuffer();
        }
        if (!request.getInputStream().isFinished()) {
            readOn(request.getInputStream());
        }
    }

    /**
     * Reads what is left of the body of a refused request, for a moment: a client that is still sending would otherwise
     * not see the answer. Tomcat would read it without a limit of time, so it is told to read none.
     */
    private static void readOn(ServletInputStream body) {
        var end = System.nanoTime() + READ_ON.toNanos();
        var buffer = new byte[BUFFER];
        var left = MAX_READ_ON;
        try {
            while (left > 0 && !body.isFinished() && System.nanoTime() < end) {
                left -= Math.max(1, body.read(buffer));
            }
        } catch (IOException e) {
            // The client has closed the connection, or pauses.
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }
}
