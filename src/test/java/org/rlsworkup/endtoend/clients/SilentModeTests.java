package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Before a client goes live, its calls tell what does not fit. */
@Execution(ExecutionMode.SAME_THREAD)
class SilentModeTests extends TwoHospitalsTest {
    @Autowired
    CallCounter counts;

    @Autowired
    PatientKeys keys;

    private List<String> report(String client) {
        counts.flush();
        var csv = asOperator("/insights/interoperability.csv?client=" + client);
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        return csv.raw().body().lines().skip(1).toList();
    }

    private static ObjectNode coded(String type, String id, String system, String code) {
        var resource = json("{'status':'active','intent':'order','subject':{'reference':'Patient/p'}}")
                .put("resourceType", type)
                .put("id", id);
        var concept = resource.putObject("code");
        if (code != null) {
            concept.putArray("coding").addObject().put("system", system).put("code", code);
        } else {
            concept.put("text", "something secret");
        }
        return resource;
    }

    @Test
    void namesNarrowScopesAndPrefetchAndUnknownCodesWithCounts() {
        var call = (ObjectNode) Http.JSON.readTree(Scene.rls().patientView());
        call.put("fhirServer", "https://127.0.0.1/silent");
        call.set(
                "fhirAuthorization",
                json("{'access_token':'t','token_type':'Bearer','expires_in':300,"
                        + "'scope':'user/Patient.read user/Condition.read','subject':'s'}"));
        var prefetch = (ObjectNode) call.get("prefetch");
        prefetch.remove("procedures");
        var observations = json("{'resourceType':'Bundle','type':'searchset','total':3}");
        for (var resource : List.of(
                coded("Observation", "o1", "urn:oid:1.2.3", "FERR-X"),
                coded("Observation", "o2", "http://loinc.org", "8480-6"),
                coded("Observation", "o3", null, null))) {
            observations.withArray("entry").addObject().set("resource", resource);
        }
        prefetch.set("observations", observations);
        var orders = json("{'resourceType':'Bundle','type':'searchset','total':1,'link':[{'relation':'self',"
                + "'url':'https://127.0.0.1/silent/ServiceRequest?patient=p&status=active&authored=ge2026'}]}");
        orders.withArray("entry").addObject().set("resource", coded("ServiceRequest", "s1", "urn:oid:1.2.3", "O 1"));
        prefetch.set("orders", orders);

        assertThat(post(SILENT, WORKUP, call.toString()).raw().body()).isEqualTo("{\"cards\":[]}");
        assertThat(post(SILENT, WORKUP, call.toString()).raw().body()).isEqualTo("{\"cards\":[]}");

        assertThat(report(SILENT))
                .contains(
                        "silent,scope,procedures,2",
                        "silent,prefetch,orders: status,2",
                        "silent,prefetch,orders: authored,2",
                        "silent,result_code,urn:oid:1.2.3|FERR-X,2",
                        "silent,result_code,(text only),2",
                        "silent,order_code,(other),2",
                        "silent,order,A1C,2")
                .noneMatch(line -> line.contains("8480-6") || line.contains("secret"));
        assertThat(asOperator("/insights?client=" + SILENT).raw().body()).contains("result code: urn:oid:1.2.3|FERR-X");
        assertThat(report(SOUTH)).noneMatch(line -> line.contains("FERR-X") || line.contains(SILENT));
    }

    /** Prefetch of results that is too narrow is told, although the call cannot be answered. */
    @Test
    void namesNarrowResults() {
        var call = (ObjectNode) Http.JSON.readTree(Scene.rls().patientView());
        ((ObjectNode) call.at("/prefetch/observations"))
                .withArray("link")
                .addObject()
                .put("relation", "self")
                .put("url", "https://127.0.0.1/silent/Observation?patient=p&code=2276-4");

        assertThat(post(SILENT, WORKUP, call.toString()).status()).isEqualTo(412);

        assertThat(report(SILENT)).contains("silent,prefetch,observations: code,1");
    }

    private List<String> kept(String query) {
        var csv = asOperator("/insights/silent.csv" + query);
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        return csv.raw().body().lines().skip(1).toList();
    }

