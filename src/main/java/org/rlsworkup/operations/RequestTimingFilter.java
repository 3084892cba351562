package org.rlsworkup.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Times all requests to the hook endpoints, rejected ones included, as {@code http.server.requests} with the tags that
 * Spring uses. An observation of each, as Spring would make, costs more and would yield nothing but this timer.
 */
final class RequestTimingFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    private final transient MeterRegistry meters;
    private final transient Map<RequestKind, Timer> timers = new ConcurrentHashMap<>();
    /** By their part below the root. */
    private final transient Map<String, String> addresses = HookPaths.ALL.stream()
            .collect(Collectors.toUnmodifiableMap(
                    address -> address.substring(HookPaths.ROOT.length()), Function.identity()));

    RequestTimingFilter(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Has few values: nothing in it is chosen freely by a client. */
    private record RequestKind(String method, String uri, int status, String exception) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var begin = System.nanoTime();
        Throwable thrown = null;
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            thrown = e;
            throw e;
        } finally {
            var path = request.getPathInfo();
            var kind = new RequestKind(
                    METHODS.contains(request.getMethod()) ? request.getMethod() : "UNKNOWN",
                    addresses.getOrDefault(path == null ? "" : path, "NOT_FOUND"),
                    thrown == null ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value(),
                    thrown == null ? "none" : thrown.getClass().getSimpleName());
            timers.computeIfAbsent(kind, this::timer).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(RequestKind kind) {
        return Timer.builder("http.server.requests")
                .tags(Tags.of(
                        "error", kind.exception(),
                        "exception", kind.exception(),
                        "method", kind.method(),
                        "outcome", Outcome.forStatus(kind.status()).name(),
                        "status", Integer.toString(kind.status()),
                        "uri", kind.uri()))
                .register(meters);
    }
}
