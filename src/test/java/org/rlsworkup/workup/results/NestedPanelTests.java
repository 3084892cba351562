package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.finding;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.iron;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Report.report;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Lab;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.missing.Finding;

/** Nested panels: members are followed three levels down and three levels up, and no further. */
class NestedPanelTests {
    private static final String THEN = "2026-10-01";
    private static final String CHEMISTRY = "24323-8";
    private static final String IRON_PANEL = "50190-8";

    private static boolean isDone(String test, Part... parts) {
        return finding(test, parts) instanceof Finding.Done;
    }

    private static Lab panel(String id, String... members) {
        return lab(CHEMISTRY).id(id).on(THEN).members(members);
    }

    @Test
    void whatIsContainedIsReadThreeLevelsDown() {
        assertThat(isDone(
                        "FER",
                        report(CHEMISTRY)
                                .results("#a")
                                .contains(
                                        panel("a", "#b"),
                                        panel("b", "#f"),
                                        ferritin(THEN).id("f"))))
                .isTrue();
        assertThat(isDone(
                        "FER",
                        report(CHEMISTRY)
                                .results("#a")
                                .contains(
                                        panel("a", "#b"),
                                        panel("b", "#c"),
                                        panel("c", "#f"),
                                        ferritin(THEN).id("f"))))
                .isFalse();
    }

    @Test
    void whatIsContainedIsReadBesideAnotherOfTheSameName() {
        assertThat(isDone(
                        "FER",
                        lab("3016-3").id("f").on(THEN),
                        report(CHEMISTRY).results("#f").contains(ferritin(THEN).id("f"))))
                .isTrue();
    }

    @Test
    void eachObservationIsReadOnce() {
        var held = ferritin(THEN).id("f").build();
        var nameless = ferritin(THEN).build();
        var contained = lab("3016-3").id("t").on(THEN);
        var membership = new ReportHierarchy(
                List.of(held, nameless, panel("p", "f").build()),
                List.of(
                        report(CHEMISTRY).results("f", "p").build(),
                        report(CHEMISTRY)
                                .results("#t", "#t")
                                .contains(contained)
                                .build()));

        assertThat(membership.observations()).hasSize(4).contains(held, nameless, contained.build());
    }

    /** Iron and capacity of different days, each under so many panels, the uppermost of which one report names. */
    @ParameterizedTest(name = "{0} panels between → {1}")
    @CsvSource({"0, true", "1, true", "2, true", "3, false"})
    void whatOneReportNamesIsOfOneSpecimen(int between, boolean one) {
        var parts = new ArrayList<Part>();
        parts.add(iron("2026-10-01").id("i0"));
        parts.add(bindingCapacity("2026-10-02").id("t0"));
        for (var level = 1; level <= between; level++) {
            parts.add(panel("i" + level, "i" + (level - 1)));
            parts.add(panel("t" + level, "t" + (level - 1)));
        }
        parts.add(report(CHEMISTRY).results("i" + between, "t" + between));

        assertThat(isDone("TSAT", parts.toArray(Part[]::new))).isEqualTo(one);
    }

    @Test
    void aPanelWhoseMembersAreReadIsNoResultOfItsOwn() {
        var panel = lab(IRON_PANEL).id("p").on(THEN).members("i");

        assertThat(shortfalls("TSAT", panel, iron(THEN).id("i"))).containsExactly(Shortfall.PART_ONLY);
        assertThat(shortfalls(
                        "TSAT",
                        lab(IRON_PANEL).id("p").on(THEN).members("c"),
                        lab("11111-1").id("c").on(THEN).component("2498-4")))
                .containsExactly(Shortfall.PART_ONLY);
    }

    @Test
    void aComponentUnderALookalikeIsNamedAndUnderAPanelIsNone() {
        assertThat(shortfalls("FER", lab("11111-1").on(THEN).component("86914-9")))
                .containsExactly(Shortfall.CODE_NOT_COUNTED);
        assertThat(isDone("TSAT", lab("11111-1").on(THEN).component(IRON_PANEL)))
                .isFalse();
    }

    @Test
    void anotherAnalyteUnderTheSameAccessionIsNoVersionOfIt() {
        assertThat(isDone(
                        "FER",
                        ferritin(THEN).identifiers("lab|1"),
                        lab("3016-3").on(THEN).identifiers("lab|1")))
                .isTrue();
    }
}
