package org.rlsworkup.operations;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.fhir.server.FhirAccess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Spans of calls, of requests to FHIR servers and of access to the database, if traces are switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TracingSwitch.SETTING)
class TracingConfiguration {
    @Bean
    FilterRegistrationBean<CallTracing> callTracing(Tracer tracer, Propagator propagator) {
        var registration = new FilterRegistrationBean<>(new CallTracing(tracer, propagator));
        registration.setUrlPatterns(HookPaths.PATTERNS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** The threads that a call starts belong to its span. */
    @Bean
    UnaryOperator<ThreadFactory> tracedThreads(Tracer tracer) {
        return threads -> task -> {
            var span = tracer.currentSpan();
            return threads.newThread(() -> {
                var scope = tracer.withSpan(span);
                try {
                    task.run();
                } finally {
                    scope.close();
                }
            });
        };
    }

    @Bean
    UnaryOperator<DataSource> tracedDatabase(Tracer tracer) {
        return pool -> new TracedDataSource(pool, tracer);
    }

    /** No server is told of the trace unless the settings of the client allow it. */
    @Bean
    RestClientCustomizer traceContext(Propagator propagator) {
        return builder -> builder.requestInterceptor((request, body, execution) -> {
            if (!request.getAttributes().containsKey(FhirAccess.TRACED)) {
                propagator.fields().forEach(request.getHeaders()::remove);
            }
            return execution.execute(request, body);
        });
    }

    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(
                exporters.orderedStream().map(SpansWithoutPatients::new).toList());
    }
}
