package org.rlsworkup.cdshooks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.request.Capacity.Holding;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Limits;
import org.springframework.mock.web.MockHttpServletRequest;

/** What one client may hold of the service while another is served. */
class CapacityTests {
    private static final Caller EHR = Caller.of("ehr", server -> false);
    private static final Caller OTHER = Caller.of("other", server -> false);

    private final List<String> refusals = new ArrayList<>();
    private final List<Holding> open = new ArrayList<>();

    private Capacity capacity(String... settings) {
        return new Capacity(Limits.with(settings), (reason, address) -> refusals.add(reason + ", " + address));
    }

    private static MockHttpServletRequest request(int bytes, boolean isLengthKnown) {
        var request = new MockHttpServletRequest("POST", "/cds-services/rls-workup") {
            @Override
            public long getContentLengthLong() {
                return isLengthKnown ? bytes : -1;
            }
        };
        request.setContent(new byte[bytes]);
        return request;
    }

    private Holding enter(Capacity capacity, Caller caller, int bytes) {
        var holding = capacity.enter(caller, request(bytes, true));
        open.add(holding);
        return holding;
    }

    /** How many of these enter. */
    private int entered(Capacity capacity, Caller caller, int requests, int bytes) {
        var entered = 0;
        for (var i = 0; i < requests; i++) {
            try {
                enter(capacity, caller, bytes);
                entered++;
            } catch (CdsHooksException problem) {
                assertThat(problem.status().value()).isEqualTo(503);
                assertThat(problem.issue()).isEqualTo("throttled");
            }
        }
        return entered;
    }

    @FullOnly
    @Test
    void sixtyBodiesOfTenMegabytesFromOneClientLeaveRoomForAnother() throws IOException {
        var capacity = capacity("bodies=40MB");
        assertThat(entered(capacity, EHR, 6, 10 * 1024 * 1024)).isEqualTo(2);
        var other = enter(capacity, OTHER, 10 * 1024 * 1024);
        assertThat(other.body().readAllBytes()).hasSize(10 * 1024 * 1024);
        other.bodyIsRead();
        assertThat(refusals).isNotEmpty().allMatch(it -> it.contains("client ehr refused with 503: its bodies"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theMemoryForBodiesIsHeldUntilTheAnswerWhetherTheLengthWasKnownOrNot(boolean isLengthKnown) throws IOException {
        var capacity = capacity("body=1000B", "bodies=2000B");
        var first = capacity.enter(EHR, request(1000, isLengthKnown));
        first.body().readAllBytes();
        first.bodyIsRead();
        var second = catchThrowable(() -> {
            try (var holding = capacity.enter(EHR, request(1, isLengthKnown))) {
                holding.body().readAllBytes();
            }
        });
        assertThat(BodyLimit.exception(second).status().value()).isEqualTo(503);
        first.close();
        try (var third = capacity.enter(EHR, request(1000, isLengthKnown))) {
            assertThat(third.body().readAllBytes()).hasSize(1000);
        }
    }

    @Test
    void aBodyThatIsAcceptedAlwaysFits() throws IOException {
        var capacity = capacity("body=1000B", "bodies=1000B", "share=1");
        try (var holding = capacity.enter(EHR, request(1000, true))) {
            assertThat(holding.body().readAllBytes()).hasSize(1000);
        }
        try (var holding = capacity.enter(EHR, request(1001, false))) {
            assertThat(BodyLimit.exception(catchThrowable(() -> holding.body().readAllBytes()))
                            .status()
                            .value())
                    .isEqualTo(413);
        }
    }

    @Test
    void slowSendersOfOneClientTakeItsShareOfWhatIsReadAndNoPlace() {
        var capacity = capacity("reading=10", "concurrent=4", "share=50");
        assertThat(entered(capacity, EHR, 20, 1)).isEqualTo(5);
        // Of the other, all have arrived.
        for (var i = 0; i < 2; i++) {
            enter(capacity, OTHER, 1).bodyIsRead();
        }
        assertThat(entered(capacity, OTHER, 20, 1)).isEqualTo(5);
    }

    @Test
    void oneClientCannotTakeAllPlaces() {
        var capacity = capacity("concurrent=10", "share=60");
        for (var i = 0; i < 6; i++) {
            enter(capacity, EHR, 1).bodyIsRead();
        }
        var seventh = enter(capacity, EHR, 1);
        assertThatThrownBy(seventh::bodyIsRead).isInstanceOf(CdsHooksException.class);
        seventh.close();
        for (var i = 0; i < 4; i++) {
            enter(capacity, OTHER, 1).bodyIsRead();
        }
        var fifth = enter(capacity, OTHER, 1);
        assertThatThrownBy(fifth::bodyIsRead).isInstanceOf(CdsHooksException.class);
        fifth.close();
        open.getFirst().close();
        enter(capacity, OTHER, 1).bodyIsRead();
        assertThat(refusals)
                .containsExactly(
                        "Request of client ehr refused with 503: too many are being answered, 127.0.0.1",
                        "Request of client other refused with 503: too many are being answered, 127.0.0.1");
    }

    @Test
    void aSingleClientMayTakeAll() {
        var capacity = new Capacity(Limits.with("reading=10").unshared(), (reason, address) -> {});
        assertThat(entered(capacity, EHR, 20, 1)).isEqualTo(10);
    }

    /** Whatever happens to a request, what it held is given back, and once only. */
    @Test
    void nothingIsLost() throws IOException {
        var capacity = capacity("reading=2", "concurrent=2", "body=1000B", "bodies=2000B");
        for (var i = 0; i < 100; i++) {
            var holding = capacity.enter(EHR, request(1000, i % 2 == 0));
            if (i % 3 > 0) {
                holding.body().readAllBytes();
            }
            if (i % 3 > 1) {
                holding.bodyIsRead();
                holding.bodyIsRead();
            }
            holding.close();
            holding.close();
        }
        assertThat(entered(capacity, EHR, 1, 1000)).isEqualTo(1);
        open.getLast().bodyIsRead();
        assertThat(entered(capacity, OTHER, 1, 1000)).isEqualTo(1);
        assertThat(entered(capacity, EHR, 1, 1)).isZero();
    }
}
