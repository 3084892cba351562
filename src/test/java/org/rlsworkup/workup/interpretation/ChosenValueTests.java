package org.rlsworkup.workup.interpretation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.and;
import static org.rlsworkup.workup.Charts.assessed;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.results.Values.quantity;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Cutoff;
import org.rlsworkup.workup.results.Values;

/** Which of several results of one analyte is interpreted, and what the card says of the previous one. */
class ChosenValueTests {
    private static Lab sent(String loinc, String value, String date) {
        return lab(loinc).value(quantity(value)).on(date);
    }

    private static Lab ferritin(String value, String date) {
        return sent("2276-4", value, date);
    }

    private static List<Interpretation> read(Part... parts) {
        return assessed(parts).results().interpretations();
    }

    /** The value read of an analyte, as sent; empty if none is. */
    private static String value(String analyte, Part... parts) {
        return read(parts).stream()
                .flatMap(it -> it.values().stream())
                .filter(it -> it.analyte().id().equals(analyte))
                .map(it -> it.measurement().asSent())
                .collect(Collectors.joining(", "));
    }

    /** In whichever order the chart holds them. */
    private static void assertReads(String expected, Lab one, Lab other) {
        assertThat(value("FER", one, other)).isEqualTo(expected);
        assertThat(value("FER", other, one)).isEqualTo(expected);
    }

