package org.rlsworkup.sandbox.demo;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The last requests that the service made to FHIR servers, for the page to show. Thread-safe. */
@RestController
class FhirRequestLog implements ObservationHandler<ClientRequestObservationContext> {
    private static final int KEPT = 500;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Deque<FhirRequest> requests = new ArrayDeque<>();
    private long count;

    /** A request, numbered in the order of the answers; the status is null if there was none. */
    record FhirRequest(
            long number,
            String method,
            String address,
            @Nullable Integer status,
            long millis) {}

    /** Those with a higher number. */
    @GetMapping("/demo/fhir-requests")
    List<FhirRequest> after(@RequestParam long after) {
        synchronized (requests) {
            return requests.stream().filter(it -> it.number() > after).toList();
        }
    }

    @Override
    public void onStart(ClientRequestObservationContext context) {
        context.put(Instant.class, CLOCK.instant());
    }

    @Override
    public void onStop(ClientRequestObservationContext context) {
        Instant start = context.get(Instant.class);
        var sent = context.getCarrier();
        if (start == null || sent == null) {
            return;
        }
        var millis = Duration.between(start, CLOCK.instant()).toMillis();
        synchronized (requests) {
            requests.addLast(new FhirRequest(
                    ++count, sent.getMethod().name(), sent.getURI().toString(), status(context), millis));
            if (requests.size() > KEPT) {
                requests.removeFirst();
            }
        }
    }

    private static @Nullable Integer status(ClientRequestObservationContext context) {
        try {
            return context.getResponse() == null
                    ? null
                    : context.getResponse().getStatusCode().value();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public boolean supportsContext(Context context) {
        return context instanceof ClientRequestObservationContext;
    }
}
