package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokensInMemoryTests {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    private final TokensInMemory tokens = new TokensInMemory(() -> now, 100);

    @Test
    void remembersATokenUntilItExpires() {
        var expiry = now.plusSeconds(300);
        assertThat(tokens.firstSeen("iss", "a", expiry)).isTrue();
        now = expiry;
        assertThat(tokens.firstSeen("iss", "a", expiry)).isFalse();
        now = expiry.plusSeconds(60);
        tokens.firstSeen("iss", "b", now.plusSeconds(60));
        assertThat(tokens.size()).isEqualTo(1);
    }

    @Test
    void anIdIsThatOfItsIssuer() {
        assertThat(tokens.firstSeen("one", "a", now)).isTrue();
        assertThat(tokens.firstSeen("two", "a", now)).isTrue();
        assertThat(tokens.firstSeen("on", "ea", now)).isTrue();
        assertThat(tokens.firstSeen("one", "a", now.plusSeconds(600))).isFalse();
    }

    /** Forgetting sooner would let a token in twice. */
    @Test
    void whenItIsFullNothingIsNewUntilTheOldestExpire() {
        for (var i = 0; i < 100; i++) {
            assertThat(tokens.firstSeen("iss", "t" + i, now.plusSeconds(60))).isTrue();
        }
        assertThat(tokens.firstSeen("iss", "more", now.plusSeconds(60))).isFalse();
        assertThat(tokens.size()).isEqualTo(100);
        now = now.plusSeconds(180);
        assertThat(tokens.firstSeen("iss", "more", now.plusSeconds(60))).isTrue();
    }

    @Test
    void ofAllWhoShowTheSameTokenAtOnceOneIsFirst() throws InterruptedException {
        var first = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 800; i++) {
                var id = "t" + i / 16;
                threads.execute(() -> {
                    if (tokens.firstSeen("iss", id, now.plusSeconds(60))) {
                        first.incrementAndGet();
                    }
                });
            }
        }
        assertThat(first).hasValue(50);
    }
}
