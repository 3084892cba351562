package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/** Operators see beside readiness which FHIR servers are not asked at present; nobody else does. */
class BreakerStateTests extends TwoHospitalsTest {
    private static final String READINESS = "/actuator/health/readiness";
    private static final String DETAILS = "/components/fhirServers/details";
    private static final String TOKEN = "Trillian-7654321";

    /** Nothing listens there. */
    private void read(String client, String server) {
        var call = (ObjectNode) Http.JSON.readTree(Scene.rls().patientView());
        call.remove("prefetch");
        call.put("fhirServer", "https://127.0.0.1/" + server);
        call.putObject("fhirAuthorization")
                .put("access_token", TOKEN)
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("scope", "user/*.read")
                .put("subject", "s");
        assertThat(post(client, WORKUP, call.toString()).status()).isEqualTo(412);
    }

    @Test
    void theStateOfBreakersIsForOperators() {
        IntStream.range(0, 5).forEach(i -> read(SOUTH, "annex"));
        read(NORTH, "north");

        var seen = asOperator(READINESS);

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().get("status").asString()).isEqualTo("UP");
        var details = seen.json().at(DETAILS);
        assertThat(details.at("/south").get("https://127.0.0.1:443").asString()).isEqualTo("open");
        assertThat(details.at("/north").get("https://127.0.0.1:443").asString()).isEqualTo("closed");
        assertThat(seen.raw().body()).doesNotContain(TOKEN, patient, "annex");
        assertThat(asOperator("/actuator/prometheus").raw().body()).contains("rls_fhir_breakers_open 1.0");
    }

    @Test
    void othersSeeOnlyThatTheServiceIsReady() {
        read(NORTH, "north");

        assertThat(http.get(READINESS).raw().body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(http.get("/readyz").raw().body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(http.send("GET", READINESS, null, "Authorization", "Basic b3BlcmF0b3I6d3Jvbmc=")
                        .status())
                .isEqualTo(401);
    }
}
