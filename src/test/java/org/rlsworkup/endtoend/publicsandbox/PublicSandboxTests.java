package org.rlsworkup.endtoend.publicsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.sandbox.FhirHttp;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The public CDS Hooks sandbox, pointed at the sandbox of this service as {@code src/docs/demo.md} says. */
class PublicSandboxTests extends SandboxTest {
    private static final SigningKey KEY = SigningKey.ec("public", 384);
    private static final String KEYS = "https://sandbox.cds-hooks.org/.well-known/jwks.json";
    private static final String DIPHENHYDRAMINE = "1049630";

    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    @BeforeEach
    void startFromTheSamples() {
        assertThat(FhirHttp.fhirAt(port).post("$reset", "").status()).isEqualTo(200);
        heard.forget();
    }

    private PublicSandbox at(String fhirServer) {
        var services = "http://localhost:" + port + "/cds-services";
        return new PublicSandbox(fhirServer, services, services, KEY, KEYS, LocalDate.of(2026, 11, 20));
    }

    private PublicSandbox open(String patient) {
        return at("http://localhost:" + port + "/fhir").open(patient);
    }

    @Test
    void showsTheCardAndItsOrdersAndTheServiceNeedsToReadNothing() {
        var page = open("all-missing");

        var cards = page.view();

        assertThat(cards).hasSize(1);
        var card = cards.getFirst().json();
        assertThat(card.path("summary").asString()).startsWith("RLS: ferritin and TSAT not on file");
        assertThat(card.path("indicator").asString()).isIn("info", "warning", "critical");
        assertThat(card.path("suggestions")).isNotEmpty();
        assertThat(heard.only().fhirRequests()).isZero();
        assertThat(heard.only().notes()).isEmpty();
        var key = page.prefetch(page.services().getFirst());
        assertThat(key.propertyNames()).contains("patient", "conditions", "observations", "orders");
        assertThat(key.has("encounter")).isFalse();
    }

    @Test
    void canTakeEachSuggestedAction() {
        assertThat(open("all-missing").view().getFirst().json().path("suggestions"))
                .allSatisfy(suggestion -> {
                    assertThat(suggestion.path("label").asString("")).isNotBlank();
                    assertThat(suggestion.path("uuid").asString("")).isNotBlank();
                    assertThat(suggestion.path("actions")).allSatisfy(action -> {
                        assertThat(action.path("type").asString()).isEqualTo("create");
                        assertThat(action.path("description").asString("")).isNotBlank();
                        assertThat(action.at("/resource/resourceType").asString())
                                .isEqualTo("ServiceRequest");
                    });
                });
    }

    /** What its screens send when they are opened, and nothing has been chosen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "all-missing",
                "cancelled-and-entered-in-error",
                "child",
                "deceased",
                "dialysis",
                "dopamine-agonist",
                "haemochromatosis",
                "icd10-only-and-text",
                "iron-by-parts",
                "iron-course",
                "large-chart",
                "no-rls",
                "nothing-missing",
                "old-result",
                "pending-order",
                "pregnant",
                "refuted-diagnosis",
                "si-units",
                "worsening-medicines"
            })
    void everyScreenIsAnsweredForEverySample(String patient) {
        var page = open(patient);

        page.view();
        assertThat(page.select(page.prescription(null, null))).isEmpty();
        assertThat(page.select(page.imaging())).isEmpty();
        assertThat(page.sign(page.imaging())).isEmpty();

        assertThat(heard.all())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
    }

    @Test
    void offersTheDiagnosesAsReasonsOfAnOrder() {
        assertThat(open("all-missing").reasons()).contains("32914008");
    }

    @ParameterizedTest
    @CsvSource({
        "1049630, Diphenhydramine Hydrochloride 25 MG Oral Tablet, diphenhydramine",
        "211323, Mirtazapine 30 MG Oral Tablet [Remeron], mirtazapine",
        "152952, ropinirole 0.25 MG Oral Tablet [Requip], ropinirole",
        "995235, Hydroxyzine Hydrochloride 100 MG Oral Tablet, hydroxyzine"
    })
    void showsTheCardOfADrugThatIsChosen(String rxNorm, String name, String drug) {
        var page = open("nothing-missing");

        var cards = page.select(page.prescription(rxNorm, name));

        assertThat(cards).hasSize(1);
        assertThat(cards.getFirst().json().toString()).containsIgnoringCase(drug);
    }

    /** Both screens give their draft the same id, so that the service takes them for one order. */
    @Test
    void showsTheCardOfADrugOnceBetweenChoosingAndSigning() {
        var page = open("nothing-missing");
        var order = page.prescription(DIPHENHYDRAMINE, "Diphenhydramine Hydrochloride 25 MG Oral Tablet");

        assertThat(page.sign(order)).hasSize(1);
        page.discover();
        assertThat(page.select(order)).hasSize(1);
        assertThat(page.sign(order)).isEmpty();
        assertThat(page.sign(page.prescription("995235", "Hydroxyzine Hydrochloride 100 MG Oral Tablet")))
                .hasSize(1);
    }

    @Test
    void canTellOfEachSuggestionThatIsTakenAndOffersTheTestUntilItsOrderIsOnFile() {
        var page = open("all-missing");
        var card = page.view().getFirst();
        var suggestions = card.json().path("suggestions");

        assertThat(page.accept(card, suggestions.get(0))).isEqualTo(200);
        assertThat(page.accept(card, suggestions.get(1))).isEqualTo(200);

        assertThat(page.view().getFirst().json().path("suggestions")).hasSameSizeAs(suggestions);
    }

    @Test
    void isNotShownAgainWhatWasDismissedWithAReasonOrWithout() {
        var page = open("all-missing");
        var missing = page.view().getFirst();
        assertThat(page.dismiss(missing, missing.json().at("/overrideReasons/0")))
                .isEqualTo(200);
        assertThat(page.view()).isEmpty();

        var other = open("old-result");
        var shown = other.view();
        assertThat(shown).isNotEmpty();
        shown.forEach(it -> assertThat(other.dismiss(it, null)).isEqualTo(200));
        assertThat(other.view()).isEmpty();
    }

    /** Its words for any answer other than 200 are "All clear". */
    @Test
    void isToldByACardWhatCouldNotBeRead() {
        var named = Scene.rls().patient("name", Http.JSON.readTree("[{\"given\": [\"Ann\"], \"family\": \"Sample\"}]"));
        try (var server = new ChartServer(named)
                .answers("metadata", 200, "{\"fhirVersion\": \"4.0.1\"}")
                .answers("Observation", 500, "{\"resourceType\": \"OperationOutcome\", \"issue\": []}")) {
            var cards = at(server.base()).open("p").view();

            assertThat(cards).hasSize(1);
            assertThat(cards.getFirst().summary())
                    .isEqualTo("RLS workup: results could not be read; nothing is said about missing tests");
        }
    }
}
