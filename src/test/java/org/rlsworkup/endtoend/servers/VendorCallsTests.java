package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The recorded call of each vendor without its prefetch: the chart is on a FHIR server as that vendor documents its own. */
class VendorCallsTests extends SandboxTest {
    private static final Map<String, Vendor> SERVERS = Map.of(
            "epic", Vendor.EPIC,
            "oracle", Vendor.ORACLE,
            "athena", Vendor.ATHENA,
            "medplum", Vendor.MEDPLUM_ROUTER);
    private static final int MANY = 200;

    @LocalServerPort
    int port;

    private static String vendor(RecordedCall call) {
        return call.name().replaceFirst(".*/", "").split("-", 2)[0];
    }

    static Stream<RecordedCall> ofVendors() {
        return RecordedCall.all().stream().filter(call -> SERVERS.containsKey(vendor(call)));
    }

    private Http.Answer send(RecordedCall recorded, ObjectNode call) {
        return new Http(port).post(recorded.address(), call.toString(), "Content-Type", "application/json");
    }

    @ParameterizedTest
    @MethodSource("ofVendors")
    void getsTheSameAnswerFromTheServer(RecordedCall recorded) {
        var call = (ObjectNode) Http.JSON.readTree(RecordedCall.read(recorded.file("request.json")));
        var expected = send(recorded, call);
        var chart = call.remove("prefetch");
        var most = vendor(recorded).equals("medplum") ? addResults(chart) : MANY;
        try (var server = new VendorServer(SERVERS.get(vendor(recorded)), chart).atMost(most)) {
            ProtocolTest.authorized(call).put("fhirServer", server.base());

            var answer = send(recorded, call);

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(expected.status());
            assertThat(said(answer)).isEqualTo(said(expected));
        }
    }

    private static String said(Http.Answer answer) {
        return answer.status() == 200
                ? ProtocolTest.said(answer)
                : answer.json().at("/issue/0/details/text").asString();
    }

    /** The total of the recorded call tells of two more results; returns how many are sent. */
    private static int addResults(JsonNode chart) {
        var entries = (ArrayNode) chart.at("/observations/entry");
        var sent = entries.size();
        for (var i = 0; i < sent; i++) {
            var result = (ObjectNode) entries.get(i).get("resource");
            result.set("code", Scene.code("http://loinc.org", "2276-4"));
            if (i > 0) {
                entries.addObject().set("resource", result.deepCopy().put("id", "more" + i));
            }
        }
        return sent;
    }

    @Test
    void eachVendorOfWhichACallIsDocumentedHasOne() {
        assertThat(ofVendors().map(VendorCallsTests::vendor).collect(Collectors.toSet()))
                .isEqualTo(SERVERS.keySet());
    }
}
