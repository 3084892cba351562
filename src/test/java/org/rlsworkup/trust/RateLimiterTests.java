package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.rlsworkup.trust.RateLimiter.Passage;

class RateLimiterTests {
    private long nanos;

    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    @Test
    void aClientHasItsCallsOfASecondAndNoMore() {
        var limiter = new RateLimiter(1000, 3, time);
        for (var i = 0; i < 3; i++) {
            assertThat(limiter.enter("a")).isEqualTo(Passage.IN);
        }
        assertThat(limiter.enter("a")).isEqualTo(Passage.TOO_OFTEN);
        assertThat(limiter.enter("b")).isEqualTo(Passage.IN);
        nanos += 400_000_000;
        assertThat(limiter.enter("a")).isEqualTo(Passage.IN);
        assertThat(limiter.enter("a")).isEqualTo(Passage.TOO_OFTEN);
    }

    @Test
    void aPlaceIsFreeAgainOnceItIsLeft() {
        var limiter = new RateLimiter(2, 0, time);
        assertThat(limiter.enter("a")).isEqualTo(Passage.IN);
        assertThat(limiter.enter("b")).isEqualTo(Passage.IN);
        assertThat(limiter.enter("c")).isEqualTo(Passage.FULL);
        limiter.leave();
        assertThat(limiter.enter("c")).isEqualTo(Passage.IN);
    }

    @Test
    void withoutALimitAClientComesAsOftenAsItLikes() {
        var limiter = new RateLimiter(100_000, 0, time);
        for (var i = 0; i < 10_000; i++) {
            assertThat(limiter.enter("a")).isEqualTo(Passage.IN);
        }
    }
}
