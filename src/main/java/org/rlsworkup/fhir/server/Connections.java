package org.rlsworkup.fhir.server;

import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Our connections to all FHIR servers, opened when first needed. Safe for many threads.
 *
 * <p>The JDK's client keeps a connection open, for as long as the server likes, on which an answer began that is not
 * HTTP. Nothing closes it but the end of that client, which lets all other requests finish; so then we begin with a new
 * one.
 */
final class Connections {
    private final RestClient.Builder builder;
    private final FhirLimits limits;
    private @Nullable Pool open;

    /** Connections that end together. */
    record Pool(HttpClient jdk, RestClient http) {}

    Connections(RestClient.Builder builder, FhirLimits limits) {
        this.builder = builder;
        this.limits = limits;
    }

    synchronized Pool pool() {
        var pool = open == null ? connect() : open;
        open = pool;
        return pool;
    }

    /** Begins new connections from now on; these are closed when no call can be about to use them, or still reads. */
    synchronized void leave(Pool pool) {
        if (pool.equals(open)) {
            open = null;
            CompletableFuture.delayedExecutor(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(pool.jdk()::shutdown);
        }
    }

    private Pool connect() {
        var jdk = HttpClient.newBuilder()
                .connectTimeout(limits.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        var requests = new JdkClientHttpRequestFactory(jdk);
        requests.setReadTimeout(limits.deadline());
        requests.enableCompression(true);
        return new Pool(jdk, builder.clone().requestFactory(requests).build());
    }
}
