package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are fetched as rarely as their server allows, and redirects are never followed. */
class CachedKeysTests {
    private static final SigningKey KEY = SigningKey.ec("a", 256);
    private static final SigningKey NEW = SigningKey.ec("b", 256);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private KeyServer server;
    private CachedKeys keys;

    @BeforeEach
    void publish() throws IOException {
        server = new KeyServer();
        keys = keysWithin(Duration.ofSeconds(5));
        server.publishes(SigningKey.set(KEY.jwk("")));
    }

    private CachedKeys keysWithin(Duration deadline) {
        return new CachedKeys("ehr", server.address(), new KeyPlace(() -> HTTP, deadline), () -> now);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JWSVerifier find(SigningKey key) throws IOException {
        return keys.verifier(key.keyId(), JWSAlgorithm.ES256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "max-age=600 | - | 600",
                "public, max-age=\"120\" | - | 120",
                "MAX-AGE=90 | - | 90",
                "s-maxage=5, max-age=60 | - | 60",
                "max-age=1 | - | 30",
                "max-age=31536000 | - | 3600",
                "max-age=99999999999999 | - | 3600",
                "no-store | - | 30",
                "no-cache, max-age=600 | - | 30",
                "max-age=600 | 500 | 100",
                "max-age=600 | many | 600",
                "public | - | 300",
                "- | - | 300",
            })
    void areKeptAsLongAsTheirServerSays(String control, String age, int seconds) throws IOException {
        var headers = Stream.of("Cache-Control", control, "Age", age).toArray(String[]::new);
        server.publishes(
                SigningKey.set(KEY.jwk("")),
                age != null ? headers : control != null ? new String[] {"Cache-Control", control} : new String[0]);
        find(KEY);
        now = now.plusSeconds(seconds - 1);
        assertThat(find(KEY)).isNotNull();
        assertThat(server.asked()).isEqualTo(1);
        now = now.plusSeconds(1);
        assertThat(find(KEY)).isNotNull();
        assertThat(server.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"'Fri, 20 Nov 2026 10:02:00 GMT', 120", "0, 30", "'Thu, 19 Nov 2026 10:00:00 GMT', 30"})
    void orUntilTheyExpire(String expires, int seconds) {
        assertThat(CacheLife.of(HttpHeaders.of(
                        Map.of(
                                "Date", List.of("Fri, 20 Nov 2026 10:00:00 GMT"),
                                "Expires", List.of(expires)),
                        (name, value) -> true)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anUnknownKeyIsAskedForOnceInAWhile() throws IOException {
        find(KEY);
        now = now.plusSeconds(31);
        server.publishes(SigningKey.set(KEY.jwk(""), NEW.jwk("")));
        assertThat(find(NEW)).isNotNull();
        assertThat(server.asked()).isEqualTo(2);
        for (var i = 0; i < 20; i++) {
            assertThat(keys.verifier("x" + i, JWSAlgorithm.ES256)).isNull();
        }
        assertThat(server.asked()).isEqualTo(2);
        now = now.plusSeconds(30);
        assertThat(keys.verifier("x", JWSAlgorithm.ES256)).isNull();
        assertThat(server.asked()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasWithdrawnIsGoneOnceTheKeysAreFetchedAgain() throws IOException {
        find(KEY);
        server.publishes(SigningKey.set(NEW.jwk("")));
        now = now.plusSeconds(300);
        assertThat(find(KEY)).isNull();
        assertThat(find(NEW)).isNotNull();
    }

    @Test
    void whileTheirServerFailsKeysThatWereGoodServeForAnHourMore() throws IOException {
        find(KEY);
        server.fails(503);
        now = now.plusSeconds(300);
        for (var i = 0; i < 5; i++) {
            assertThat(find(KEY)).isNotNull();
        }
        assertThat(server.asked()).isEqualTo(2);
        now = now.plusSeconds(3599);
        assertThat(find(KEY)).isNotNull();
        now = now.plusSeconds(1);
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(IOException.class);
    }

    @Test
    void callsThatComeAtOnceFetchOnce() {
        var found = IntStream.range(0, 50).parallel().filter(i -> {
            try {
                return find(KEY) != null;
            } catch (IOException e) {
                return false;
            }
        });
        assertThat(found.count()).isEqualTo(50);
        assertThat(server.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "{}", "{\"keys\":{}}", "{\"keys\":[", "{\"keys\":[1]}", "<html/>", "{\"keys\":[]} x"})
    void whatIsNoKeySetHoldsNoKey(String body) {
        server.publishes(body);
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(IOException.class);
    }

    @Test
    void aKeySetThatIsTooLargeIsNotRead() {
        server.publishes(SigningKey.set(KEY.jwk(",'x':'" + "x".repeat(300_000) + "'")));
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void noRedirectIsFollowed(int status) throws IOException {
        try (var elsewhere = new KeyServer()) {
            elsewhere.publishes(SigningKey.set(KEY.jwk("")));
            server.fails(status, "Location", elsewhere.address().toString());
            assertThatThrownBy(() -> find(KEY)).isInstanceOf(IOException.class);
            assertThat(elsewhere.asked()).isZero();
        }
    }

    /** Bytes that drip for ever never pass the JDK's own timeout, which ends with the headers. */
    @Test
    void aServerThatDripsIsLeftAtTheDeadline() {
        var held = new CountDownLatch(1);
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        keys = keysWithin(Duration.ofMillis(200));
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(IOException.class);
        held.countDown();
    }
}
