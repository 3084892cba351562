package org.rlsworkup.fhir.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.fhir.SiteKnowledge;
import org.rlsworkup.fhir.order.OrderDrafts.Particulars;
import org.rlsworkup.fhir.order.OrderDrafts.Release;
import org.rlsworkup.fhir.order.OrderRules.Category;
import org.rlsworkup.fhir.order.OrderRules.Codings;
import org.rlsworkup.fhir.order.OrderRules.Intent;
import org.rlsworkup.fhir.order.OrderRules.OrderSet;
import org.rlsworkup.fhir.order.OrderRules.Suggested;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.support.FhirValidation;
import org.rlsworkup.support.Http;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Draft orders in the form that an EHR can take. */
@Execution(ExecutionMode.CONCURRENT)
class OrderRulesTests {
    private static final Knowledge SITE = SiteKnowledge.with("""
        tests:
          FER: { order: { code: LAB FER }, orderIn: { inpatient: LAB FER-IP, outpatient: LAB FER-OP } }
          TSAT: { order: { code: LAB TSAT } }
          B12: { orderIn: { inpatient: LAB B12-IP } }
          TSH: { order: { code: LOINC 3016-3 } }
        """);
    private static final OrderSet SET = new OrderSet(SiteKnowledge.LAB, "RLS", "RLS workup", Set.of());

    private static LabTest.Orderable order(String test) {
        return SITE.tests().stream()
                .filter(it -> it.id().equals(test))
                .map(LabTest::order)
                .findFirst()
                .orElseThrow();
    }

    private static OrderDrafts drafts(Codings codings, Category category) {
        return new OrderDrafts(SITE, new OrderRules(codings, Suggested.ALL, Intent.PROPOSAL, category, SET));
    }

    private static JsonNode written(OrderDrafts drafts, LabTest.Orderable order, CareSetting setting, Release release) {
        var json = new StringWriter();
        try (var out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            drafts.write(
                    out,
                    order,
                    drafts.tail(new Particulars("p", null, null, null, "2026-11-20T10:00:00Z", setting, release)));
        }
        return Http.JSON.readTree(json.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "BOTH, FER, UNKNOWN, 2276-4 FER",
        "BOTH, FER, INPATIENT, 2276-4 FER-IP",
        "OWN_FIRST, FER, OUTPATIENT, FER-OP 2276-4",
        "OWN_ONLY, FER, UNKNOWN, FER",
        "OWN_ONLY, TSAT, INPATIENT, TSAT",
        "OWN_ONLY, B12, INPATIENT, B12-IP",
        "OWN_ONLY, B12, OUTPATIENT, 2132-9",
        "OWN_FIRST, B12, UNKNOWN, 2132-9",
        "BOTH, TSH, UNKNOWN, 3016-3",
        "OWN_FIRST, TSH, UNKNOWN, 3016-3",
        "BOTH, A1C, INPATIENT, 4548-4"
    })
    void hasTheCodesInTheOrderThatTheEhrReads(Codings codings, String test, CareSetting setting, String codes) {
        var order = written(drafts(codings, Category.NONE), order(test), setting, Release.R4);
        assertThat(order.at("/code/coding")
                        .valueStream()
                        .map(it -> it.get("code").asString()))
                .containsExactly(codes.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "LABORATORY, INPATIENT, 108252007",
        "SETTING, INPATIENT, inpatient",
        "SETTING, OUTPATIENT, outpatient",
        "SETTING, UNKNOWN, ''",
        "NONE, INPATIENT, ''"
    })
    void hasTheCategoryAndTheIntentThatTheEhrReads(Category category, CareSetting setting, String code) {
        for (var release : Release.values()) {
            var order = written(drafts(Codings.BOTH, category), order("FER"), setting, release);
            assertThat(order.at("/category/0/coding/0/code").asString("")).isEqualTo(code);
            assertThat(order.get("intent").asString()).isEqualTo("proposal");
            var errors = release == Release.R4
                    ? FhirValidation.errorsOfEach(List.of(order.toString()))
                    : FhirValidation.errorsOfEachInR5(List.of(order.toString()));
            assertThat(errors).allMatch(List::isEmpty);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, A1C, UNKNOWN, true",
        "MAPPED_ONLY, A1C, UNKNOWN, false",
        "MAPPED_ONLY, FER, UNKNOWN, true",
        "MAPPED_ONLY, TSH, OUTPATIENT, true",
        "MAPPED_ONLY, B12, INPATIENT, true",
        "MAPPED_ONLY, B12, OUTPATIENT, false"
    })
    void offersWhatTheEhrCanTake(Suggested suggest, String test, CareSetting setting, boolean isOffered) {
        var rules = new OrderRules(Codings.BOTH, suggest, Intent.ORDER, Category.NONE, null);
        assertThat(new OrderDrafts(SITE, rules).isOffered(order(test), setting)).isEqualTo(isOffered);
    }

    @Test
    void namesTheTestsWithoutALocalCodeWhereThatMatters() {
        assertThat(drafts(Codings.BOTH, Category.NONE).unmapped())
                .contains("HbA1c")
                .doesNotContain("ferritin", "TSAT", "B12", "TSH");
        assertThat(new OrderDrafts(SITE, OrderRules.DEFAULT).unmapped()).isEmpty();
    }

    @Test
    void offersASetWhereAllOfItsTestsAreOffered() {
        var all = drafts(Codings.BOTH, Category.NONE);
        assertThat(all.orderSet(List.of("FER", "TSAT", "B12", "TSH", "A1C", "CBC")))
                .isPresent();
        assertThat(all.orderSet(List.of("FER", "TSAT", "B12", "TSH"))).isEmpty();
        var iron = new OrderSet(SiteKnowledge.LAB, "IRON", "Iron", Set.of("FER", "TSAT"));
        var some =
                new OrderDrafts(SITE, new OrderRules(Codings.BOTH, Suggested.ALL, Intent.ORDER, Category.NONE, iron));
        assertThat(some.orderSet(List.of("FER", "TSAT"))).isPresent();
        assertThat(some.orderSet(List.of("FER"))).isEmpty();
        assertThat(new OrderDrafts(SITE, OrderRules.DEFAULT).orderSet(List.of("FER", "TSAT", "B12", "TSH", "A1C")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"R4, /code/coding", "R5, /code/concept/coding"})
    void ordersTheSetByItsCodeAlone(Release release, String codings) {
        var drafts = drafts(Codings.BOTH, Category.LABORATORY);
        var set = drafts.orderSet(List.of("FER", "TSAT", "B12", "TSH", "A1C")).orElseThrow();
        var order = written(drafts, set, CareSetting.UNKNOWN, release);
        assertThat(order.at(codings))
                .singleElement()
                .satisfies(it -> assertThat(new Code(
                                it.get("system").asString(), it.get("code").asString()))
                        .isEqualTo(new Code(SiteKnowledge.LAB, "RLS")));
        assertThat(order.has("patientInstruction")).isFalse();
    }

    @Test
    void refusesASetOfUnknownTests() {
        var set = new OrderSet("urn:x", "c", "n", Set.of("FERRITIN"));
        var rules = new OrderRules(Codings.BOTH, Suggested.ALL, Intent.ORDER, Category.NONE, set);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderDrafts(SITE, rules))
                .withMessageContaining("orders.order-set.tests must be some of FER, TSAT");
    }

    @Test
    void anOrderWithoutSiteHasNoLocalCode() {
        assertThat(SiteKnowledge.SHIPPED.tests())
                .allSatisfy(test -> assertThat(test.order().localIn()).isEqualTo(Map.of()));
    }
}
