package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/** Prefetch whose {@code self} link shows that less was asked for than the template says: it is not the whole. */
@Execution(ExecutionMode.SAME_THREAD)
class NarrowPrefetchTests extends ProtocolTest {
    private static final String ORDER = "{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order',"
            + "'authoredOn':'2026-11-18','code':{'coding':[{'system':'http://loinc.org','code':'3016-3'}]}}";

    /** A link of the prefetch to the query that it answers. */
    private static ObjectNode linked(ObjectNode call, String key, String relation, String query) {
        ((ObjectNode) prefetch(call).get(key))
                .withArray("link")
                .addObject()
                .put("relation", relation)
                .put("url", "https://ehr.example/fhir/" + query);
        return call;
    }

    private Http.Answer answer(ObjectNode call) {
        return http.call(call.toString());
    }

    private String template(String key) {
        return discover("STU2")
                .json()
                .at("/services")
                .valueStream()
                .filter(service -> service.get("hook").asString().equals("patient-view"))
                .map(service -> service.get("prefetch").get(key).asString())
                .findFirst()
                .orElseThrow()
                .replace("{{context.patientId}}", "p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observations | Observation?patient=p&code=2276-4 | code",
                "observations | Observation?patient=p&date=ge2026-08-20 | date",
                "observations | Observation?patient=p&status=final | status",
                "observations | Observation?patient=p&status=final&category=laboratory | category, status",
                "reports | DiagnosticReport?patient=p&date=ge2026-08-20 | date",
                "conditions | Condition?patient=p&clinical-status=active | clinical-status"
            })
    void nothingIsMissingThatWasNotAskedFor(String key, String query, String parameters) {
        try (var log = LogLines.of("org.rlsworkup.cdshooks.FailedReads")) {
            var answer = answer(linked(view(Scene.normal().without("TSH")), key, "self", query));

            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.json().at("/issue/0/details/text").asString())
                    .contains("The prefetch of " + key + " is narrower than its template by " + parameters + ".");
            assertThat(log.lines()).singleElement().asString().contains(key + ": the prefetch is narrower by");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observation?patient=p&code=2276-4", "Observation?patient=p&date=ge2026-08-20"})
    void itIsReadLikeWhatWasNotPrefetched(String query) {
        var chart = Scene.normal().without("FER");
        try (var server = new ChartServer(chart)) {
            var call = linked(view(Scene.normal().without("TSH")), "observations", "self", query);

            var answer = answer(authorized(call.put("fhirServer", server.base())));

            assertThat(said(answer)).isEqualTo(said(answer(view(chart))));
            // Results, and those that another code hides.
            assertThat(server.types()).containsExactly("Observation", "Observation");
            assertThat(server.asked()).anyMatch(asked -> asked.startsWith("Observation?patient=p&code="));
        }
    }

    /** Its next page would be as narrow. */
    @Test
    void aFirstPageThatIsNarrowerIsNotContinued() {
        try (var server = new ChartServer(Scene.normal())) {
            var call = view(Scene.rls());
            linked(call, "observations", "self", "Observation?patient=p&code=2276-4");
            ((ObjectNode) prefetch(call).get("observations"))
                    .withArray("link")
                    .addObject()
                    .put("relation", "next")
                    .put("url", server.base() + "/Observation?page=2");

            assertThat(answer(authorized(call.put("fhirServer", server.base())))
                            .raw()
                            .body())
                    .isEqualTo(NOTHING_TO_SAY);
            assertThat(server.asked()).noneMatch(asked -> asked.contains("page=2"));
        }
    }

    /** As it is asked for, in another order, in smaller pages, with systems, or in words that say nothing. */
    @Test
    void aLinkThatLeavesOutNothingChangesNothing() {
        var chart = Scene.normal().without("TSH");
        var expected = said(answer(view(chart)));
        assertThat(expected).startsWith("200").contains("TSH");
        var asked = template("observations");
        for (var query : new String[] {
            asked,
            asked.replaceFirst("&_sort=[^&]*", "").replaceFirst("&_count=[^&]*", ""),
            asked.replaceAll("(?<=[=,])(\\d+-\\d)(?=[,&])", "http://loinc.org%7C$1"),
            asked + "&date=ge2023-11-18",
            "Observation?patient=p",
            "Observation",
            "?_getpages=3f1c&_getpagesoffset=0",
            "%zz?code=%zz"
        }) {
            var answer = answer(linked(view(chart), "observations", "self", query));

            assertThat(said(answer)).as(query).isEqualTo(expected);
        }
    }

    /** Orders that were sent are known, although there may be others. */
    @Test
    void whatWasSentOfItCounts() {
        var chart = Scene.normal().without("TSH").without("B12").other("orders", ORDER);
        var call = linked(view(chart), "orders", "self", "ServiceRequest?patient=p&status=active");

        var answer = answer(call);

        assertThat(cards(answer)).singleElement().satisfies(card -> {
            assertThat(card.get("summary").asString()).contains("B12").doesNotContain("TSH");
            assertThat(card.get("detail").asString()).contains("Not read: orders");
        });
    }

    /** RLS that is charted is known, too: the client may want a card that says that the rest could not be read. */
    @Test
    void rlsThatWasSentIsKnown() {
        var call = linked(view(Scene.rls()), "conditions", "self", "Condition?patient=p&clinical-status=active");
        try (var server = new ChartServer(Scene.rls())) {
            var answer = answer(authorized(call.put("fhirServer", server.base())));

            assertThat(server.types()).containsExactly("Condition");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(cards(answer)).isNotEmpty();
        }
    }
}
