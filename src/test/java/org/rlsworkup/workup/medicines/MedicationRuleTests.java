package org.rlsworkup.workup.medicines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Med.ATC;
import static org.rlsworkup.workup.Med.RXNORM;
import static org.rlsworkup.workup.Med.SCT;
import static org.rlsworkup.workup.Med.atc;
import static org.rlsworkup.workup.Med.named;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Med.statement;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.MedicationsOnly;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Med;
import org.rlsworkup.workup.Part;
import org.rlsworkup.workup.Problem;

/** Which medicines result in a finding, and how severe it is. */
@Execution(ExecutionMode.CONCURRENT)
class MedicationRuleTests {
    private static final MedicationRules RULES = Charts.KNOWLEDGE.medications();
    private static final DrugRules DRUGS = Charts.KNOWLEDGE.drugs();
    private static final MedicationEvaluator EVALUATOR = new MedicationEvaluator(RULES);
    private static final String PARKINSON = "49049000";
    private static final String CBT_I = "cognitive behavioural therapy for insomnia (CBT-I)";

    private static List<MedicationFinding> charted(Part... parts) {
        return Charts.assessed(parts).advice().findings();
    }

    private static String told(List<MedicationFinding> findings) {
        return findings.stream()
                .map(it -> it.rule().id() + " " + it.drug().id())
                .collect(Collectors.joining(", "));
    }

    /** What is said while these are being ordered for an adult with confirmed RLS. */
    private static List<MedicationFinding> ordered(boolean mayWarn, Set<String> contexts, Part... parts) {
        var resources = new ArrayList<Resource>();
        Stream.of(parts).map(Part::build).forEach(resources::add);
        var chart = Chart.of("p1", null, resources, Set.of());
        var situation = new MedicationEvaluator.Situation(chart.conditions(), contexts::contains, 46, true, mayWarn);
        return EVALUATOR.evaluate(new MedicineFinder(DRUGS).find(chart, NOW), situation);
    }

    private static String indicators(List<MedicationFinding> findings) {
        return findings.stream().map(it -> it.indicator().code()).collect(Collectors.joining(" "));
    }

    private static String ordered(Part... parts) {
        return indicators(ordered(true, Set.of(), parts));
    }

    /** A drug, and the class in which it is listed where nothing is known of what it is given for: the first. */
    record Row(MedicationRule rule, Drug drug) {
        @Override
        public String toString() {
            return rule.id() + " " + drug.id();
        }
    }

    static Stream<Row> everyRow() {
        var seen = new HashSet<String>();
        return RULES.rules().stream()
                .flatMap(rule -> DRUGS.ingredients().stream()
                        .filter(drug -> rule.drugs().contains(drug.id()))
                        .filter(drug -> seen.add(drug.id()))
                        .map(drug -> new Row(rule, drug)));
    }

