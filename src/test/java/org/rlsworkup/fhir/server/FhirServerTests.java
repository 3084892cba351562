package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.fhir.server.FhirServer.CallHealth;
import org.rlsworkup.support.LogLines;

/** The state kept per FHIR server: whether it responds, and how many calls wait for it. */
@Execution(ExecutionMode.SAME_THREAD)
class FhirServerTests {
    private final MovedClock clock = new MovedClock();
    private final FhirServer server =
            new FhirServer(new FhirServer.Endpoint("ehr", "http://a:80"), 3, new Shares(100, 100), clock);
    private final AtomicInteger patients = new AtomicInteger();

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

    /** Whether a call about a new patient was admitted; it tells this about the server. */
    private boolean call(CallHealth health) {
        return call(health, "p" + patients.incrementAndGet());
    }

    private boolean call(CallHealth health, String patient) {
        var admitted = server.enter() == null;
        if (admitted) {
            server.leave(health, patient);
        }
        return admitted;
    }

    private int admitted(int calls, CallHealth health) {
        return (int) IntStream.range(0, calls).filter(i -> call(health)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "502, DOWN",
        "503, DOWN",
        "504, DOWN",
        "500, UP",
        "501, UP",
        "401, UP",
        "403, UP",
        "404, UP",
        "410, UP",
        "429, UP",
        "302, UP",
        "206, UP"
    })
    void isDownOnlyIfItSaysSo(int status, CallHealth health) {
        assertThat(new Reply.Refusal(status, null).health()).isEqualTo(health);
    }

    @ParameterizedTest
    @EnumSource
    void isSlowWhereNothingComesThroughAConnection(Reply.Failure failure) {
        assertThat(failure.health())
                .isEqualTo(
                        switch (failure) {
                            case NO_CONNECTION -> CallHealth.DOWN;
                            case CONNECTION_LOST, TIMED_OUT -> CallHealth.SLOW;
                            case UNREADABLE -> CallHealth.UP;
                            case CANCELLED -> CallHealth.UNKNOWN;
                        });
    }

    @ParameterizedTest
    @CsvSource({"DOWN, 5", "SLOW, 5", "UP, 100", "UNKNOWN, 100"})
    void isLeftAloneAfterFiveCallsThatItDidNotAnswer(CallHealth health, int admitted) {
        assertThat(admitted(100, health)).isEqualTo(admitted);
        assertThat(server.isOpen()).isEqualTo(admitted == 5);
    }

    @Test
    void isAskedAsLongAsItAnswersMoreThanHalfTheCalls() {
        IntStream.range(0, 50).forEach(i -> {
            assertThat(admitted(3, CallHealth.UP)).isEqualTo(3);
            assertThat(admitted(2, CallHealth.DOWN)).isEqualTo(2);
        });
    }

    /** One chart that takes too long, opened again and again; that the server cannot be reached is not due to a chart. */
    @ParameterizedTest
    @CsvSource({"SLOW, 100", "DOWN, 5"})
    void isNotLeftAloneForOneBadChart(CallHealth health, int admitted) {
        assertThat(IntStream.range(0, 100).filter(i -> call(health, "one"))).hasSize(admitted);
    }

    @Test
    void isTriedAgainAfterAWhile() {
        admitted(5, CallHealth.SLOW);
        clock.now = clock.now.plus(Duration.ofSeconds(9));
        assertThat(call(CallHealth.UP)).isFalse();

        clock.now = clock.now.plus(Duration.ofSeconds(2));
        assertThat(call(CallHealth.UP)).isTrue();
        assertThat(call(CallHealth.SLOW)).isTrue();
        assertThat(call(CallHealth.UP)).isFalse();

        clock.now = clock.now.plus(Duration.ofSeconds(11));
        assertThat(admitted(10, CallHealth.UP)).isEqualTo(10);
        assertThat(server.isOpen()).isFalse();
    }

    @Test
    void isTriedAgainAlsoIfATrialToldNothing() {
        admitted(5, CallHealth.SLOW);
        clock.now = clock.now.plus(Duration.ofSeconds(11));

        assertThat(admitted(10, CallHealth.UNKNOWN)).isEqualTo(10);
        assertThat(call(CallHealth.UP)).isTrue();
    }

    @Test
    void saysWhenItIsLeftAloneAndForWhichClient() {
        try (var log = LogLines.of("org.rlsworkup.fhir.server.FhirServer")) {
            admitted(5, CallHealth.DOWN);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("FHIR server http://a:80 of client ehr", "OPEN")
                    .doesNotContain("p1");
        }
    }

