package org.rlsworkup.workup.medicines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.concept;
import static org.rlsworkup.workup.Charts.date;
import static org.rlsworkup.workup.Charts.workup;
import static org.rlsworkup.workup.Med.ATC;
import static org.rlsworkup.workup.Med.RXNORM;
import static org.rlsworkup.workup.Med.SCT;
import static org.rlsworkup.workup.Med.atc;
import static org.rlsworkup.workup.Med.coded;
import static org.rlsworkup.workup.Med.named;
import static org.rlsworkup.workup.Med.rx;
import static org.rlsworkup.workup.Med.statement;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Med;
import org.rlsworkup.workup.Part;

/** Which drugs a patient takes according to the chart. */
@Execution(ExecutionMode.CONCURRENT)
class MedicineTests {
    private static final DrugRules RULES = Charts.KNOWLEDGE.drugs();

    private static Medicines medicines(Part... parts) {
        return Charts.assessed(parts).medicines();
    }

    private static String drugs(Part... parts) {
        return medicines(parts).all().stream()
                .map(use -> use.drug().id())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    static Stream<Drug> everyDrug() {
        return RULES.ingredients().stream();
    }

    @ParameterizedTest
    @MethodSource("everyDrug")
    void isKnownByEachOfItsCodesAndNames(Drug drug) {
        drug.codes().forEach(code -> assertThat(drugs(rx(code.code()))).isEqualTo(drug.id()));
        drug.atc().forEach(code -> assertThat(drugs(atc(code.code()))).isEqualTo(drug.id()));
        drug.names().forEach(word -> {
            assertThat(drugs(named(word.toUpperCase(Locale.ROOT) + " 10 MG Oral Tablet")))
                    .isEqualTo(drug.id());
            assertThat(drugs(coded("https://ehr.example/drugs", "1").display(word)))
                    .as("a coding says more than the reference to it")
                    .isEmpty();
            assertThat(drugs(new Med().display(word))).isEqualTo(drug.id());
        });
    }

    /** A code of another system, a piece of a word and a longer code are something else. */
    @ParameterizedTest
    @MethodSource("everyDrug")
    void isNotKnownByWhatOnlyResemblesIt(Drug drug) {
        drug.codes().forEach(code -> {
            assertThat(drugs(coded(SCT, code.code()))).isEmpty();
            assertThat(drugs(coded(null, code.code()))).isEmpty();
            assertThat(drugs(rx(code.code() + "0"))).isNotEqualTo(drug.id());
        });
        drug.atc().forEach(code -> assertThat(drugs(coded(RXNORM, code.code()))).isEmpty());
        drug.names().forEach(word -> {
            assertThat(drugs(named(word.replaceAll("(\\w+)", "x$1")))).isEmpty();
            assertThat(drugs(named(word.replaceAll("(\\w+)", "$1x")))).isEmpty();
            assertThat(drugs(named("non-" + word))).isEmpty();
            assertThat(drugs(named("tablet without " + word))).isEmpty();
        });
    }

    static Stream<DrugRules.KnownProduct> everyProduct() {
        return RULES.products().values().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProduct")
    void isKnownByAProductThatHoldsIt(DrugRules.KnownProduct product) {
        assertThat(drugs(rx(product.code().code())))
                .isEqualTo(product.drugs().stream().sorted().collect(Collectors.joining(" ")));
        assertThat(medicines(rx(product.code().code())).all())
                .allSatisfy(use -> assertThat(use.local()).isEqualTo(product.local()));
    }

    @ParameterizedTest
    @CsvSource({
        "antihistamine,",
        "Levocetirizine 5 mg,LEVOCETIRIZINE",
        "desvenlafaxine,DESVENLAFAXINE",
        "escitalopram,ESCITALOPRAM",
        "dexchlorpheniramine,DEXCHLORPHENIRAMINE",
        "chlorphenamine,CHLORPHENIRAMINE",
        "hydrocodone-diphenhydramine,DIPHENHYDRAMINE",
        "Acetaminophen/Diphenhydramine,DIPHENHYDRAMINE",
        "Doxylamine (and) pyridoxine,DOXYLAMINE",
        "gabapentin 300 mg,GABAPENTIN",
        "gabapentin enacarbil 600 mg,GABAPENTIN_ENACARBIL",
        "Vitamin B12 1000 mcg,COBALAMIN",
        "vitamin b,",
        "multivitamin with iron,IRON_LOW",
        "iron isomaltoside,IRON_IV",
        "iron sucrose 20 mg/mL,IRON_IV",
        "prenatal vitamins,IRON_LOW",
        "multivitamin without iron,IRON_LOW",
        "Mirtazapin,",
        "ferrous sulfate,IRON",
        "ferrous,",
        "carbidopa/levodopa,LEVODOPA",
        "MÍRTAZAPINE,MIRTAZAPINE"
    })
    void readsNamesWordByWord(String text, String drug) {
        assertThat(drugs(named(text))).isEqualTo(drug == null ? "" : drug);
    }

    /** F9: a text that forbids the drug before its name is no use of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Avoid diphenhydramine|",
                "AVOID sedating antihistamines such as diphenhydramine|",
                "Avoid diphenhydramine, promethazine and doxylamine|",
                "no diphenhydramine|",
                "no more diphenhydramine|",
                "No longer on sertraline|",
                "allergic to sertraline|",
                "Allergy to: metoclopramide|",
                "Do not give metoclopramide|",
                "Don't give metoclopramide|",
                "never sertraline|",
                "Avoid alcohol. Diphenhydramine 25 mg at night|DIPHENHYDRAMINE",
                "Do not crush; sertraline 50 mg|SERTRALINE",
                "Diphenhydramine 25 mg, avoid alcohol|DIPHENHYDRAMINE",
                "Sertraline 50 mg do not crush|SERTRALINE",
                "Sertraline 12.5 mg, no refills|SERTRALINE",
                "Avoidable sertraline|SERTRALINE",
                "Sertraline for a patient allergic to mirtazapine|SERTRALINE"
            })
    void readsNoUseInAWordThatForbids(String text, String drug) {
        assertThat(drugs(named(text))).isEqualTo(drug == null ? "" : drug);
    }

    @Test
    void believesTheSurerSign() {
        assertThat(drugs(rx("20610").text("not really diphenhydramine"))).isEqualTo("CETIRIZINE");
        assertThat(drugs(rx("1014678").and(ATC, "R06AA02", null))).isEqualTo("CETIRIZINE");
        assertThat(drugs(atc("R06AA02").text("cetirizine"))).isEqualTo("DIPHENHYDRAMINE");
        assertThat(drugs(rx("999999999").and(ATC, "N06AX11", "x").text("cetirizine")))
                .isEqualTo("MIRTAZAPINE");
        assertThat(drugs(coded("https://ehr.example/drugs", "1").and(null, "2", "Mirtazapine 15 mg")))
                .isEqualTo("MIRTAZAPINE");
    }

    @Test
    void looksAtEachIngredientOnItsOwn() {
        var acetaminophen = concept(new Code(RXNORM, "161"));
        var diphenhydramine = concept(new Code(RXNORM, "3498"));
        var doxylamine = new Concept(List.of(), "Doxylamine");

        assertThat(drugs(named("Night cold relief")
                        .ingredient(acetaminophen)
                        .ingredient(diphenhydramine)
                        .ingredient(doxylamine)))
                .isEqualTo("DIPHENHYDRAMINE DOXYLAMINE");
    }

    @ParameterizedTest
    @CsvSource({"A02BC01,PPI", "A02BC,PPI", "A10BD07,METFORMIN", "A02B,", "R06AA52,DIPHENHYDRAMINE", "R06AA5,", "R06AA,"
    })
    void readsAtcAsTheTreeItIs(String code, String drug) {
        assertThat(drugs(atc(code))).isEqualTo(drug == null ? "" : drug);
    }

    @Test
    void foldsTheOidsOfBothSystems() {
        assertThat(drugs(coded("urn:oid:2.16.840.1.113883.6.88", "3498"))).isEqualTo("DIPHENHYDRAMINE");
        assertThat(drugs(coded("urn:oid:2.16.840.1.113883.6.73", "N06AX11"))).isEqualTo("MIRTAZAPINE");
    }

    @ParameterizedTest
    @CsvSource({
        "active,order,true",
        "on-hold,order,true",
        "draft,order,true",
        "active,original-order,true",
        "active,instance-order,true",
        "active,plan,true",
        "active,,true",
        "active,proposal,false",
        "active,option,false",
        "stopped,order,false",
        "cancelled,order,false",
        "completed,order,false",
        "entered-in-error,order,false",
        "unknown,order,false",
        ",order,false"
    })
    void countsRequestsByStatusAndIntent(String status, String intent, boolean counts) {
        assertThat(drugs(rx("3498").status(status).intent(intent))).isEqualTo(counts ? "DIPHENHYDRAMINE" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "active,,true",
        "recorded,,true",
        "recorded,taking,true",
        "recorded,not-taking,false",
        "recorded,stopped,false",
        "completed,,false",
        "intended,,false",
        "stopped,,false",
        "on-hold,,false",
        "not-taken,,false",
        "unknown,,false",
        "entered-in-error,,false",
        ",,false"
    })
    void countsStatementsByStatus(String status, String adherence, boolean counts) {
        var statement = statement("mirtazapine", "2026-01-01").status(status);

        assertThat(drugs(adherence == null ? statement : statement.adherence(adherence)))
                .isEqualTo(counts ? "MIRTAZAPINE" : "");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-19,false", "2026-11-20,true", "2027-01-01,true", "2026-11,true", "2026,true", "2026-10,false"})
    void takesAStatementThatHasEndedForEnded(String end, boolean counts) {
        assertThat(drugs(statement("mirtazapine", "2026-01-01").until(end))).isEqualTo(counts ? "MIRTAZAPINE" : "");
    }

    @Test
    void leavesOutWhatIsNotToBeGivenAndWhatIsAboutSomebodyElse() {
        assertThat(drugs(rx("3498").notToBeGiven())).isEmpty();
        assertThat(drugs(rx("3498").of(Charts.SOMEBODY_ELSE))).isEmpty();
        assertThat(drugs(rx("3498").of(null))).isEmpty();
    }

    @Test
    void leavesOutShortCoursesInHospital() {
        assertThat(drugs(rx("3498").categories("inpatient").once())).isEmpty();
        assertThat(drugs(rx("3498").categories("inpatient").hours(24))).isEmpty();
        assertThat(drugs(rx("3498").categories("inpatient").hours(25))).isEqualTo("DIPHENHYDRAMINE");
        assertThat(drugs(rx("3498").categories("inpatient").once().asNeeded())).isEqualTo("DIPHENHYDRAMINE");
        assertThat(drugs(rx("3498").categories("inpatient"))).isEqualTo("DIPHENHYDRAMINE");
        assertThat(drugs(rx("3498").categories("community").once())).isEqualTo("DIPHENHYDRAMINE");
    }

    static Stream<Med> local() {
        return Stream.of(
                rx("3498").route("6064005"),
                rx("3498").route("54485002"),
                rx("3498").route("10547007"),
                rx("3498").route("46713006"),
                rx("3498").routeWords("Topical"),
                rx("3498").form("385099005", null),
                rx("3498").form("1", "Ophthalmic solution"),
                rx("3498").and(ATC, "D04AA32", null),
                atc("R01AC04").text("diphenhydramine"),
                atc("S01GX99").text("diphenhydramine"),
                named("Diphenhydramine 2 % cream"),
                new Med().display("diphenhydramine nasal spray"),
                rx("1050077"),
                new Med().ingredient(concept(new Code(RXNORM, "1050077"))),
                new Med()
                        .ingredient(new Concept(
                                List.of(
                                        new Coding(new Code(RXNORM, "3498"), null),
                                        new Coding(new Code(ATC, "D04AA32"), null)),
                                null)));
    }

    @ParameterizedTest(name = "{0} → local: {1}")
    @CsvSource({
        "diphenhydramine hydrochloride 25 MG Oral Tablet [Nasal Relief], false",
        "diphenhydramine hydrochloride 25 MG Oral Tablet [Benadryl Itch Cream], false",
        "Nighttime Nasal Relief diphenhydramine, false",
        "Diphenhydramine Nasal Decongestant Syrup, false",
        "diphenhydramine 20 MG/ML Topical Cream, true",
        "diphenhydramine nasal spray, true"
    })
    void takesNoBrandForARoute(String name, boolean local) {
        assertThat(medicines(named(name)).all())
                .singleElement()
                .satisfies(use -> assertThat(use.local()).isEqualTo(local));
    }

    @ParameterizedTest
    @MethodSource("local")
    void knowsWhatActsOnlyWhereItIsApplied(Med med) {
        assertThat(medicines(med).all()).singleElement().satisfies(use -> {
            assertThat(use.drug().id()).isEqualTo("DIPHENHYDRAMINE");
            assertThat(use.local()).isTrue();
        });
    }

    static Stream<Med> systemic() {
        return Stream.of(
                rx("3498"),
                rx("3498").route("26643006"),
                rx("3498").route("6064005").route("26643006"),
                rx("3498").routeWords("oral"),
                rx("3498").form("385055001", "Tablet"),
                named("Diphenhydramine softgel, not for the eyes"),
                new Med().ingredient(concept(new Code(RXNORM, "3498"))),
                rx("1049909"));
    }

    @ParameterizedTest
    @MethodSource("systemic")
    void takesAnythingElseForSystemic(Med med) {
        assertThat(medicines(med).all())
                .singleElement()
                .satisfies(use -> assertThat(use.local()).isFalse());
    }

    @Test
    void findsTheProductThatAUseRefersTo() {
        Part product = () ->
                new Medication("x", new Product(concept(new Code(RXNORM, "15996")), null, Concept.NONE, List.of()));

        assertThat(drugs(new Med().refersTo("x"), product)).isEqualTo("MIRTAZAPINE");
        assertThat(drugs(new Med().refersTo("y"), product)).isEmpty();
        assertThat(medicines(new Med().refersTo("y"), product).unnamed()).isEqualTo(1);
        assertThat(medicines(new Med().refersTo("x"), product).unnamed()).isZero();
        assertThat(medicines(new Med().refersTo("y").status("stopped")).unnamed())
                .isZero();
    }

    @Test
    void looksUpOnlyProductsThatNothingElseNames() {
        var chart = chart(
                new Med().id("m1").refersTo("a"),
                new Med().id("m2").refersTo("a"),
                new Med().id("m3").refersTo("b").display("Tablet"),
                named("Tablet").id("m4").refersTo("c"),
                new Med().id("m5").refersTo("d").status("stopped"),
                new Med().id("m6").refersTo("e").notToBeGiven());

        assertThat(workup().medicationsToLookUp(chart, NOW)).containsExactly("a");
    }

    @Test
    void saysSinceWhenADrugIsTaken() {
        assertThat(medicines(rx("6809")).since("METFORMIN")).hasValue(date("2026-10-01"));
        assertThat(medicines(rx("6809").from("2026-09-01")).since("METFORMIN")).hasValue(date("2026-09-01"));
        assertThat(medicines(rx("6809"), statement("metformin", "2025-03")).since("METFORMIN"))
                .hasValue(date("2025-03"));
        assertThat(medicines(rx("6809").written(null)).since("METFORMIN")).isEmpty();
        assertThat(medicines(rx("6809").written(null)).isOn("METFORMIN")).isTrue();
        assertThat(medicines(rx("6809")).isOn("PPI")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "plan"})
    void isNotOnWhatIsOnlyDraftedOrPlanned(String how) {
        var med = how.equals("draft") ? rx("6809").status(how) : rx("6809").intent(how);

        assertThat(medicines(med).isOn("METFORMIN")).isFalse();
        assertThat(medicines(med).since("METFORMIN")).isEmpty();
        assertThat(drugs(med)).isEqualTo("METFORMIN");
    }

    @Test
    void standsInTheSameOrderHoweverTheChartDoes() {
        var uses = List.of(
                rx("6809").id("b").written("2026-03-01"),
                rx("6809").id("a").written("2026-03-01"),
                rx("6809").id("c").written("2025-03-01"),
                rx("6809").id("d").written(null),
                rx("3498").id("z"));
        var turned = uses.reversed();

        assertThat(medicines(uses.toArray(Part[]::new)).all())
                .extracting(use -> use.source().id())
                .containsExactly("z", "c", "a", "b", "d");
        assertThat(medicines(turned.toArray(Part[]::new)).all())
                .extracting(use -> use.source().id())
                .containsExactly("z", "c", "a", "b", "d");
    }

    @Test
    void isKnownByAWholeAtcCodeOnly() {
        assertThat(drugs(atc("N06AX11"))).isEqualTo("MIRTAZAPINE");
        assertThat(drugs(atc("N06AX115"))).isEmpty();
    }

    /** A word or code of a use tells the use of the drug that was found, and is no drug of its own. */
    @Test
    void isTheUseThatItsNameTells() {
        assertThat(drugs(rx("24947"))).isEqualTo("IRON");
        assertThat(drugs(rx("24947").text("prenatal tablet"))).isEqualTo("IRON_LOW");
        assertThat(drugs(rx("24947").and(ATC, "B03AE03", null))).isEqualTo("IRON_LOW");
        assertThat(drugs(rx("6375").text("with multivitamin"))).isEqualTo("LEVODOPA");
    }

    @Test
    void isFoundRightBesideAnotherName() {
        assertThat(drugs(named("diphenhydramine sertraline"))).isEqualTo("DIPHENHYDRAMINE SERTRALINE");
    }

    @Test
    void actsOnlyWhereItIsAppliedThoughADosageNamesNoRoute() {
        assertThat(medicines(rx("3498").route("6064005").asNeeded()).all())
                .singleElement()
                .satisfies(use -> assertThat(use.local()).isTrue());
    }
}
