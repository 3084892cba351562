package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.normal;
import static org.rlsworkup.support.Scene.rls;

import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/** The rows on prefetch, and on the FHIR server of the call. */
class PrefetchConformanceTests extends ProtocolTest {
    private static final String FAILED =
            "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}";
    private static final String EMPTY = "{'resourceType':'Bundle','type':'searchset','total':0}";

    private Http.Answer call(ObjectNode call) {
        return http.call(call.toString());
    }

    private Http.Answer prefetching(Scene scene, String key, String value) {
        var call = view(scene);
        prefetch(call).set(key, value == null ? call.nullNode() : json(value));
        return call(call);
    }

    private static void couldNotLook(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().path("resourceType").asString("")).isEqualTo("OperationOutcome");
        assertThat(answer.raw().body()).doesNotContain(ChartServer.TOKEN);
    }

    @Test
    @Row({"T21", "P-32"})
    void withoutAnythingToReadFromThePreconditionFails() {
        var call = view(rls());
        call.remove("prefetch");
        couldNotLook(call(call));
    }

    @Test
    @Row({"T22", "R-5", "P-30", "P-34", "P-32", "P-33"})
    void whatIsNotPrefetchedIsReadWithTheToken() {
        try (var server = new ChartServer(rls())) {
            assertThat(said(call(reading(server)))).isEqualTo(said(call(view(rls()))));
            assertThat(server.asked()).contains("Patient/p");
            assertThat(server.tokens()).isNotEmpty().containsOnly("Bearer " + ChartServer.TOKEN);
        }
    }

    @Test
    @Row({"T23", "P-30", "P-20"})
    void whatIsPrefetchedIsNotReadAgain() {
        try (var server = new ChartServer(rls())) {
            var call = reading(server);
            call.putObject("prefetch").set("patient", prefetch(view(rls())).get("patient"));
            assertThat(said(call(call))).isEqualTo(said(call(view(rls()))));
            assertThat(server.types()).contains("Observation").doesNotContain("Patient");
        }
    }

    @Test
    @Row({"T24", "G-3"})
    void nullIsAnAnswerWithNothingInIt() {
        assertThat(said(prefetching(rls(), "observations", null))).isEqualTo(said(call(view(rls()))));
    }

    @Test
    @Row("T25")
    void anEmptySearchsetIsAnAnswerWithNothingInIt() {
        for (var empty : new String[] {EMPTY, "{'resourceType':'Bundle'}", "{'resourceType':'Bundle','entry':[]}"}) {
            assertThat(said(prefetching(rls(), "observations", empty)))
                    .isEqualTo(said(prefetching(rls(), "observations", null)));
        }
    }

    @Test
    @Row({"T26", "P-31"})
    void aPatientThatCouldNotBeReadIsUnknown() {
        couldNotLook(prefetching(rls(), "patient", FAILED));
    }

    @Test
    @Row({"T27", "P-31"})
    void resultsThatCouldNotBeReadAreUnknown() {
        couldNotLook(prefetching(rls(), "observations", FAILED));
        assertThat(prefetching(nobody(), "observations", FAILED).raw().body()).isEqualTo(NOTHING_TO_SAY);
    }

    @Test
    @Row("T28")
    void aWarningAmongTheResultsIsNoResult() {
        var call = view(normal());
        var observations = (ObjectNode) prefetch(call).get("observations");
        observations
                .withArray("/entry")
                .addObject()
                .set(
                        "resource",
                        json("{'resourceType':'OperationOutcome','issue':[{'severity':'warning','code':'x'}]}"));
        ((ObjectNode) observations
                        .withArray("/entry")
                        .get(observations.get("entry").size() - 1))
                .putObject("search")
                .put("mode", "outcome");
        assertThat(said(call(call))).isEqualTo(said(call(view(normal()))));
    }

    @Test
    @Row({"T29", "P-23"})
    void aFurtherPageIsReadWithTheToken() {
        try (var server = new ChartServer(normal())) {
            var call = firstPage(server, server.base() + "/Observation?page=2");
            server.answers(
                    "Observation?page=2",
                    200,
                    prefetch(view(normal())).get("observations").toString());
            assertThat(said(call(call))).isEqualTo(said(call(view(normal()))));
            // And the search for results that another code hides.
            assertThat(server.asked())
                    .hasSize(2)
                    .contains("Observation?page=2")
                    .anyMatch(asked -> asked.contains("combo-code="));
            assertThat(server.tokens()).containsOnly("Bearer " + ChartServer.TOKEN);
        }
    }

    /** A call with a first page of results that has none, and a link. */
    private static ObjectNode firstPage(ChartServer server, String next) {
        var call = authorized(view(normal()).put("fhirServer", server.base()));
        var page = json("{'resourceType':'Bundle','type':'searchset','link':[{'relation':'next'}]}");
        ((ObjectNode) page.at("/link/0")).put("url", next);
        prefetch(call).set("observations", page);
        return call;
    }

    @Test
    @Row({"T30", "P-36"})
    void theTokenGoesToNoOtherServer() {
        try (var server = new ChartServer(normal());
                var other = new ChartServer(normal())) {
            var call = firstPage(server, other.base() + "/Observation?page=2");
            assertThat(said(call(call))).isEqualTo(said(call(view(normal()))));
            assertThat(other.asked()).isEmpty();
            assertThat(server.asked())
                    .hasSize(2)
                    .anyMatch(asked -> asked.contains("&code="))
                    .anyMatch(asked -> asked.contains("combo-code="));
        }
    }

    @Test
    @Row({"T31", "C-4"})
    void aServerThatFailsIsNoAnswer() {
        for (var status : new int[] {401, 404, 500}) {
            try (var server = new ChartServer(rls()).answers("Observation", status, "{}")) {
                couldNotLook(call(reading(server)));
                assertThat(server.types()).contains("Observation");
            }
        }
        try (var server = new ChartServer(rls()).hangs("Observation")) {
            couldNotLook(call(reading(server)));
        }
    }

    @Test
    @Row({"T32", "P-36"})
    void aServerThatMayNotBeReadIsNotAsked() {
        try (var server = new ChartServer(rls())) {
            var another = server.base().replace("localhost", "127.0.0.1");
            for (var address : new String[] {"http://169.254.169.254/", another}) {
                var answer = call(reading(server).put("fhirServer", address));
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.raw().body()).doesNotContain(ChartServer.TOKEN);
            }
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    @Row("T33")
    void whatWasNotAskedForIsIgnored() {
        var call = view(rls());
        prefetch(call).put("garbage", 7).putArray("more").addNull().add("x");
        assertThat(said(call(call))).isEqualTo(said(call(view(rls()))));
    }

    @Test
    @Row({"T34", "R-8"})
    void scopesAreReadInBothSpellings() {
        try (var server = new ChartServer(rls())) {
            for (var scope : new String[] {"user/*.read", "user/*.rs", "patient/*.cruds launch openid", "nonsense"}) {
                var call = reading(server);
                ((ObjectNode) call.get("fhirAuthorization")).put("scope", scope);
                assertThat(call(call).status()).as(scope).isEqualTo(200);
            }
        }
    }
}