    @Test
    void remembersTheFormThatItTookAndForAWhileThatItTookNone() {
        var search = new FhirServer.Search("Observation?code", SearchForm.USUAL);
        assertThat(server.form(search)).isEqualTo(SearchForm.USUAL);
        server.refusedAll(search);
        clock.now = clock.now.plus(Duration.ofMinutes(9));
        assertThat(server.isHopeless(search)).isTrue();
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThat(server.isHopeless(search)).isFalse();

        server.refusedAll(search);
        server.took(search, SearchForm.USUAL.withoutSort());
        assertThat(server.isHopeless(search)).isFalse();
        assertThat(server.form(search)).isEqualTo(SearchForm.USUAL.withoutSort());
    }

    @Test
    void letsInAsManyCallsAsItHasPlaces() {
        assertThat(IntStream.range(0, 5).filter(i -> server.enter() == null)).hasSize(3);

        server.leave(CallHealth.UP, "p");

        assertThat(IntStream.range(0, 5).filter(i -> server.enter() == null)).hasSize(1);
    }

    /** Else five servers that hang would take the room of the calls that need none. */
    @Test
    void allServersTogetherLetInNoMoreThanLeavesRoomToCallsThatNeedNone() {
        var servers = new FhirServer.Registry(3, new Shares(4, 4), clock);
        var one = servers.at("ehr", "http://a:80");
        var other = servers.at("ehr", "http://b:80");
        assertThat(IntStream.range(0, 5).filter(i -> one.enter() == null)).hasSize(3);
        assertThat(IntStream.range(0, 5).filter(i -> other.enter() == null)).hasSize(1);

        one.leave(CallHealth.UP, "p");

        assertThat(IntStream.range(0, 5).filter(i -> other.enter() == null)).hasSize(1);
    }

    /** However many servers that hang a client names, others wait for theirs. */
    @Test
    void allServersOfOneClientTogetherLetInNoMoreThanItsShare() {
        var servers = new FhirServer.Registry(3, new Shares(8, 4), clock);
        var one = servers.at("ehr", "http://a:80");
        var more = servers.at("ehr", "http://b:80");
        var others = servers.at("other", "http://a:80");
        assertThat(IntStream.range(0, 5).filter(i -> one.enter() == null)).hasSize(3);
        assertThat(IntStream.range(0, 5).filter(i -> more.enter() == null)).hasSize(1);
        assertThat(more.enter()).isEqualTo("too many calls wait for FHIR servers");
        assertThat(IntStream.range(0, 5).filter(i -> others.enter() == null)).hasSize(3);

        one.leave(CallHealth.UP, "p");

        assertThat(more.enter()).isNull();
        assertThat(more.enter()).isNotNull();
    }

    @Test
    void isOneByClientAndOriginAndForgottenWhenManyOthersWereAskedSince() {
        var servers = new FhirServer.Registry(3, new Shares(100, 100), clock);
        var first = servers.at("ehr", "http://a:80");
        assertThat(servers.at("ehr", "http://a:80")).isSameAs(first);
        assertThat(servers.at("ehr", "http://a:81")).isNotSameAs(first);
        assertThat(servers.at("other", "http://a:80")).isNotSameAs(first);

        IntStream.range(3, FhirServer.Registry.MAX).forEach(port -> servers.at("ehr", "http://b:" + port));
        assertThat(servers.at("ehr", "http://a:80")).isSameAs(first);

        IntStream.range(0, FhirServer.Registry.MAX).forEach(port -> servers.at("ehr", "http://c:" + port));

        assertThat(servers.at("ehr", "http://a:80")).isNotSameAs(first);
    }

    @Test
    void theStateOfEachBreakerIsKnownByClientAndOrigin() {
        var servers = new FhirServer.Registry(3, new Shares(100, 100), clock);
        for (var client : new String[] {"ehr", "other"}) {
            var down = servers.at(client, "http://a:80");
            IntStream.range(0, 5).forEach(i -> {
                assertThat(down.enter()).isNull();
                down.leave(CallHealth.DOWN, "p");
            });
        }
        assertThat(servers.breakers())
                .isEqualTo(
                        Map.of("ehr", Map.of("http://a:80", State.OPEN), "other", Map.of("http://a:80", State.OPEN)));

        clock.now = clock.now.plus(Duration.ofSeconds(11));
        var again = servers.at("ehr", "http://a:80");
        assertThat(again.enter()).isNull();
        assertThat(servers.breakers().get("ehr")).isEqualTo(Map.of("http://a:80", State.HALF_OPEN));
        assertThat(again.enter()).isNull();
        again.leave(CallHealth.UP, "p");
        again.leave(CallHealth.UP, "p");

        assertThat(servers.breakers())
                .isEqualTo(
                        Map.of("ehr", Map.of("http://a:80", State.CLOSED), "other", Map.of("http://a:80", State.OPEN)));
    }
}
