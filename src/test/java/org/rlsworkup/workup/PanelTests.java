package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.missing;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Lab.saturation;
import static org.rlsworkup.workup.Report.report;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.missing.Finding;

class PanelTests {
    private static final String THEN = "2026-10-01";
    private static final String IRON_PANEL = "50190-8";
    /** A panel that says nothing to us by itself. */
    private static final String CHEMISTRY = "24323-8";

    private static boolean isDone(String test, Part... parts) {
        return finding(test, parts) instanceof Finding.Done;
    }

    @Nested
    class Components {
        @Test
        void countEachByItsOwnCode() {
            var panel = lab(CHEMISTRY).on(THEN).component("2276-4").component("3016-3");

            assertThat(missing(panel)).containsExactly("TSAT", "B12", "A1C");
        }

        @Test
        void countEachByItsOwnValue() {
            var panel = lab(CHEMISTRY)
                    .on(THEN)
                    .absentComponent("2276-4", "not-performed")
                    .component("3016-3");

            assertThat(shortfalls("FER", panel)).containsExactly(Shortfall.NOT_PERFORMED);
            assertThat(isDone("TSH", panel)).isTrue();
        }

        @Test
        void standAndFallWithTheStatusOfThePanel() {
            var panel = lab(CHEMISTRY).on(THEN).component("2276-4").status("cancelled");

            assertThat(shortfalls("FER", panel)).containsExactly(Shortfall.CANCELLED);
        }

        @Test
        void areOfOneSpecimen() {
            var panel = lab(IRON_PANEL).on("2026-10").component("2498-4").component("2500-7");

            assertThat(isDone("TSAT", panel)).isTrue();
        }

        @Test
        void speakForThePanelThatHoldsThem() {
            var panel = lab(IRON_PANEL).on(THEN).component("2498-4");

            assertThat(shortfalls("TSAT", panel)).containsExactly(Shortfall.PART_ONLY);
        }

        @Test
        void doNotCountUnderALookalike() {
            assertThat(missing(everythingBut("FER", lab(CHEMISTRY).on(THEN).component("86914-9"))))
                    .containsExactly("FER");
        }
    }

    @Nested
    class APanelOfWhichNothingElseIsHeld {
        @ParameterizedTest
        @ValueSource(strings = {"50190-8", "75689-0", "70299-3"})
        void countsForSaturationAndNeverForFerritin(String panel) {
            assertThat(missing(report(panel))).containsExactly("FER", "B12", "TSH", "A1C");
            assertThat(missing(lab(panel).on(THEN).withoutValue())).containsExactly("FER", "B12", "TSH", "A1C");
        }

        @Test
        void countsForSaturationThoughItNamesResultsWeDoNotHold() {
            assertThat(isDone("TSAT", report(IRON_PANEL).results("not-held"))).isTrue();
        }

        @Test
        void countsForSaturationThoughItsResultsSayNothingToUs() {
            assertThat(isDone(
                            "TSAT",
                            report(IRON_PANEL).results("a"),
                            lab("1920-8").id("a").on(THEN)))
                    .isTrue();
        }

        @ParameterizedTest(name = "report {0} → {1}")
        @CsvSource({
            "final, Done",
            "amended, Done",
            "corrected, Done",
            "appended, Done",
            "preliminary, Missing",
            "cancelled, Missing",
            "entered-in-error, Missing",
            "unknown, Missing"
        })
        void countsOnlyIfFinished(String status, String expected) {
            assertThat(finding("TSAT", report(IRON_PANEL).status(status))
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(expected);
        }

        @Test
        void isWaitedForWhilePreliminary() {
            assertThat(finding("TSAT", report(IRON_PANEL).on("2026-11-06").status("preliminary")))
                    .isInstanceOf(Finding.Pending.class);
        }

        @Test
        void countsByItsDateOrElseByItsIssue() {
            assertThat(isDone("TSAT", report(IRON_PANEL).on("2025-11-19"))).isFalse();
            assertThat(isDone("TSAT", report(IRON_PANEL).on(null).issued("2026-10-01T08:00:00Z")))
                    .isTrue();
            assertThat(shortfalls("TSAT", report(IRON_PANEL).on(null))).containsExactly(Shortfall.NO_DATE);
        }

        @Test
        void isUnverifiableWhereNobodySaysWhoseItIs() {
            assertThat(finding("TSAT", report(IRON_PANEL).of(null))).isInstanceOf(Finding.Unverifiable.class);
        }
    }

