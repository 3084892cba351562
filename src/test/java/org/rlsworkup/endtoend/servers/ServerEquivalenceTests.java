package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each recorded call whose chart was prefetched gets the same cards if that chart is on a FHIR server instead. */
class ServerEquivalenceTests extends SandboxTest {
    @LocalServerPort
    int port;

    static Stream<RecordedCall> prefetched() {
        return RecordedCall.all().stream().filter(call -> call.status() == 200 && isWhole(call(call)));
    }

    private static ObjectNode call(RecordedCall recorded) {
        return (ObjectNode) Http.JSON.readTree(RecordedCall.read(recorded.file("request.json")));
    }

    /** Nothing of it is left to be read, or failed: those say so on the card. */
    private static boolean isWhole(ObjectNode call) {
        return call.has("prefetch")
                && !call.has("fhirServer")
                && call.get("prefetch")
                        .valueStream()
                        .noneMatch(it -> it.toString().contains("OperationOutcome"));
    }

    @ParameterizedTest
    @MethodSource("prefetched")
    void theCardsAreTheSame(RecordedCall recorded) {
        var call = call(recorded);
        var expected = essence(send(recorded, call));
        try (var server = new VendorServer(Vendor.HONEST, call.remove("prefetch"))) {
            call.put("fhirServer", server.base());

            assertThat(essence(send(recorded, call))).isEqualTo(expected);
            assertThat(server.asked()).hasSizeLessThanOrEqualTo(12);
        }
    }

    /** Where results fill pages, only those that can still matter are asked for again. */
    @ParameterizedTest
    @MethodSource("prefetched")
    void theCardsAreTheSameFromSmallPages(RecordedCall recorded) {
        var call = call(recorded);
        var expected = essence(send(recorded, call));
        try (var server = new VendorServer(Vendor.SMALL_PAGES, call.remove("prefetch"))) {
            call.put("fhirServer", server.base());

            assertThat(essence(send(recorded, call))).isEqualTo(expected);
        }
    }

    private JsonNode send(RecordedCall recorded, ObjectNode call) {
        var answer = new Http(port).post(recorded.address(), call.toString(), "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json();
    }

    /** Without ids, and without what says where was looked. */
    private static List<String> essence(JsonNode answer) {
        var cards = new ArrayList<String>();
        answer.get("cards").forEach(card -> {
            var detail = card.get("detail").asString().split("\nLooked in |---", -1)[0];
            cards.add(card.get("summary").asString() + "\n" + detail + card.get("extension") + card.path("indicator"));
        });
        return cards;
    }
}
