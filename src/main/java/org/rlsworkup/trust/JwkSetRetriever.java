package org.rlsworkup.trust;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Retrieves JWK sets from files and https addresses, within a deadline and a size limit, following no redirect. */
final class JwkSetRetriever {
    /** Not so short that every call retrieves a set, and not so long that a withdrawn key is trusted for a day. */
    static final Duration MIN_LIFETIME = Duration.ofSeconds(30);

    private static final Duration MAX_LIFETIME = Duration.ofHours(1);
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 256 * 1024;
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");
    private static final Pattern NO_CACHE = Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,\\s=])");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Supplier<HttpClient> http;
    private final Duration deadline;

    JwkSetRetriever(Supplier<HttpClient> http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    /** @param lifetime how long it may be cached */
    record Retrieved(String json, Duration lifetime) {}

    /** @throws IOException with a fixed message if it cannot be retrieved in time */
    Retrieved retrieve(URI address) throws IOException {
        if ("file".equals(address.getScheme())) {
            try (var file = Files.newInputStream(Path.of(address))) {
                return new Retrieved(text(file), DEFAULT_LIFETIME);
            }
        }
        // The timeout of the JDK's client ends with the headers; this one covers the body, too.
        var answer = new FutureTask<>(() -> fetch(address));
        Thread.ofVirtual().name("jwks").start(answer);
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("timeout", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException("not readable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private Retrieved fetch(URI address) throws IOException, InterruptedException {
        if (Addresses.isForbidden(address.getHost())) {
            throw new IOException("a link-local or cloud-metadata address");
        }
        var request = HttpRequest.newBuilder(address)
                .timeout(deadline)
                .header("Accept", "application/jwk-set+json, application/json;q=0.9")
                .build();
        var response = http.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return new Retrieved(text(body), lifetime(response.headers()));
        }
    }

    private static String text(InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("too large");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How long a response may be cached, according to its headers. */
    static Duration lifetime(HttpHeaders headers) {
        var control = String.join(",", headers.allValues("Cache-Control")).toLowerCase(Locale.ROOT);
        var maxAge = MAX_AGE.matcher(control);
        if (NO_CACHE.matcher(control).find()) {
            return MIN_LIFETIME;
        }
        if (maxAge.find()) {
            var age = headers.firstValue("Age").filter(SECONDS.asMatchPredicate());
            return bounded(Long.parseLong(maxAge.group(1)) - Long.parseLong(age.orElse("0")));
        }
        try {
            // Both by the clock of the server; an invalid date means that it has expired.
            return headers.firstValue("Expires").isEmpty()
                    ? DEFAULT_LIFETIME
                    : bounded(Duration.between(date(headers, "Date"), date(headers, "Expires"))
                            .toSeconds());
        } catch (DateTimeException e) {
            return MIN_LIFETIME;
        }
    }

    private static ZonedDateTime date(HttpHeaders headers, String name) {
        return ZonedDateTime.parse(headers.firstValue(name).orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, MIN_LIFETIME.toSeconds(), MAX_LIFETIME.toSeconds()));
    }
}