    private static Classified classed(String rule, Part... parts) {
        return read(parts).stream()
                .filter(it -> it.rule().equals(rule))
                .map(Classified.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OfSeveral {
        @Test
        void isTheNewest() {
            assertReads("42 ng/mL", ferritin("42 ng/mL", "2026-10-01"), ferritin("80 ng/mL", "2026-09-30"));
            assertReads(
                    "42 ng/mL",
                    ferritin("42 ng/mL", "2026-10-01T09:00:00Z"),
                    ferritin("80 ng/mL", "2026-10-01T08:59:59.5Z"));
        }

        @Test
        void isTheMoreExactlyDatedOfOneMoment() {
            assertReads("42 ng/mL", ferritin("42 ng/mL", "2026-10-01T00:00:00Z"), ferritin("80 ng/mL", "2026-10-01"));
        }

        @Test
        void isTheSameOfOneDayWhicheverStandsFirstInTheChart() {
            assertReads("80 ng/mL", ferritin("80 ng/mL", "2026-10-01"), ferritin("42 ng/mL", "2026-10-01"));
        }

        @Test
        void isTheOneOfADayThatCanBeCompared() {
            assertReads("42 ng/mL", ferritin("42 ng/mL", "2026-10-01"), ferritin("80 pmol/L", "2026-10-01"));
            assertReads(
                    "42 ng/mL",
                    ferritin("42 ng/mL", "2026-09-01"),
                    lab("2276-4").withoutValue().on("2026-10-01"));
        }

        @Test
        void isNoneThatDoesNotCount() {
            var counts = ferritin("80 ng/mL", "2026-10-01");

            assertReads("80 ng/mL", counts, ferritin("42 ng/mL", "2026-11-01").status("cancelled"));
            assertReads("80 ng/mL", counts, ferritin("42 ng/mL", "2026-11-01").status("preliminary"));
            assertReads("80 ng/mL", counts, ferritin("42 ng/mL", "2026-11-01").of(null));
            assertReads("80 ng/mL", counts, ferritin("42 ng/mL", null));
        }

        @Test
        void isTheCalculatedOneWhereNoneIsReported() {
            var iron = sent("2498-4", "45 ug/dL", "2026-10-01");
            var capacity = sent("2500-7", "400 ug/dL", "2026-10-01");

            assertThat(value("TSAT", iron, capacity)).isEqualTo("11.3 %");
            assertThat(value("TSAT", iron)).isEmpty();
            assertThat(value("TSAT", sent("2502-3", "30 %", "2026-10-02"), iron, capacity))
                    .isEqualTo("30 %");
        }
    }

    @Nested
    class TooOld {
        @ParameterizedTest(name = "{0} of {1} → {2}")
        @CsvSource({
            "2276-4, 2025-11-20, FER", "2276-4, 2025-11-19, ''",
            "13964-2, 2026-05-24, MMA", "13964-2, 2026-05-23, ''",
            "72160-5, 2026-05-24, HOLOTC",
        })
        void isNotRead(String loinc, String date, String read) {
            var found = read(lab(loinc).on(date)).stream()
                    .flatMap(it -> it.values().stream())
                    .map(it -> it.analyte().id());

            assertThat(found.collect(Collectors.joining(" "))).isEqualTo(read);
        }

        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({"2026-08-22, 42 ng/mL", "2026-08-21, ''"})
        void isNotReadInPregnancySooner(String date, String read) {
            assertThat(value("FER", problem("77386006"), ferritin("42 ng/mL", date)))
                    .isEqualTo(read);
        }

        @Test
        void isNotReadWhereTheTestIsMissing() {
            var onIron = rx("24947").written("2026-08-01");

            assertThat(value("FER", onIron, ferritin("42 ng/mL", "2026-08-21"))).isEmpty();
            assertThat(value("FER", onIron, ferritin("42 ng/mL", "2026-08-22"))).isEqualTo("42 ng/mL");
        }
    }

    @Nested
    class TheOneBefore {
        private List<String> previous(String rule, Part... parts) {
            return classed(rule, parts).previous().stream()
                    .map(it -> it.measurement().asSent() + " " + it.date().written())
                    .toList();
        }

        @Test
        void isToldWhereItWasOfAnotherClass() {
            assertThat(previous("IRON-AD-1", ferritin("42 ng/mL", "2026-10-01"), ferritin("80 ng/mL", "2024-03-01")))
                    .containsExactly("80 ng/mL 2024-03-01");
            assertThat(previous("IRON-AD-1", ferritin("42 ng/mL", "2026-10-01"), ferritin("200 ng/mL", "2024-03-01")))
                    .containsExactly("200 ng/mL 2024-03-01");
        }

        @Test
        void isNotToldWhereItWasOfTheSameClass() {
            assertThat(previous("IRON-AD-1", ferritin("42 ng/mL", "2026-10-01"), ferritin("43 ng/mL", "2024-03-01")))
                    .isEmpty();
        }

        @Test
        void isNotToldWhereItCannotBeCompared() {
            assertThat(previous("IRON-AD-1", ferritin("42 ng/mL", "2026-10-01"), ferritin("80 pmol/L", "2024-03-01")))
                    .isEmpty();
            assertThat(previous("IRON-AD-1", ferritin("42 ng/mL", "2026-10-01")))
                    .isEmpty();
        }

        @Test
        void isTheNewestOfTheOlder() {
            assertThat(previous(
                            "IRON-AD-1",
                            ferritin("90 ng/mL", "2023-03-01"),
                            ferritin("42 ng/mL", "2026-10-01"),
                            ferritin("80 ng/mL", "2024-03-01")))
                    .containsExactly("80 ng/mL 2024-03-01");
        }
    }

    @Nested
    class Classes {
        @Test
        void areToldTheGravestFirst() {
            var parts = new Part[] {ferritin("90 ng/mL", "2026-10-01"), sent("3016-3", "12 mIU/L", "2026-10-01")};

            assertThat(read(parts)).extracting(Interpretation::rule).containsExactly("TSH-HI2", "IRON-AD-2");
        }

        @Test
        void nameTheCutoffsThatWereMetAndNoOthers() {
            assertThat(cutoffs(ferritin("42 ng/mL", "2026-10-01"), sent("2502-3", "24 %", "2026-10-01")))
                    .containsExactly("FER AT_MOST 75 ng/mL");
            assertThat(cutoffs(ferritin("42 ng/mL", "2026-10-01"), sent("2502-3", "16 %", "2026-10-01")))
                    .containsExactly("FER AT_MOST 75 ng/mL", "TSAT LESS 20 %");
            assertThat(cutoffs(
                            "HB-LO",
                            sent("3016-3", "12 mIU/L", "2026-10-01"),
                            sent("718-7", "10.4 g/dL", "2026-10-01"),
                            () -> new Patient("p1", Charts.date("1980-03-14"), Sex.FEMALE, false, false, Meta.NONE)))
                    .containsExactly("HB LESS 12 g/dL");
        }

        private static List<String> cutoffs(Part... parts) {
            return cutoffs("IRON-AD-1", parts);
        }

        private static List<String> cutoffs(String rule, Part... parts) {
            return classed(rule, parts).cutoffs().stream().map(Classes::text).toList();
        }

        private static String text(Cutoff it) {
            return it.analyte() + " " + it.comparison() + " " + it.limit() + " " + it.unit();
        }

        @Test
        void areNoneWhereAgeDecidesAndIsUnknown() {
            assertThat(read(born(null), ferritin("42 ng/mL", "2026-10-01")))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Interpretation.Unclassified.class,
                            it -> assertThat(it.why()).isEqualTo(UnclassedReason.AGE_UNKNOWN));
        }

        @Test
        void areNoneWithoutResults() {
            assertThat(assessed().results()).isEqualTo(Interpretation.Summary.NOTHING);
        }

        @ParameterizedTest(name = "MMA with an upper limit of {0}, B12 {1}, eGFR {2} → {3}")
        @CsvSource({
            "400 nmol/L, 300 ng/L, 60, WARNING",
            "400 nmol/L, 150 ng/L, 60, WARNING",
            "400 nmol/L, 300 ng/L, 59, ",
            "400 nmol/L, 300 ng/L, , ",
            "400 nmol/L, 400 ng/L, 60, ",
            ", 300 ng/L, 60, ",
        })
        void areAWarningOnlyWhereTheRuleSaysSo(String upper, String b12, String egfr, @Nullable Indicator indicator) {
            var ranges = upper == null ? List.<Observation.ReferenceRange>of() : List.of(Values.normal(null, upper));
            var mma = lab("13964-2")
                    .on("2026-10-01")
                    .measured(new Observation.Measured(quantity("480 nmol/L"), null, ranges, null, List.of()));
            var others = Stream.of(
                            sent("2132-9", b12, "2026-10-01"),
                            egfr == null ? null : sent("98979-8", egfr + " mL/min/{1.73_m2}", "2026-10-01"))
                    .filter(it -> it != null)
                    .toArray(Part[]::new);

            assertThat(classed("MMA-HI", and(others, mma)).indicator()).isEqualTo(indicator);
        }

        @ParameterizedTest(name = "ferritin {0}, saturation {1} → afternoon: {2}")
        @CsvSource({
            "2026-10-01T12:00:00Z, 2026-10-01T08:00:00Z, true",
            "2026-10-01T11:59:59Z, 2026-10-01T08:00:00Z, false",
            "2026-10-01T08:00:00Z, 2026-10-01T12:00:00Z, true",
            "2026-10-01T12:00:00+09:00, 2026-10-01, true",
            "2026-10-01, 2026-10-01, false",
        })
        void carryANoteIfTheSampleWasNotOfTheMorning(String drawn, String other, boolean afternoon) {
            var parts =
                    everythingBut("FER", ferritin("42 ng/mL", drawn), sent("2502-3", "30 %", other), order("2276-4"));

            assertThat(classed("IRON-AD-1", parts).notes().stream()
                            .anyMatch(note -> note.id().equals("IRON-MORNING")))
                    .isEqualTo(afternoon);
        }
    }

    @Test
    void whatEarnsACardIsNotQuiet() {
        assertThat(read(ferritin("12 ng/mL", "2026-10-20")))
                .anyMatch(it -> it.indicator() != null)
                .allMatch(it -> it.isQuiet() == (it.indicator() == null));
    }
}
