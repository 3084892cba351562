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
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Times whatever comes in at the addresses of calls, refused or not, as {@code http.server.requests} and with the tags
 * that Spring gives to requests for pages. Spring would make an observation of each: a good part of a call's cost, and
 * all that comes of it here is this timer.
 */
public final class CallTimes extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());
    private static final String NONE = "none";

    private final transient MeterRegistry meters;
    private final transient Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    /** By what of them follows the root. */
    private final transient Map<String, String> addresses = HookPaths.ALL.stream()
            .collect(Collectors.toUnmodifiableMap(
                    address -> address.substring(HookPaths.ROOT.length()), Function.identity()));

    public CallTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Of each there are few: what a client may write as it likes is not among these. */
    private record Kind(String method, String uri, int status, String exception) {}

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
            var kind = kind(request, response, thrown);
            timers.computeIfAbsent(kind, this::timer).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private Kind kind(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown) {
        var method = request.getMethod();
        var status = thrown == null ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value();
        return new Kind(
                METHODS.contains(method) ? method : "UNKNOWN",
                uri(request.getPathInfo()),
                status,
                thrown == null ? NONE : thrown.getClass().getSimpleName());
    }

    private String uri(@Nullable String belowRoot) {
        return addresses.getOrDefault(belowRoot == null ? "" : belowRoot, "NOT_FOUND");
    }

    private Timer timer(Kind kind) {
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
