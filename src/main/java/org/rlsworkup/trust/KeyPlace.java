package org.rlsworkup.trust;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Reads JWK sets from files and from https addresses: within a deadline, up to a size, and where no redirect leads. */
final class KeyPlace {
    private static final int LARGEST = 256 * 1024;

    private final Supplier<HttpClient> http;
    private final Duration deadline;

    KeyPlace(Supplier<HttpClient> http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    /** @param life how long it may be kept, by what its server says */
    record Text(String json, Duration life) {}

    /** @throws IOException with fixed words if there is nothing to be had in time */
    Text read(URI place) throws IOException {
        if ("file".equals(place.getScheme())) {
            try (var file = Files.newInputStream(Path.of(place))) {
                return new Text(text(file), CacheLife.USUAL);
            }
        }
        // The JDK's own timeout ends with the headers; a server that drips must not hold us any longer.
        var answer = new FutureTask<>(() -> fetch(place));
        Thread.ofVirtual().name("jwks").start(answer);
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException("not readable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private Text fetch(URI place) throws IOException, InterruptedException {
        if (Addresses.isForbidden(place.getHost())) {
            throw new IOException("a link-local or cloud-metadata address");
        }
        var request = HttpRequest.newBuilder(place)
                .timeout(deadline)
                .header("Accept", "application/jwk-set+json, application/json;q=0.9")
                .build();
        var response = http.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return new Text(text(body), CacheLife.of(response.headers()));
        }
    }

    private static String text(InputStream body) throws IOException {
        var bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("larger than a JWK set may be");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
