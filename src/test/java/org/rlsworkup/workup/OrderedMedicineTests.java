package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.IncompleteChart;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.Assessment.MedicationsOnly;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;
import org.rlsworkup.workup.medicines.MedicationFinding;

/** Advice on a medicine while it is being ordered. */
class OrderedMedicineTests {
    private static final String DIPHENHYDRAMINE = "3498";
    private static final String PRAMIPEXOLE = "746741";
    private static final String CETIRIZINE = "20610";

    private static Assessment signing(Chart chart, Med... orders) {
        return workup().assessOrders(chart, uses(orders), List.of(), true, NOW);
    }

    private static Assessment selecting(Chart chart, Med... orders) {
        return workup().assessOrders(chart, uses(orders), List.of(), false, NOW);
    }

    private static List<MedicationUse> uses(Med... orders) {
        return Stream.of(orders).map(Med::build).toList();
    }

    private static Med draft(String rxnorm) {
        return rx(rxnorm).status("draft");
    }

    private static MedicationAdvice advice(Assessment assessment) {
        assertThat(assessment).isInstanceOf(MedicationsOnly.class);
        return ((MedicationsOnly) assessment).advice();
    }

    private static Chart in(@Nullable String encounterClass, Set<Source> unread, Part... parts) {
        var resources = new ArrayList<Resource>();
        Stream.of(parts).map(Part::build).forEach(resources::add);
        if (encounterClass != null) {
            var code = new Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", encounterClass);
            resources.add(new Encounter("e1", Charts.SUBJECT, "in-progress", List.of(code), List.of(), Meta.NONE));
        }
        return Chart.of("p1", "e1", resources, unread);
    }

    @Test
    void aDraftIsJudgedAsAnOrder() {
        var advice = advice(signing(chart(rls()), draft(DIPHENHYDRAMINE)));
        assertThat(advice.ordering()).isTrue();
        assertThat(advice.inRemission()).isFalse();
        assertThat(advice.findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("MED-H1");
            assertThat(finding.indicator()).isEqualTo(Indicator.WARNING);
            assertThat(finding.since()).isNull();
        });
    }

    @Test
    void whatThePatientIsOnAlreadyIsNot() {
        assertThat(signing(chart(rls(), rx(DIPHENHYDRAMINE)), draft(CETIRIZINE)))
                .isEqualTo(new NoAdvice(NoAdviceReason.NO_RELEVANT_MEDICINE));
    }

    @Test
    void anOrderWithoutStatusIsADraft() {
        assertThat(advice(signing(chart(rls()), draft(DIPHENHYDRAMINE).status(null)))
                        .findings())
                .hasSize(1);
        assertThat(signing(chart(rls()), draft(DIPHENHYDRAMINE).status("cancelled")))
                .isInstanceOf(NoAdvice.class);
    }

    @Test
    void anOrderForAnotherPatientIsDropped() {
        assertThat(signing(chart(rls()), draft(DIPHENHYDRAMINE).of(new Ref("Patient", "p2"))))
                .isInstanceOf(NoAdvice.class);
        assertThat(signing(chart(rls()), draft(DIPHENHYDRAMINE).of(null))).isInstanceOf(MedicationsOnly.class);
        assertThat(signing(chart(rls()), draft(DIPHENHYDRAMINE).of(new Ref("#", "x"))))
                .isInstanceOf(MedicationsOnly.class);
    }

    @Test
    void withoutRlsNothingIsSaidUnlessItMayBeUnread() {
        assertThat(signing(chart(), draft(DIPHENHYDRAMINE))).isEqualTo(new NoAdvice(NoAdviceReason.RLS_NOT_CHARTED));
        assertThat(signing(in(null, Set.of(Source.CONDITIONS)), draft(DIPHENHYDRAMINE)))
                .isEqualTo(new IncompleteChart(Set.of(Source.CONDITIONS)));
    }

    /** Parkinson disease may stand in the part of the Conditions that was not read. */
    @Test
    void aHalfReadListOfConditionsForbidsAdviceOnlyWhereThereIsAny() {
        var half = in(null, Set.of(Source.CONDITIONS), rls());
        assertThat(signing(half, draft(PRAMIPEXOLE))).isInstanceOf(IncompleteChart.class);
        assertThat(signing(half, draft(CETIRIZINE))).isInstanceOf(NoAdvice.class);
        assertThat(signing(in(null, Set.of(Source.OBSERVATIONS), rls()), draft(PRAMIPEXOLE)))
                .isInstanceOf(MedicationsOnly.class);
    }

    @Test
    void contextsOfTheChartCount() {
        assertThat(signing(chart(rls(), snomed("49049000")), draft(PRAMIPEXOLE)))
                .isInstanceOf(NoAdvice.class);
        assertThat(advice(signing(chart(rls(), snomed("385763009")), draft(DIPHENHYDRAMINE)))
                        .findings()
                        .getFirst()
                        .indicator())
                .isEqualTo(Indicator.INFO);
    }

    @Test
    void anEmergencyDefersSelectionButNotSigning() {
        var emergency = in("EMER", Set.of(), rls());
        assertThat(selecting(emergency, draft(DIPHENHYDRAMINE))).isEqualTo(new NoAdvice(NoAdviceReason.DEFERRED));
        assertThat(signing(emergency, draft(DIPHENHYDRAMINE))).isInstanceOf(MedicationsOnly.class);
        assertThat(selecting(in("AMB", Set.of(), rls()), draft(DIPHENHYDRAMINE)))
                .isInstanceOf(MedicationsOnly.class);
    }

    @Test
    void anInfantIsNotAdvisedAbout() {
        assertThat(signing(chart(rls(), born("2026-05-05")), draft(DIPHENHYDRAMINE)))
                .isEqualTo(new NoAdvice(NoAdviceReason.TOO_YOUNG));
    }

    @Test
    void aProductThatOnlyAReferenceNamesIsLookedUp() {
        var orders =
                uses(new Med().status(null).refersTo("x"), draft(CETIRIZINE).refersTo("y"));
        assertThat(workup().medicationsToLookUp(orders, chart(rls()), NOW)).containsExactly("x");
        assertThat(workup().medicationsToLookUp(chart(rls()), NOW)).isEmpty();
    }

    @Test
    void isAWordInRemissionToo() {
        var advice = advice(signing(chart(rls().clinical("remission")), draft(DIPHENHYDRAMINE)));

        assertThat(advice.inRemission()).isTrue();
        assertThat(advice.findings()).extracting(MedicationFinding::indicator).containsExactly(Indicator.INFO);
    }

    @Test
    void inRemissionNobodyWhoIsToldNothingHearsOfMedicines() {
        var remission = rls().clinical("remission");
        var taken = rx(DIPHENHYDRAMINE);

        assertThat(Charts.assess(chart(remission, taken))).isInstanceOf(MedicationsOnly.class);
        assertThat(Charts.assess(chart(remission, taken, Charts.deceased())))
                .isEqualTo(new NoAdvice(NoAdviceReason.DECEASED));
        assertThat(Charts.assess(chart(remission))).isEqualTo(new NoAdvice(NoAdviceReason.RLS_NOT_CHARTED));
        assertThat(Charts.assess(chart(remission, taken, snomed("385763009")))).isInstanceOf(MedicationsOnly.class);
    }
}
