package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.diagnosis.ActiveContexts.HeldTime;

/** When a context held, such as a pregnancy that ends with a birth. */
class ContextEvidenceTests {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-10");
    private static final LocalDate LAST = LocalDate.parse("2026-10-10");

    private static ContextEvidence ending(String date) {
        var evidence = new ContextEvidence();
        if (date != null) {
            evidence.addEver(Charts.date(date));
        }
        return evidence;
    }

    private static HeldTime held(LocalDate last, String... endings) {
        var evidence = new ContextEvidence();
        evidence.addTime(FIRST, last == null ? FIRST : last.minusDays(7), last == null ? null : 7);
        return evidence.times(
                        Stream.of(endings).map(ContextEvidenceTests::ending).toList())
                .getFirst();
    }

    @ParameterizedTest(name = "ended by {0}: until {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 2026-10-10",
                "2025-12-01, 2026-10-10",
                "2026-01-10, 2026-10-10",
                "2026-01-11, 2026-01-11",
                "2026-06-01, 2026-06-01",
                "2026-10-09, 2026-10-09",
                "2026-10-10, 2026-10-10",
                "2026-11-01, 2026-10-10"
            })
    void isOverWhenAnotherBegins(String ending, LocalDate until) {
        assertThat(held(LAST, ending)).isEqualTo(new HeldTime(FIRST, until));
    }

    @Test
    void isOverWhenTheFirstOfSeveralBegins() {
        assertThat(held(LAST, "2026-08-01", "2026-06-01", "2026-09-01"))
                .isEqualTo(new HeldTime(FIRST, LocalDate.parse("2026-06-01")));
        assertThat(held(null, "2026-08-01")).isEqualTo(new HeldTime(FIRST, LocalDate.parse("2026-08-01")));
        assertThat(held(null)).isEqualTo(new HeldTime(FIRST, null));
    }

    @ParameterizedTest(name = "shown {0}, denied {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-06-01, -, true",
                "2026-06-01, 2026-05-31, true",
                "2026-06-01, 2026-06-01, true",
                "2026-06-01, 2026-06-02, false",
                "-, 2026-06-02, false",
                "-, -, true"
            })
    void holdsUnlessALaterRecordDeniesIt(String shown, String denied, boolean holds) {
        var evidence = new ContextEvidence();
        assertThat(evidence.holds()).isFalse();
        evidence.add(shown == null ? null : Charts.date(shown));
        if (denied != null) {
            evidence.deny(Charts.date(denied));
        }
        assertThat(evidence.holds()).isEqualTo(holds);
    }
}
