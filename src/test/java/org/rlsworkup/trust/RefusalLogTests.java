package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.LogLines;

@Execution(ExecutionMode.SAME_THREAD)
class RefusalLogTests {
    private final RefusalLog refusals = new RefusalLog();

    @Test
    void aHundredThousandRefusalsAreTwoLinesAMinute() {
        try (var log = LogLines.of(RefusalLog.class.getName())) {
            for (var i = 0; i < 100_000; i++) {
                refusals.accept("Rate limit exceeded by client ehr", "192.0.2.1");
            }
            refusals.summarize();
            refusals.summarize();
            assertThat(log.lines())
                    .containsExactly(
                            "Rate limit exceeded by client ehr, from 192.0.2.1",
                            "Rate limit exceeded by client ehr, from 192.0.2.1: 99999 more in the last minute");
        }
    }

    @Test
    void aReasonAndAnAddressAreToldApartAndTheFirstOfAMinuteIsLoggedAtOnce() {
        try (var log = LogLines.of(RefusalLog.class.getName())) {
            refusals.accept("a", "192.0.2.1");
            refusals.accept("a", "192.0.2.2");
            refusals.accept("b", "192.0.2.1");
            refusals.summarize();
            refusals.accept("a", "192.0.2.1");
            assertThat(log.lines())
                    .containsExactly(
                            "a, from 192.0.2.1", "a, from 192.0.2.2", "b, from 192.0.2.1", "a, from 192.0.2.1");
        }
    }

    @Test
    void anAttackFromVeryManyAddressesIsAHundredLinesAndOneForAllOthers() {
        try (var log = LogLines.of(RefusalLog.class.getName())) {
            for (var i = 0; i < 100_000; i++) {
                refusals.accept("a", "address " + i);
            }
            refusals.summarize();
            assertThat(log.lines())
                    .hasSize(102)
                    .contains("a, from other addresses", "a, from other addresses: 99899 more in the last minute");
        }
    }
}
