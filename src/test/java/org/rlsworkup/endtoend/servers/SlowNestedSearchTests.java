package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import tools.jackson.databind.node.ObjectNode;

/** A search for nested results that hangs neither keeps the card back nor takes the time of what follows. */
@Timeout(30)
class SlowNestedSearchTests extends ProtocolTest {
    private static Scene withMedicineByReference() {
        return Scene.normal()
                .without("FER")
                .other(
                        "medicationRequests",
                        "{'resourceType':'MedicationRequest','id':'m','status':'active','intent':'order',"
                                + "'medicationReference':{'reference':'Medication/x'}}")
                .other(
                        "medicationRequests",
                        "{'resourceType':'Medication','id':'x','code':{'text':'quetiapine 25 mg tablet'}}");
    }

    private static ObjectNode reading(VendorServer server) {
        var call = view(Scene.nobody());
        call.remove("prefetch");
        return call.put("fhirServer", server.base());
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?patient=p&combo-code, panel contents",
        "DiagnosticReport?patient=p&category, report contents"
    })
    void theCardComesAndSaysWhatWasNotSearched(String search, String words) {
        try (var server = new VendorServer(
                        Vendor.HONEST, withMedicineByReference().prefetch())
                .hangingAt(request -> request.startsWith(search))) {
            for (var i = 0; i < 2; i++) {
                check(http.call(reading(server).toString()), words);
            }

            assertThat(server.asked()).filteredOn(it -> it.startsWith(search)).hasSize(1);
            assertThat(server.asked()).contains("Medication?_id=x");
        }
    }

    private static void check(Http.Answer answer, String words) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(cards(answer).map(card -> card.get("detail").asString()))
                .anyMatch(detail -> detail.contains("Ferritin") && detail.contains("Not read: " + words))
                .anyMatch(detail -> detail.contains("Quetiapine"));
    }
}
