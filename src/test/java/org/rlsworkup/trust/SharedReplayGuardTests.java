package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Two replicas that share token ids, and their behaviour when the shared store fails. */
class SharedReplayGuardTests {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant EXPIRY = NOW.plusSeconds(300);

    private final Set<UUID> database = ConcurrentHashMap.newKeySet();

    private static SharedReplayGuard replica(BiPredicate<UUID, Instant> shared) {
        return new SharedReplayGuard(shared, new InMemoryReplayGuard(() -> NOW, 1000), Duration.ofMinutes(1));
    }

    private SharedReplayGuard replica() {
        return replica((id, expiry) -> database.add(id));
    }

    @Test
    void aTokenIsGoodForOneCallAtOneReplica() {
        var one = replica();
        var other = replica();
        assertThat(one.firstUse("ehr", "a", EXPIRY)).isTrue();
        assertThat(one.firstUse("ehr", "a", EXPIRY)).isFalse();
        assertThat(other.firstUse("ehr", "a", EXPIRY)).isFalse();
        assertThat(other.firstUse("ehr", "b", EXPIRY)).isTrue();
        assertThat(other.firstUse("other", "a", EXPIRY)).isTrue();
    }

    @Test
    void whileTheMemoryFailsEachReplicaKnowsItsOwn() {
        var replica = replica((id, expiry) -> {
            throw new IllegalStateException("down");
        });
        assertThat(replica.firstUse("ehr", "a", EXPIRY)).isTrue();
        assertThat(replica.firstUse("ehr", "a", EXPIRY)).isFalse();
    }

    @Test
    void whileTheMemoryHangsNobodyWaitsForIt() {
        var never = new CountDownLatch(1);
        var replica = new SharedReplayGuard(
                (id, expiry) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                },
                new InMemoryReplayGuard(() -> NOW, 1000),
                Duration.ZERO);
        for (var i = 0; i < 300; i++) {
            assertThat(replica.firstUse("ehr", "hangs" + i, EXPIRY)).isTrue();
        }
        assertThat(replica.firstUse("ehr", "hangs0", EXPIRY)).isFalse();
    }

    /** An interrupt would close the connection of the pool. */
    @Test
    void whatIsGivenUpIsNotInterrupted() {
        var started = new AtomicBoolean();
        var free = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var replica = new SharedReplayGuard(
                (id, expiry) -> {
                    started.set(true);
                    try {
                        free.await();
                        return interrupted.complete(false);
                    } catch (InterruptedException e) {
                        return interrupted.complete(true);
                    }
                },
                new InMemoryReplayGuard(() -> NOW, 1_000_000),
                Duration.ofMillis(1));
        for (var i = 0; !started.get(); i++) {
            assertThat(replica.firstUse("ehr", "given up " + i, EXPIRY)).isTrue();
        }
        free.countDown();
        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void whatIsNewIsAskedForAgainWhenTheMemoryIsBack() {
        var isDown = new boolean[] {true};
        var replica = replica((id, expiry) -> {
            if (isDown[0]) {
                throw new IllegalStateException("down");
            }
            return database.add(id);
        });
        assertThat(replica.firstUse("ehr", "a", EXPIRY)).isTrue();
        isDown[0] = false;
        database.add(ReplayGuard.id("ehr", "b"));
        assertThat(replica.firstUse("ehr", "b", EXPIRY)).isFalse();
    }
}