    private List<String> awaitKept(String query, int cards) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (kept(query).size() < cards) {
            assertThat(System.nanoTime()).as(query).isLessThan(until);
            Thread.onSpinWait();
        }
        return kept(query);
    }

    private String hash(String client, String id) {
        return keys.of(
                PatientRef.of(Caller.of(client, server -> false), URI.create("https://127.0.0.1/" + client), id));
    }

    @Test
    void cardsThatWereNotShownAreKeptForOperatorsToJudge() {
        assertThat(open(PILOT, "https://127.0.0.1/pilot")).isEmpty();
        var patientKey = hash(PILOT, patient);
        var lines = awaitKept("?patient=" + patientKey, 1);
        assertThat(lines)
                .singleElement()
                .asString()
                .contains(
                        ",pilot,rls-workup," + patientKey + ",2026-",
                        "RLS: ferritin and TSAT not on file; B12, TSH, HbA1c also none in 3 years",
                        "ferritin; iron studies (TSAT); ")
                .doesNotContain(patient);
        var card = lines.getFirst().substring(0, 36);
        var page = asOperator("/insights/silent?patient=" + patientKey);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "connect-src 'self'");
        assertThat(page.raw().body())
                .contains("RLS: ferritin and TSAT not on file", "data-card=\"" + card, "not judged", "Orders: ")
                .doesNotContain(patient);

        assertThat(judge(card, "{\"verdict\":\"disagree\",\"remark\":\"done elsewhere\"}"))
                .isEqualTo(204);
        assertThat(kept("?patient=" + patientKey))
                .singleElement()
                .asString()
                .contains(",disagree,done elsewhere,operator,");
        assertThat(kept("?state=open&patient=" + patientKey)).isEmpty();
        assertThat(kept("?state=agree&patient=" + patientKey)).isEmpty();
        assertThat(kept("?state=disagree&patient=" + patientKey)).hasSize(1);
        assertThat(asOperator("/insights/silent?state=disagree").raw().body()).contains("disagree, operator");

        var erased = postAsOperator("/insights/erasures", "{\"client\":\"pilot\",\"patient\":\"" + patient + "\"}");
        assertThat(erased.status()).isEqualTo(200);
        assertThat(kept("?patient=" + patientKey)).isEmpty();
        assertThat(judge(card, "{\"verdict\":\"agree\"}")).isEqualTo(404);
    }

    private int judge(String card, String body) {
        return postAsOperator("/insights/silent/" + card, body).status();
    }

    @Test
    void whoLooksAtThemIsAuditedWithTheirNumber() {
        open(PILOT, "https://127.0.0.1/pilot");
        var query = "?patient=" + hash(PILOT, patient);
        awaitKept(query, 1);
        try (var log = LogLines.of("org.rlsworkup.audit")) {
            kept(query);
            asOperator("/insights/silent" + query);
            asOperator("/insights/silent?state=agree&patient=" + patient);
            var lines = awaitViewings(log, 3);
            assertThat(lines.stream().map(it -> it.replaceFirst("\\{\"time\":\"[^\"]+\",", "")))
                    .containsExactly(viewing(true, 1), viewing(false, 1), viewing(false, 0));
        }
    }

    private static String viewing(boolean exported, int cards) {
        return "\"event\":\"silent-cards-viewing\",\"operator\":\"operator\",\"exported\":" + exported + ",\"cards\":"
                + cards + "}";
    }

    private static List<String> awaitViewings(LogLines log, int expected) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (true) {
            var lines = log.lines().stream()
                    .filter(line -> line.contains("silent-cards-viewing"))
                    .toList();
            if (lines.size() >= expected) {
                return lines;
            }
            assertThat(System.nanoTime()).as("they are audited").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void cardsThatWereShownAreNotKept() {
        awaitStored(open(PLAIN).getFirst());
        assertThat(kept("?client=" + PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"verdict\":\"perhaps\"}",
                "{\"verdict\":null}",
                "{\"verdict\":\"agree\",\"remark\":\"LONG\"}"
            })
    void aJudgementIsAgreeOrDisagreeWithAShortRemark(String body) {
        assertThat(judge("x", body.replace("LONG", "x".repeat(2001)))).isEqualTo(400);
    }

    @Test
    void theyAreForOperatorsAlone() {
        for (var path : List.of("/insights/silent", "/insights/silent.csv", "/insights/silent.js")) {
            assertThat(http.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(http.post("/insights/silent/x", "{\"verdict\":\"agree\"}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(401);
        assertThat(asOperator("/insights/silent?state=other").status()).isEqualTo(400);
    }

    @Test
    void hasNothingToTellWhereEverythingFits() {
        assertThat(post(PLAIN, WORKUP, Scene.normal().patientView()).status()).isEqualTo(200);
        assertThat(report(PLAIN)).isEmpty();
    }
}