    @ParameterizedTest
    @MethodSource("everyRow")
    void isToldOnTheChartAsInformationByCodeByAtcAndByName(Row row) {
        var signs = new ArrayList<Med>();
        row.drug().codes().forEach(code -> signs.add(rx(code.code())));
        row.drug().atc().forEach(code -> signs.add(atc(code.code())));
        row.drug().names().forEach(word -> signs.add(named(word + " 1 MG")));

        assertThat(signs).isNotEmpty().allSatisfy(med -> {
            assertThat(told(charted(med))).isEqualTo(row.toString());
            assertThat(charted(med)).allSatisfy(it -> assertThat(it.indicator()).isEqualTo(Indicator.INFO));
        });
        // The negative twins of each: applied to the skin only, stopped, and somebody else's.
        assertThat(signs)
                .allSatisfy(med -> assertThat(charted(med.route("6064005"))).isEmpty());
        assertThat(signs)
                .allSatisfy(med -> assertThat(charted(med.route("26643006").status("stopped")))
                        .isEmpty());
        assertThat(signs)
                .allSatisfy(med -> assertThat(charted(med.status("active").of(Charts.SOMEBODY_ELSE)))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("everyRow")
    void mattersWhileBeingOrderedAsItsClassDoes(Row row) {
        var findings = ordered(true, Set.of(), named(row.drug().names().get(0)).status("draft"));

        assertThat(findings.stream().filter(it -> it.rule().equals(row.rule())))
                .extracting(MedicationFinding::indicator)
                .isEqualTo(
                        row.rule().onOrder() == null
                                ? List.of()
                                : List.of(row.rule().onOrder()));
    }

    static Stream<Drug> neverNamed() {
        return DRUGS.ingredients().stream().filter(drug -> RULES.never().contains(drug.id()));
    }

    @ParameterizedTest
    @MethodSource("neverNamed")
    void isSilentAboutWhatIsNotToBeNamed(Drug drug) {
        drug.codes().forEach(code -> assertThat(charted(rx(code.code()))).isEmpty());
        drug.atc().forEach(code -> assertThat(charted(atc(code.code()))).isEmpty());
        drug.names().forEach(word -> {
            assertThat(charted(named(word))).isEmpty();
            assertThat(ordered(named(word))).isEmpty();
        });
    }

    /** The table of the specification, a row for each class. */
    @ParameterizedTest
    @CsvSource({
        "3498,MED-H1,warning",
        "6915,MED-D2,warning",
        "15996,MED-MIRT,warning",
        "6929,MED-MIRT,warning",
        "61381,MED-AP,info",
        "51272,MED-AP,info",
        "36437,MED-SSRI,info",
        "72625,MED-SSRI,info",
        "704,MED-TCA,info",
        "6448,MED-LI,",
        "746741,MED-DA,info",
        "6375,MED-DA,info"
    })
    void warnsOnlyWhereTheTableSaysSo(String code, String rule, String onOrder) {
        assertThat(told(charted(rx(code)))).startsWith(rule).doesNotContain(",");
        assertThat(ordered(rx(code))).isEqualTo(onOrder == null ? "" : onOrder);
        assertThat(indicators(ordered(false, Set.of(), rx(code)))).isEqualTo(onOrder == null ? "" : "info");
        assertThat(indicators(ordered(true, Set.of("HOSPICE"), rx(code)))).isEqualTo(onOrder == null ? "" : "info");
        assertThat(ordered(rx(code).intent("plan"))).isEqualTo(onOrder == null ? "" : "info");
    }

    /** F7: promethazine and perphenazine are in two classes. */
    @ParameterizedTest
    @CsvSource({
        "8745,,MED-H1 PROMETHAZINE",
        "8745,allergic rhinitis,MED-H1 PROMETHAZINE",
        "8745,Nausea and vomiting,MED-D2 PROMETHAZINE",
        "8076,,MED-D2 PERPHENAZINE",
        "8076,nausea,MED-D2 PERPHENAZINE",
        "8076,schizophrenia,MED-AP PERPHENAZINE"
    })
    void tellsADrugOfTwoClassesOnceInTheOneThatFitsItsPurpose(String code, String reason, String listed) {
        assertThat(told(charted(reason == null ? rx(code) : rx(code).reason(reason))))
                .isEqualTo(listed);
    }

    @Test
    void tellsADrugOnceHoweverOftenItIsCharted() {
        assertThat(told(charted(rx("3498"), rx("1049909"), statement("diphenhydramine", "2026-01-01"))))
                .isEqualTo("MED-H1 DIPHENHYDRAMINE");
        assertThat(charted(rx("3498"), statement("diphenhydramine", "2026-01-01")))
                .singleElement()
                .satisfies(it -> assertThat(it.since()).isEqualTo(Charts.date("2026-01-01")));
    }

    @Test
    void warnsOfAnAntipsychoticForInsomnia() {
        assertThat(ordered(rx("51272").reason(SCT, "193462001"))).isEqualTo("warning");
        assertThat(ordered(rx("61381").reason(Problem.ICD10CM, "G47.00"))).isEqualTo("warning");
        assertThat(ordered(rx("51272").reason("Chronic insomnia"))).isEqualTo("warning");
        assertThat(ordered(rx("51272").reasonRef("c1"), problem("193462001").id("c1")))
                .isEqualTo("warning");
        assertThat(ordered(rx("51272").reasonRef("c2"), problem("193462001").id("c1")))
                .isEqualTo("info");
        assertThat(ordered(rx("51272").reason(SCT, "58214004"))).isEqualTo("info");
        assertThat(ordered(rx("36437").reason(SCT, "193462001"))).isEqualTo("info");
    }

    @Test
    void onlyInformsOfAnAntiemeticWhenNeededInChemotherapy() {
        assertThat(ordered(rx("6915").asNeeded().reason(Problem.ICD10CM, "Z51.11")))
                .isEqualTo("info");
        assertThat(ordered(rx("6915").reason(Problem.ICD10CM, "Z51.11"))).isEqualTo("warning");
        assertThat(ordered(rx("6915").asNeeded())).isEqualTo("warning");
        assertThat(ordered(rx("15996").asNeeded().reason("chemotherapy"))).isEqualTo("warning");
        assertThat(told(charted(rx("8745").reason("chemotherapy")))).isEqualTo("MED-D2 PROMETHAZINE");
    }

    @Test
    void isSilentAboutDopamineAgonistsInParkinsonDisease() {
        assertThat(charted(rx("746741"))).hasSize(1);
        assertThat(charted(rx("746741"), problem(PARKINSON))).isEmpty();
        assertThat(charted(rx("6375"), problem("G20.A1"))).isEmpty();
        assertThat(charted(rx("746741").reason("Parkinson's disease"))).isEmpty();
        assertThat(charted(rx("746741"), problem(PARKINSON).verification("refuted")))
                .hasSize(1);
        assertThat(charted(rx("3498"), problem(PARKINSON))).hasSize(1);
    }

    @Test
    void isSilentAboutCabergolineForProlactin() {
        assertThat(told(charted(rx("47579")))).isEqualTo("MED-DA CABERGOLINE");
        assertThat(told(charted(atc("N04BC06")))).isEqualTo("MED-DA CABERGOLINE");
        assertThat(charted(atc("G02CB03"))).isEmpty();
        assertThat(charted(rx("47579").and(ATC, "G02CB03", null))).isEmpty();
        assertThat(charted(named("cabergoline").and(ATC, "G02CB03", null))).isEmpty();
        assertThat(charted(rx("47579").reason("prolactinoma"))).isEmpty();
    }

    /** F3: what a dopamine agonist or levodopa is given for besides RLS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "49049000",
                "G20.C",
                "80098002",
                "312991009",
                "G31.83",
                "230297002",
                "G90.3",
                "G23.2",
                "28978003",
                "G23.1",
                "237662005",
                "E22.1"
            })
    void isSilentAboutAugmentationInOtherDiseasesTreatedWithDopamine(String code) {
        for (var drug : List.of("746741", "72302", "616739", "6375", "47579")) {
            assertThat(charted(rx(drug), problem(code))).as(drug).isEmpty();
            assertThat(charted(rx(drug), problem(code).verification("refuted")))
                    .as(drug)
                    .hasSize(1);
        }
        assertThat(told(charted(rx("3498"), problem(code)))).isEqualTo("MED-H1 DIPHENHYDRAMINE");
    }

    /** In ICD-10-CM G31.82 is Leigh's disease and G23.3 a leukodystrophy, in ICD-10-GM the diseases meant here. */
    @ParameterizedTest
    @CsvSource({
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm,G31.82,false",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm,G23.3,false",
        "http://hl7.org/fhir/sid/icd-10-cm,G31.82,true",
        "http://hl7.org/fhir/sid/icd-10-cm,G23.3,true",
        "http://hl7.org/fhir/sid/icd-10-cm,G31.84,true",
        "http://hl7.org/fhir/sid/icd-10-cm,G23.8,true",
        "http://hl7.org/fhir/sid/icd-10-cm,E22.2,true"
    })
    void speaksOfAugmentationWhereTheCodeMeansSomethingElse(String system, String code, boolean speaks) {
        assertThat(charted(rx("746741"), Problem.coded(system, code))).hasSize(speaks ? 1 : 0);
    }

    private static @Nullable String alternative(List<MedicationFinding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0).alternative();
    }

    /** F1: the answer to insomnia is no other antipsychotic. */
    @ParameterizedTest
    @ValueSource(strings = {"51272", "61381", "2403", "3498", "15996", "36437", "704", "3638"})
    void namesCognitiveTherapyInPlaceOfASleepAid(String code) {
        assertThat(alternative(charted(rx(code).reason("insomnia")))).isEqualTo(CBT_I);
        assertThat(alternative(ordered(true, Set.of(), rx(code).reason("insomnia"))))
                .isEqualTo(CBT_I);
        assertThat(alternative(charted(rx(code).reason("agitation")))).isNotEqualTo(CBT_I);
    }

    /** F1: first-line antiemetics of pregnancy. */
    @ParameterizedTest
    @CsvSource({"3498", "3642", "8745", "2977", "8704", "2403"})
    void onlyInformsOfTheFirstAntiemeticsInPregnancyAndNamesNothingElse(String code) {
        for (var reason : List.of("nausea", "allergy")) {
            var pregnant = ordered(true, Set.of("PREGNANT", "TRIMESTER_2"), rx(code).reason(reason));
            assertThat(indicators(pregnant)).isEqualTo("info");
            assertThat(alternative(pregnant)).isNull();
        }
        assertThat(alternative(ordered(true, Set.of(), rx(code)))).isNotNull();
    }

    /** F1: ondansetron is not named in the first trimester, nor where the trimester is unknown. */
    @ParameterizedTest
    @CsvSource({
        "PREGNANT,false",
        "PREGNANT TRIMESTER_1,false",
        "PREGNANT TRIMESTER_2,true",
        "PREGNANT TRIMESTER_3,true",
        "POSTPARTUM,true"
    })
    void namesOndansetronInsteadOfMetoclopramideFromTheSecondTrimesterOn(String contexts, boolean named) {
        var ordered = ordered(true, Set.of(contexts.split(" ", -1)), rx("6915"));

        assertThat(indicators(ordered)).isEqualTo("warning");
        assertThat(alternative(ordered) != null).isEqualTo(named);
    }

    /** F2: where bupropion is no alternative. */
    @ParameterizedTest
    @CsvSource({
        "84757009,false",
        "128613002,false",
        "91175000,false",
        "G40.909,false",
        "R56.9,false",
        "72366004,false",
        "F50.2,false",
        "7200002,false",
        "F10.20,false",
        "231473004,false",
        "F13.20,false",
        "F11.20,true",
        "R55,true",
        "F41.1,true",
        "193462001,true"
    })
    void namesBupropionOnlyWhereItMayBeTaken(String code, boolean named) {
        for (var drug : List.of("15996", "36437", "704")) {
            assertThat(alternative(charted(rx(drug), problem(code))) != null)
                    .as(drug)
                    .isEqualTo(named);
        }
    }

    @Test
    void namesNoBupropionBesideAnMaoInhibitorNorInPlaceOfADrugForPain() {
        assertThat(alternative(charted(rx("36437")))).startsWith("bupropion (not with an MAO inhibitor");
        assertThat(alternative(charted(rx("36437"), rx("8123").id("m2")))).isNull();
        assertThat(alternative(charted(rx("36437"), named("moclobemide 150 mg").id("m2"))))
                .isNull();
        assertThat(alternative(charted(rx("36437"), rx("8123").id("m2").status("stopped"))))
                .isNotNull();
        for (var reason : List.of("chronic pain", "diabetic neuropathy", "Migraine", "fibromyalgia")) {
            assertThat(alternative(charted(rx("72625").reason(reason))))
                    .as(reason)
                    .isNull();
        }
        assertThat(alternative(charted(rx("72625").reason(SCT, "37796009")))).isNull();
        assertThat(alternative(charted(rx("72625").reason(Problem.ICD10CM, "M79.7"))))
                .isNull();
        assertThat(alternative(charted(rx("72625").reason("depression")))).isNotNull();
    }

    @Test
    void namesNoAripiprazoleInParkinsonDiseaseAndItsRelatives() {
        assertThat(alternative(charted(rx("51272")))).contains("aripiprazole");
        for (var code : List.of(PARKINSON, "80098002", "G90.3", "G23.1")) {
            assertThat(alternative(charted(rx("51272"), problem(code)))).isNull();
        }
    }

    /** F5: as strong as the study was, and weaker for what it did not have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "36437|observational, uncontrolled",
                "15996|observational, uncontrolled|systematic scoring of case reports",
                "734064|observational, uncontrolled, for its class",
                "6929|systematic scoring of case reports"
            })
    void saysHowStrongTheEvidenceIs(String code, String strength) {
        assertThat(charted(rx(code)).get(0).evidence()).startsWith(strength);
    }

    @ParameterizedTest
    @CsvSource({"1961-11-20,true", "1961-11-21,false", "1980-03-14,false"})
    void addsTheAnticholinergicNoteFrom65On(String birthDate, boolean noted) {
        assertThat(charted(born(birthDate), rx("3498")))
                .singleElement()
                .satisfies(it -> assertThat(it.note() != null).isEqualTo(noted));
        assertThat(charted(born(birthDate), rx("15996")))
                .singleElement()
                .satisfies(it -> assertThat(it.note()).isNull());
        assertThat(charted(born(null), rx("3498")))
                .singleElement()
                .satisfies(it -> assertThat(it.note()).isNull());
    }

    @Test
    void tellsTheEvidenceOfTheSingleDrug() {
        assertThat(charted(rx("61381")).get(0).evidence()).containsExactly("systematic scoring of case reports");
        assertThat(charted(rx("51272")).get(0).evidence())
                .containsExactly("guideline consensus and mechanism", "case reports, conflicting");
    }

    @Test
    void speaksOfMedicinesOnlyInRemissionAndInHospice() {
        for (var chart : List.of(
                chart(rls().clinical("remission"), rx("3498")), chart(rls(), problem("385763009"), rx("3498")))) {
            assertThat(workup().hasRls(chart, NOW)).isTrue();
            assertThat(Charts.assess(chart)).isInstanceOfSatisfying(MedicationsOnly.class, it -> {
                assertThat(told(it.advice().findings())).isEqualTo("MED-H1 DIPHENHYDRAMINE");
                assertThat(indicators(it.advice().findings())).isEqualTo("info");
            });
        }
    }

    @Test
    void isSilentWhereRlsIsNotCharted() {
        for (var status : List.of("resolved", "inactive")) {
            var chart = chart(rls().clinical(status), rx("3498"));
            assertThat(workup().hasRls(chart, NOW)).isFalse();
            assertThat(Charts.assess(chart)).isInstanceOf(NoAdvice.class);
        }
        assertThat(Charts.assess(chart(rls().clinical("remission").verification("refuted"), rx("3498"))))
                .isInstanceOf(NoAdvice.class);
        assertThat(Charts.assess(chart(snomed("38341003"), rx("3498")))).isInstanceOf(NoAdvice.class);
        assertThat(Charts.assess(chart(Charts.deceased(), rls().clinical("remission"), rx("3498"))))
                .isInstanceOf(NoAdvice.class);
    }

    @Test
    void findsAnIngredientAmongOthers() {
        assertThat(told(charted(rx("1092189")))).isEqualTo("MED-H1 DIPHENHYDRAMINE");
        assertThat(charted(rx("1050077"))).isEmpty();
        assertThat(charted(rx("1014678"), Med.coded(RXNORM, "10689"))).isEmpty();
    }

    @Test
    void standInTheOrderOfTheRulesAndNotOfTheDrugs() {
        assertThat(told(charted(rx("704"), rx("8745").id("m2"))))
                .startsWith("MED-H1 PROMETHAZINE")
                .endsWith(" AMITRIPTYLINE");
    }

    @Test
    void weighTheGraverOfTwoUsesOfOneDrug() {
        var forSleep = rx("51272").reason(Problem.ICD10CM, "G47.00");
        var otherwise = rx("51272").id("m2");

        assertThat(indicators(ordered(true, Set.of(), forSleep, otherwise))).isEqualTo("warning");
        assertThat(indicators(ordered(true, Set.of(), otherwise, forSleep))).isEqualTo("warning");
    }

    @Test
    void knowAPurposeByItsOwnWordsAndSystem() {
        assertThat(indicators(ordered(true, Set.of(), rx("51272").reason("insomnia"))))
                .isEqualTo("warning");
        assertThat(indicators(ordered(true, Set.of(), rx("51272").reason("agitation"))))
                .isEqualTo("info");
        assertThat(indicators(ordered(true, Set.of(), rx("51272").reason("http://example.org/local", "G47.00"))))
                .isEqualTo("info");
    }
}
