package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.rls;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * While a problem is being charted, RLS is looked for in the Conditions of the call only, everything else in the whole
 * chart.
 */
class ChartingHookTests extends ChartingHookTest {
    @Test
    void whatIsChartedCountsBeforeItIsOnFile() {
        assertThat(missing(nobody(), charting(condition("new", RLS)))).isEqualTo(ALL);
    }

    @Test
    void whatWasOnFileBeforeIsNotSpokenOf() {
        assertThat(missing(rls(), charting(condition("new", ANKLE)))).isEqualTo(SILENT);
        assertThat(missing(rls(), charting())).isEqualTo(SILENT);
    }

    @Test
    void everythingElseIsReadFromTheWholeChart() {
        var dialysis = nobody().condition(SCT, "46177005");
        assertThat(missing(dialysis, charting(condition("new", RLS)))).isEqualTo("FER TSAT B12 TSH");
    }

    @Test
    void whatIsChartedAtTheSameTimeIsPartOfTheChart() {
        assertThat(missing(nobody(), charting(condition("other", "46177005"), condition("new", RLS))))
                .isEqualTo("FER TSAT B12 TSH");
    }

    @Test
    void whatIsChartedReplacesWhatIsOnFileUnderItsId() {
        var before = nobody().condition(SCT, "46177005", it -> it.put("id", "same"));
        assertThat(missing(before, charting(condition("same", ANKLE), condition("new", RLS))))
                .isEqualTo(ALL);
    }

    /** The orders name the diagnosis that was charted, not an older one. */
    @Test
    void theOrdersReferToWhatIsCharted() {
        assertThat(reason(rls(), condition("new", RLS))).isEqualTo("Condition/new");
        assertThat(reason(nobody(), condition("a b", RLS))).isEmpty();
    }

    private String reason(Scene scene, ObjectNode condition) {
        return reason(cards(scene, charting(condition)));
    }

    private static String reason(JsonNode cards) {
        return cards.at("/0/suggestions/0/actions/0/resource/reasonReference/0/reference")
                .asString("");
    }

    @Test
    void anIdThatOnlyTheBundleKnowsIsNotReferredTo() {
        var context = charting(condition("88f1", RLS));
        ((ObjectNode) context.at("/conditions/entry/0")).put("fullUrl", "urn:uuid:88f1");
        var cards = cards(nobody(), context);
        assertThat(missing(cards)).isEqualTo(ALL);
        assertThat(reason(cards)).isEmpty();
    }

    record Entry(String name, ObjectNode condition, boolean counts) {
        @Override
        public String toString() {
            return name + (counts ? " counts" : " does not count");
        }
    }

    private static Entry entry(String name, boolean counts, Consumer<ObjectNode> change) {
        var condition = condition("new", RLS);
        change.accept(condition);
        return new Entry(name, condition, counts);
    }

    static Stream<Entry> entries() {
        return Stream.of(
                entry("as it should be", true, it -> {}),
                entry("without id", true, it -> it.remove("id")),
                entry("provisional", true, it -> status(it, "provisional")),
                entry("category as a word", true, it -> it.put("category", "problem-list-item")),
                entry("refuted", false, it -> status(it, "refuted")),
                entry("resolved", false, it -> it.set("clinicalStatus", json("{'coding':[{'code':'resolved'}]}"))),
                entry("another patient's", false, it -> subject(it, "Patient/q")),
                entry("another kind of subject's", false, it -> subject(it, "Group/p")),
                entry("without subject", true, it -> it.remove("subject")),
                entry("subject that only the Bundle knows", true, it -> subject(it, "urn:uuid:1")),
                entry("subject without address", true, it -> it.set("subject", json("{'identifier':{'value':'7'}}"))),
                entry("a family history", false, it -> it.put("resourceType", "FamilyMemberHistory")));
    }

    private static void status(ObjectNode condition, String code) {
        condition.set("verificationStatus", json("{'coding':[{'code':'" + code + "'}]}"));
    }

    private static void subject(ObjectNode condition, String reference) {
        condition.set("subject", json("{}").put("reference", reference));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void judgesWhatIsChartedOfThisPatient(Entry entry) {
        assertThat(missing(nobody(), charting(entry.condition()))).isEqualTo(entry.counts() ? ALL : SILENT);
    }

    @Test
    void nothingIsAskedWhereNoRlsIsCharted() {
        try (var server = new ChartServer(rls())) {
            assertThat(post(calling(server, charting(condition("new", ANKLE))))
                            .raw()
                            .body())
                    .isEqualTo("{\"cards\":[]}");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void everythingIsAskedWhereRlsIsCharted() {
        try (var server = new ChartServer(nobody())) {
            var answer = post(calling(server, charting(condition("new", RLS))));
            assertThat(missing(answer.json().get("cards"))).isEqualTo(ALL);
            // Results and reports also in the forms that another code hides.
            assertThat(server.types())
                    .containsExactlyInAnyOrder(
                            "Patient",
                            "Condition",
                            "Observation",
                            "Observation",
                            "DiagnosticReport",
                            "DiagnosticReport",
                            "ServiceRequest",
                            "MedicationRequest",
                            "MedicationStatement",
                            "Procedure");
        }
    }

    /** The context tells of no other Condition: what they would change is unknown. */
    @Test
    void conditionsOnFileThatCannotBeReadAreNotTakenForNone() {
        try (var server = new ChartServer(nobody()).answers("Condition", 500, "")) {
            var answer = post(calling(server, charting(condition("new", RLS))));
            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.json().at("/issue/0/details/text").asString()).contains("conditions");
        }
    }

    private static String calling(ChartServer server, ObjectNode context) {
        var call = (ObjectNode) Http.JSON.readTree(nobody().call(HOOK, context));
        call.remove("prefetch");
        return call.put("fhirServer", server.base()).toString();
    }
}
