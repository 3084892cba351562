package org.rlsworkup.operations;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.springframework.http.HttpStatus;

/** Makes each call a span, named after its address, which carries on the trace that the client sends. */
final class CallTracing extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Tracer tracer;
    private final transient Propagator propagator;

    CallTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = request.getRequestURI();
        var span = propagator
                .extract(request, HttpServletRequest::getHeader)
                .kind(Span.Kind.SERVER)
                .name(HookPaths.ALL.contains(address) ? address : "other")
                .start();
        var scope = tracer.withSpan(span);
        var status = HttpStatus.INTERNAL_SERVER_ERROR.value();
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            scope.close();
            span.tag("status", Integer.toString(status)).end();
        }
    }
}
