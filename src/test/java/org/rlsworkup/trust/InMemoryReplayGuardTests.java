package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryReplayGuardTests {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    private final InMemoryReplayGuard tokens = new InMemoryReplayGuard(() -> now, 100);

    @Test
    void remembersATokenUntilItExpires() {
        var expiry = now.plusSeconds(300);
        assertThat(tokens.firstUse("iss", "a", expiry)).isTrue();
        now = expiry;
        assertThat(tokens.firstUse("iss", "a", expiry)).isFalse();
        now = expiry.plusSeconds(60);
        tokens.firstUse("iss", "b", now.plusSeconds(60));
        assertThat(tokens.size()).isEqualTo(1);
    }

    @Test
    void anIdIsThatOfItsIssuer() {
        assertThat(tokens.firstUse("one", "a", now)).isTrue();
        assertThat(tokens.firstUse("two", "a", now)).isTrue();
        assertThat(tokens.firstUse("on", "ea", now)).isTrue();
        assertThat(tokens.firstUse("one", "a", now.plusSeconds(600))).isFalse();
    }

    /** Forgetting sooner would let a token in twice. */
    @Test
    void whenItIsFullNothingIsNewUntilTheOldestExpire() {
        for (var i = 0; i < 100; i++) {
            assertThat(tokens.firstUse("iss", "t" + i, now.plusSeconds(60))).isTrue();
        }
        assertThat(tokens.firstUse("iss", "more", now.plusSeconds(60))).isFalse();
        assertThat(tokens.size()).isEqualTo(100);
        now = now.plusSeconds(180);
        assertThat(tokens.firstUse("iss", "more", now.plusSeconds(60))).isTrue();
    }

    @Test
    void ofAllWhoShowTheSameTokenAtOnceOneIsFirst() throws InterruptedException {
        var first = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 800; i++) {
                var id = "t" + i / 16;
                threads.execute(() -> {
                    if (tokens.firstUse("iss", id, now.plusSeconds(60))) {
                        first.incrementAndGet();
                    }
                });
            }
        }
        assertThat(first).hasValue(50);
    }
}
