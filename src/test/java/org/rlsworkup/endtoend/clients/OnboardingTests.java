package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.onboarding.CapabilityCheck;
import org.rlsworkup.onboarding.Vendor;

/** The sheet for those who connect an EHR: what it says is what the service does. */
class OnboardingTests extends TwoHospitalsTest {
    private static final Pattern BODY = Pattern.compile(" -d '(.*)'\\n");

    private String sheet(String client, Vendor vendor) {
        var answer = asOperator("/insights/onboarding?client=" + client + "&vendor=" + vendor.name());
        assertThat(answer.status()).isEqualTo(200);
        return answer.raw().body();
    }

    @Test
    void namesWhatTheServiceAcceptsAndOffers() {
        assertThat(sheet(NORTH, Vendor.GENERIC))
                .contains(
                        "`https://rls.example/cds-services/rls-workup`",
                        "`https://rls.example/cds-services/rls-medications-order-sign/feedback`",
                        "`iss`: `https://north.example`",
                        "at most 15 minutes after `iat`",
                        "`typ`: `JWT`;",
                        "`java -jar rls-workup.jar make-client --name north --url https://rls.example`",
                        "conditions: Condition?patient={{context.patientId}}",
                        "category=laboratory",
                        "FERR-N",
                        "user/Observation.rs",
                        "`RlsMissing`",
                        "`done-elsewhere` Already done elsewhere",
                        "reasons that are known: `done at our clinic`",
                        "without a local order code: HbA1c",
                        "`https://127.0.0.1/north`",
                        "`https://rls.example/knowledge`")
                .doesNotContain("FERR-S", "rls-workup-encounter-start", "order-select");
    }

    /** The lines to paste are those of discovery. */
    @Test
    void thePrefetchIsThatOfDiscovery() {
        var text = sheet(SOUTH, Vendor.GENERIC);
        var prefetch = get(SOUTH, "/cds-services").json().at("/services/0/prefetch");
        assertThat(prefetch.propertyNames()).isNotEmpty();
        prefetch.propertyNames()
                .forEach(key -> assertThat(text)
                        .contains("\n" + key + ": " + prefetch.get(key).asString() + "\n"));
    }

    @ParameterizedTest
    @EnumSource
    void theCallThatProvesItDoes(Vendor vendor) {
        var body = BODY.matcher(sheet(SOUTH, vendor));
        assertThat(body.find()).isTrue();
        var answer = post(SOUTH, WORKUP, body.group(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"cards\":[]}");
    }

    @Test
    void isForOperatorsAndKnownClients() {
        assertThat(http.get("/insights/onboarding").status()).isEqualTo(401);
        assertThat(asOperator("/insights/onboarding").raw().body())
                .contains("/insights/onboarding?client=north&vendor=generic\n");
        assertThat(asOperator("/insights/onboarding?client=nobody").status()).isEqualTo(404);
        assertThat(asOperator("/insights/onboarding?client=north&vendor=other").status())
                .isEqualTo(400);
    }

    private static HttpServer server(String statement) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var bytes = statement.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/fhir/metadata") ? 200 : 404, 0);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void checksWhatTheServersOfAClientCanDo() throws IOException {
        var searches = Map.of("Condition", Set.of("patient", "_count"), "Observation", Set.of("patient", "code"));
        var server = server("{'rest':[{'resource':[{'type':'Observation','searchParam':[{'name':'patient'}]}]}]}");
        try {
            var base = "http://localhost:" + server.getAddress().getPort();
            assertThat(CapabilityCheck.of(URI.create(base + "/fhir/"), searches))
                    .containsExactlyInAnyOrder(
                            base + "/fhir/: no Condition", base + "/fhir/: Observation without search by code");
            assertThat(CapabilityCheck.of(
                            URI.create(base + "/fhir"), Map.of("Observation", Set.of("patient", "_sort"))))
                    .containsExactly(base + "/fhir: supports every search");
            assertThat(CapabilityCheck.of(URI.create(base), searches))
                    .containsExactly(base + ": answers 404 at /metadata");
        } finally {
            server.stop(0);
        }
        assertThat(CapabilityCheck.of(URI.create("http://localhost:1/fhir"), searches))
                .containsExactly("http://localhost:1/fhir: /metadata cannot be read (ConnectException)");
    }
}