    @Nested
    class Members {
        @Test
        void speakForTheirReport() {
            var report = report(IRON_PANEL).results("i", "t");

            assertThat(isDone(
                            "TSAT",
                            report,
                            iron(THEN).id("i"),
                            bindingCapacity(THEN).id("t")))
                    .isTrue();
            assertThat(isDone(
                            "TSAT",
                            report,
                            iron(THEN).id("i"),
                            bindingCapacity(THEN).id("t").status("cancelled")))
                    .isFalse();
        }

        @Test
        void areOfOneSpecimenWithTheirReport() {
            var apart = new Part[] {
                iron("2026-10-01").id("i"), bindingCapacity("2026-10-02").id("t")
            };

            assertThat(isDone("TSAT", apart)).isFalse();
            assertThat(isDone("TSAT", Charts.and(apart, report(CHEMISTRY).results("i", "t"))))
                    .isTrue();
            assertThat(isDone(
                            "TSAT",
                            Charts.and(apart, lab(CHEMISTRY).id("p").on(THEN).members("i", "t"))))
                    .isTrue();
        }

        @Test
        void areReadWhereTheyAreContained() {
            var report = report(IRON_PANEL)
                    .results("#f", "#s")
                    .contains(ferritin(THEN).id("f"), saturation(THEN).id("s"));

            assertThat(missing(report)).containsExactly("B12", "TSH", "A1C");
        }

        @Test
        void areReadWhereAPanelObservationContainsThem() {
            var panel = lab(CHEMISTRY)
                    .on(THEN)
                    .members("#f")
                    .contains(ferritin(THEN).id("f"));

            assertThat(isDone("FER", panel)).isTrue();
        }

        @Test
        void doNotCountWhereTheyAreContainedAndNotNamed() {
            assertThat(isDone("FER", report(CHEMISTRY).contains(ferritin(THEN).id("f"))))
                    .isFalse();
        }

        @Test
        void countByTheirOwnStatusWhateverTheReportLacks() {
            assertThat(isDone(
                            "FER",
                            report(CHEMISTRY).status("preliminary").results("f"),
                            ferritin(THEN).id("f")))
                    .isTrue();
        }

        @Test
        void mayNameEachOther() {
            var one = lab(CHEMISTRY).id("a").on(THEN).members("b", "f");
            var other = lab(CHEMISTRY).id("b").on(THEN).members("a");

            assertThat(isDone("FER", one, other, ferritin(THEN).id("f"))).isTrue();
        }

        @Test
        void mayNameThemselves() {
            var panel = lab(CHEMISTRY).id("a").on(THEN).members("a", "f");

            assertThat(isDone("FER", panel, ferritin(THEN).id("f"))).isTrue();
        }
    }

    @Nested
    class AWithdrawnParent {
        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({"cancelled, CANCELLED", "entered-in-error, ENTERED_IN_ERROR"})
        void takesItsMembersWithIt(String status, Shortfall why) {
            var ferritin = ferritin(THEN).id("f");

            assertThat(shortfalls(
                            "FER", ferritin, report(CHEMISTRY).results("f").status(status)))
                    .containsExactly(why);
            assertThat(shortfalls(
                            "FER",
                            ferritin,
                            lab(CHEMISTRY).on(THEN).members("f").status(status)))
                    .containsExactly(why);
            assertThat(shortfalls(
                            "FER",
                            report(CHEMISTRY)
                                    .results("#f")
                                    .contains(ferritin(THEN).id("f"))
                                    .status(status)))
                    .containsExactly(why);
        }

        @Test
        void takesNothingFromAMemberOfAnotherReportThatStands() {
            assertThat(isDone(
                            "FER",
                            ferritin(THEN).id("f"),
                            report(CHEMISTRY).results("f").status("entered-in-error"),
                            report(CHEMISTRY).results("f")))
                    .isTrue();
        }

        @Test
        void takesMembersThreeLevelsDown() {
            var withdrawn = report(CHEMISTRY).results("a").status("entered-in-error");
            var one = lab(CHEMISTRY).id("a").on(THEN).members("b");
            var two = lab(CHEMISTRY).id("b").on(THEN).members("f");

            assertThat(shortfalls("FER", withdrawn, one, two, ferritin(THEN).id("f")))
                    .containsExactly(Shortfall.ENTERED_IN_ERROR);
            assertThat(shortfalls("FER", ferritin(THEN).id("f"), two, one, withdrawn))
                    .containsExactly(Shortfall.ENTERED_IN_ERROR);
        }

        @Test
        void takesMembersOfAPanelInAPanel() {
            var withdrawn = lab(CHEMISTRY).id("a").on(THEN).members("b").status("cancelled");
            var inner = lab(CHEMISTRY).id("b").on(THEN).members("f");

            assertThat(shortfalls("FER", inner, withdrawn, ferritin(THEN).id("f")))
                    .containsExactly(Shortfall.CANCELLED);
        }
    }
}
