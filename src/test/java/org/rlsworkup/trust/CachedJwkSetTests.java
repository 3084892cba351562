package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.LogLines;

/** Keys are fetched as rarely as their server allows, and redirects are never followed. */
@Execution(ExecutionMode.SAME_THREAD)
class CachedJwkSetTests {
    private static final SigningKey KEY = SigningKey.ec("a", 256);
    private static final SigningKey NEW = SigningKey.ec("b", 256);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch released = new CountDownLatch(1);
    private KeyServer server;
    private CachedJwkSet keys;

    @BeforeEach
    void publish() throws IOException {
        server = new KeyServer();
        keys = keysWithin(Duration.ofSeconds(5));
        server.publishes(SigningKey.set(KEY.jwk("")));
    }

    private CachedJwkSet keysWithin(Duration deadline) {
        return new CachedJwkSet(
                "ehr", server.address(), new JwkSetRetriever(() -> HTTP, deadline), () -> now, scheduler);
    }

    @AfterEach
    void stop() {
        released.countDown();
        scheduler.shutdownNow();
        server.close();
    }

    private JWSVerifier find(SigningKey key) throws KeySourceException {
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
    void areKeptAsLongAsTheirServerSays(String control, String age, int seconds)
            throws IOException, KeySourceException {
        var headers = Stream.of("Cache-Control", control, "Age", age).toArray(String[]::new);
        server.publishes(
                SigningKey.set(KEY.jwk("")),
                age != null ? headers : control != null ? new String[] {"Cache-Control", control} : new String[0]);
        find(KEY);
        // Five seconds before they expire, the first call would start a refresh in the background.
        now = now.plusSeconds(seconds - 6);
        assertThat(find(KEY)).isNotNull();
        assertThat(server.asked()).isEqualTo(1);
        now = now.plusSeconds(6);
        assertThat(find(KEY)).isNotNull();
        assertThat(server.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"'Fri, 20 Nov 2026 10:02:00 GMT', 120", "0, 30", "'Thu, 19 Nov 2026 10:00:00 GMT', 30"})
    void orUntilTheyExpire(String expires, int seconds) {
        assertThat(JwkSetRetriever.lifetime(HttpHeaders.of(
                        Map.of(
                                "Date", List.of("Fri, 20 Nov 2026 10:00:00 GMT"),
                                "Expires", List.of(expires)),
                        (name, value) -> true)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anUnknownKeyIsAskedForOnceInAWhile() throws IOException, KeySourceException {
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
    void aKeyThatWasWithdrawnIsGoneOnceTheKeysAreFetchedAgain() throws IOException, KeySourceException {
        find(KEY);
        server.publishes(SigningKey.set(NEW.jwk("")));
        now = now.plusSeconds(300);
        assertThat(find(KEY)).isNull();
        assertThat(find(NEW)).isNotNull();
    }

    @Test
    void whileTheirServerFailsKeysThatWereGoodServeForAnHourMore() throws IOException, KeySourceException {
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
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
    }

    @Test
    void callsThatComeAtOnceFetchOnce() {
        var found = IntStream.range(0, 50).parallel().filter(i -> {
            try {
                return find(KEY) != null;
            } catch (KeySourceException e) {
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
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
    }

    @Test
    void aKeySetThatIsTooLargeIsNotRead() {
        server.publishes(SigningKey.set(KEY.jwk(",'x':'" + "x".repeat(300_000) + "'")));
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void noRedirectIsFollowed(int status) throws IOException {
        try (var elsewhere = new KeyServer()) {
            elsewhere.publishes(SigningKey.set(KEY.jwk("")));
            server.fails(status, "Location", elsewhere.address().toString());
            assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
            assertThat(elsewhere.asked()).isZero();
        }
    }

    private void hang() {
        server.answers(exchange -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    /** The next call before they expire starts a refresh that times out; no call waits for it, then or later. */
    @Test
    void whileTheirServerHangsKeysThatWereGoodServeAndNoCallWaits() throws Exception {
        keys = keysWithin(Duration.ofSeconds(2));
        find(KEY);
        hang();
        try (var log = LogLines.of("org.rlsworkup.trust.CachedJwkSet")) {
            now = now.plusSeconds(296);
            assertThat(timed(() -> find(KEY))).isLessThan(Duration.ofSeconds(1));
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().contains("could not be retrieved");
        }
        now = now.plusSeconds(5);
        for (var i = 0; i < 20; i++) {
            assertThat(timed(() -> find(KEY))).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(server.asked()).isEqualTo(2);
    }

    /** Anybody can send a token with an unknown key id; the retrieval it causes is not waited for by those with a good key. */
    @Test
    @Timeout(60)
    void whileAnUnknownKeyIsAskedForAndTheirServerHangsNoCallWithAGoodOneWaits() throws Exception {
        keys = keysWithin(Duration.ofSeconds(50));
        find(KEY);
        hang();
        now = now.plusSeconds(31);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var strangers = Stream.generate(() -> callers.submit(() -> keys.verifier("unknown", JWSAlgorithm.ES256)))
                    .limit(20)
                    .toList();
            await().until(() -> server.asked() == 2);
            for (var i = 0; i < 20; i++) {
                assertThat(find(KEY)).isNotNull();
            }
            assertThat(strangers).anyMatch(stranger -> !stranger.isDone());
            assertThat(server.asked()).isEqualTo(2);
            released.countDown();
        }
    }

    private static Duration timed(Callable<?> work) throws Exception {
        var start = System.nanoTime();
        assertThat(work.call()).isNotNull();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Without calls, too: after a quiet hour the first call finds fresh keys. */
    @Test
    void isRefreshedWithoutCalls() throws KeySourceException {
        var scheduled = new ArrayList<Runnable>();
        var recorder = recording(scheduled);
        keys = new CachedJwkSet(
                "ehr", server.address(), new JwkSetRetriever(() -> HTTP, Duration.ofSeconds(5)), () -> now, recorder);
        find(KEY);
        assertThat(scheduled).hasSize(1);
        scheduled.getFirst().run();
        await().until(() -> server.asked() == 2 && scheduled.size() == 2);
    }

    private static ScheduledExecutorService recording(List<Runnable> scheduled) {
        return new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                // Four seconds to retrieve them, and five more, before they expire after five minutes.
                assertThat(unit.toSeconds(delay)).isBetween(280L, 291L);
                scheduled.add(command);
                return super.schedule(() -> {}, 0, unit);
            }
        };
    }

    /** Without keys, the server is not asked at every call. */
    @Test
    void aServerThatFailsFromTheStartIsAskedTwiceInTenSeconds() {
        server.fails(503);
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
        }
        assertThat(server.asked()).isEqualTo(2);
        now = now.plusSeconds(10);
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
        assertThat(server.asked()).isEqualTo(3);
    }

    /** Bytes that drip for ever never pass the JDK's own timeout, which ends with the headers. */
    @Test
    void aServerThatDripsIsLeftAtTheDeadline() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        keys = keysWithin(Duration.ofMillis(200));
        assertThatThrownBy(() -> find(KEY)).isInstanceOf(KeySourceException.class);
    }
}
