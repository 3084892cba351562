package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An infusion of iron that only a MedicationAdministration tells of counts where a site has them read. */
class AdministrationTests {
    private static final String IN_R4 =
            "'effectiveDateTime':'2026-10-15'," + "'medicationCodeableConcept':{'text':'ferric carboxymaltose'}";

    private static Scene given(String status, String members) {
        return Scene.normal()
                .without("FER")
                .without("TSH")
                .other(
                        "medicationAdministrations",
                        "{'resourceType':'MedicationAdministration','id':'a','status':'" + status + "'," + members
                                + "}");
    }

    /** The detail of the first card of a call that has everything prefetched but the patient's administrations. */
    private static String fetched(int port, ChartServer server, Scene scene) {
        var call = Scene.json(scene.patientView());
        ((ObjectNode) call.get("prefetch")).remove("medicationAdministrations");
        call.put("fhirServer", server.base());
        return detail(new Http(port).call(call.toString()).json());
    }

    private static String detail(JsonNode answer) {
        return answer.at("/cards/0/detail").asString();
    }

    /** The setting as it is shipped: off. */
    @Nested
    class Unasked extends SandboxTest {
        @LocalServerPort
        int port;

        @Test
        void neitherPrefetchedNorFetchedNorNamedAsUnread() {
            var scene = given("completed", IN_R4);
            try (var server = new ChartServer(scene)) {
                assertThat(fetched(port, server, scene))
                        .contains("**Ferritin**: none in 365 days")
                        .doesNotContain("Not read");
                assertThat(server.asked()).isEmpty();
            }
            assertThat(detail(new Http(port).call(scene.patientView()).json())).doesNotContain("infusion", "Not read");
            assertThat(new Http(port).get("/cds-services").raw().body()).doesNotContain("medicationAdministrations");
        }
    }

    @Nested
    @TestPropertySource(properties = "rls.medication-administrations=true")
    class Asked extends SandboxTest {
        @LocalServerPort
        int port;

        @Test
        void isPrefetchedOrFetched() {
            var scene = given("completed", IN_R4);
            try (var server = new ChartServer(scene)) {
                assertThat(fetched(port, server, scene)).contains("due from 2026-12-10");
                assertThat(server.asked())
                        .containsExactly("MedicationAdministration?patient=p&status=completed&_count=200");
            }
            assertThat(detail(new Http(port).call(scene.patientView()).json())).contains("due from 2026-12-10");
            assertThat(new Http(port).get("/cds-services").raw().body()).contains("medicationAdministrations");
        }

        @Test
        void isReadInR5AndByReference() {
            assertThat(answer(
                            "completed",
                            "'occurencePeriod':{'start':'2026-10-14','end':'2026-10-15'},"
                                    + "'medication':{'concept':{'text':'ferric carboxymaltose'}}"))
                    .contains("due from 2026-12-10");
            var referring = given(
                    "completed",
                    "'effectiveDateTime':'2026-10-15','medicationReference':{'reference':'Medication/iv'}");
            try (var server = new ChartServer(referring)) {
                server.answers(
                        "Medication",
                        200,
                        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":{\"resourceType\":\"Medication\",\"id\":\"iv\",\"code\":{\"text\":\"iron"
                            + " sucrose\"}}}]}");
                assertThat(fetched(port, server, referring)).contains("due from 2026-12-10");
            }
        }

        @Test
        void isNoTreatmentUnlessItWasDoneWithIron() {
            assertThat(answer("not-done", IN_R4)).contains("**Ferritin**: none in 365 days");
            assertThat(answer("completed", IN_R4.replace("ferric carboxymaltose", "sodium chloride")))
                    .contains("**Ferritin**: none in 365 days");
        }

        private String answer(String status, String members) {
            return detail(
                    new Http(port).call(given(status, members).patientView()).json());
        }

        @Test
        void isNamedIfItCouldNotBeRead() {
            var scene = given("completed", IN_R4);
            try (var server = new ChartServer(scene)) {
                server.answers("MedicationAdministration", 500, "{}");
                assertThat(fetched(port, server, scene)).contains("Not read: medicines.");
            }
        }
    }
}
