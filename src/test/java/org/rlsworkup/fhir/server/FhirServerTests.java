package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.fhir.read.QueryResponse;

/** The state kept per FHIR server: whether it responds, and how many calls wait for it. */
class FhirServerTests {
    private static final Reply ANSWER = new Reply.Answer(new QueryResponse.Empty());

    private final MovedClock clock = new MovedClock();
    private final FhirServer server = new FhirServer(3, new Semaphore(100), clock);
    private final AtomicInteger asked = new AtomicInteger();

    /** A clock that the test advances. */
    private static final class MovedClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Reply ask(Reply reply) {
        return server.send(() -> {
            asked.incrementAndGet();
            return reply;
        });
    }

    /** Cancelled requests do not count. */
    private boolean isCircuitOpen() {
        return server.send(() -> Reply.Failure.CANCELLED) == Reply.Failure.NOT_SENT;
    }

    private void ask(Reply reply, int times) {
        IntStream.range(0, times).forEach(i -> ask(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "500, true",
        "502, true",
        "503, true",
        "504, true",
        "501, false",
        "401, false",
        "403, false",
        "404, false",
        "410, false",
        "429, false",
        "302, false",
        "206, false"
    })
    void isLeftAloneAfterStatusesThatSayItIsDown(int status, boolean silenced) {
        ask(new Reply.Refusal(status, null), 100);

        assertThat(isCircuitOpen()).isEqualTo(silenced);
        assertThat(asked).hasValue(silenced ? 5 : 100);
    }

    @ParameterizedTest
    @EnumSource
    void isLeftAloneWhereNothingComes(Reply.Failure failure) {
        ask(failure, 100);

        assertThat(isCircuitOpen())
                .isEqualTo(
                        switch (failure) {
                            case NO_CONNECTION, CONNECTION_LOST, TIMED_OUT -> true;
                            case CANCELLED, UNREADABLE, NOT_SENT -> false;
                        });
    }

    @Test
    void isAskedAsLongAsItAnswersMoreThanHalfTheTime() {
        IntStream.range(0, 50).forEach(i -> {
            ask(ANSWER, 3);
            ask(Reply.Failure.TIMED_OUT, 2);
        });
        assertThat(isCircuitOpen()).isFalse();
        assertThat(asked).hasValue(250);
    }

    @Test
    void isTriedAgainAfterAWhile() {
        ask(Reply.Failure.TIMED_OUT, 5);
        clock.now = clock.now.plus(Duration.ofSeconds(9));
        assertThat(ask(ANSWER)).isEqualTo(Reply.Failure.NOT_SENT);

        clock.now = clock.now.plus(Duration.ofSeconds(2));
        assertThat(ask(ANSWER)).isEqualTo(ANSWER);
        assertThat(ask(Reply.Failure.TIMED_OUT)).isEqualTo(Reply.Failure.TIMED_OUT);
        assertThat(ask(ANSWER)).isEqualTo(Reply.Failure.NOT_SENT);

        clock.now = clock.now.plus(Duration.ofSeconds(11));
        ask(ANSWER, 10);
        assertThat(isCircuitOpen()).isFalse();
        assertThat(asked).hasValue(5 + 2 + 10);
    }

    @Test
    void isTriedAgainAlsoIfATrialWasNotWanted() {
        ask(Reply.Failure.TIMED_OUT, 5);
        clock.now = clock.now.plus(Duration.ofSeconds(11));

        ask(Reply.Failure.CANCELLED, 10);

        assertThat(ask(ANSWER)).isEqualTo(ANSWER);
    }

    @Test
    void letsInAsManyCallsAsItHasPlaces() {
        assertThat(IntStream.range(0, 5).filter(i -> server.tryEnter())).hasSize(3);

        server.leave();

        assertThat(IntStream.range(0, 5).filter(i -> server.tryEnter())).hasSize(1);
    }

    /** Else five servers that hang would take the room of the calls that need none. */
    @Test
    void allServersTogetherLetInNoMoreThanLeavesRoomToCallsThatNeedNone() {
        var servers = new FhirServer.Registry(3, 4, clock);
        var one = servers.at("http://a:80");
        var other = servers.at("http://b:80");
        assertThat(IntStream.range(0, 5).filter(i -> one.tryEnter())).hasSize(3);
        assertThat(IntStream.range(0, 5).filter(i -> other.tryEnter())).hasSize(1);

        one.leave();

        assertThat(IntStream.range(0, 5).filter(i -> other.tryEnter())).hasSize(1);
    }

    @Test
    void isOneByOriginAndForgottenWhenManyOthersWereAskedSince() {
        var servers = new FhirServer.Registry(3, 100, clock);
        var first = servers.at("http://a:80");
        assertThat(servers.at("http://a:80")).isSameAs(first);
        assertThat(servers.at("http://a:81")).isNotSameAs(first);

        IntStream.range(2, FhirServer.Registry.MAX).forEach(port -> servers.at("http://b:" + port));
        assertThat(servers.at("http://a:80")).isSameAs(first);

        IntStream.range(0, FhirServer.Registry.MAX).forEach(port -> servers.at("http://c:" + port));

        assertThat(servers.at("http://a:80")).isNotSameAs(first);
    }
}
