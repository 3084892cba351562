package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTests {
    private long nanos;

    @Test
    void aClientHasItsCallsOfASecondAndNoMore() {
        var limiter = new RateLimiter(3, () -> nanos);
        for (var i = 0; i < 3; i++) {
            assertThat(limiter.tryAcquire("a")).isTrue();
        }
        assertThat(limiter.tryAcquire("a")).isFalse();
        assertThat(limiter.tryAcquire("b")).isTrue();
        nanos += 400_000_000;
        assertThat(limiter.tryAcquire("a")).isTrue();
        assertThat(limiter.tryAcquire("a")).isFalse();
    }

    @Test
    void withoutALimitAClientComesAsOftenAsItLikes() {
        var limiter = new RateLimiter(0, () -> nanos);
        for (var i = 0; i < 10_000; i++) {
            assertThat(limiter.tryAcquire("a")).isTrue();
        }
    }

    /** A burst of a second's calls, and then one more in each period: no waiting, and no second burst at a boundary. */
    @Test
    void isATokenBucket() {
        var limiter = new RateLimiter(2000, () -> nanos);
        nanos = 12_345_678_901L;
        assertThat(granted(limiter, 5000)).isEqualTo(2000);
        for (var i = 0; i < 100; i++) {
            nanos += 10_000_000;
            assertThat(granted(limiter, 100)).isEqualTo(20);
        }
        nanos += 3_600_000_000_000L;
        assertThat(granted(limiter, 5000)).isEqualTo(2000);
    }

    private static long granted(RateLimiter limiter, int calls) {
        return IntStream.range(0, calls).filter(i -> limiter.tryAcquire("a")).count();
    }
}
