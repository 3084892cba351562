package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class FhirPagingTests {
    private static final int RESULTS = 7;

    @LocalServerPort
    private int port;

    @BeforeAll
    void chartSevenResults() {
        for (var patient : new String[] {"pia", "other"}) {
            IntStream.rangeClosed(1, RESULTS).forEach(number -> keep(patient, number));
        }
    }

    @Test
    void leadsThroughAllPagesWithoutGapOrRepetition() {
        var pages = fhir().pages("Observation?patient=pia&_sort=-date&_count=3");

        assertThat(pages)
                .extracting(page -> String.join(" ", page.ids()))
                .containsExactly("pia-7 pia-6 pia-5", "pia-4 pia-3 pia-2", "pia-1");
        assertThat(pages)
                .allSatisfy(
                        page -> assertThat(page.json().path("total").asInt()).isEqualTo(RESULTS));
    }

    @Test
    void givesNoNextLinkWhenThePageHoldsEverything() {
        assertThat(fhir().pages("Observation?patient=pia&_count=7")).hasSize(1);
    }

    @Test
    void countsOnlyWhenNoEntriesAreWanted() {
        var answer = fhir().get("Observation?patient=pia&_count=0");

        assertThat(answer.json().path("total").asInt()).isEqualTo(RESULTS);
        assertThat(answer.ids()).isEmpty();
        assertThat(answer.next()).isNull();
    }

    @Test
    void leadsOnFromASearchByPost() {
        var first = fhir().search("Observation", "patient=pia&_sort=date&_count=4");

        assertThat(first.ids()).containsExactly("pia-1", "pia-2", "pia-3", "pia-4");
        assertThat(fhir().get(first.next()).ids()).containsExactly("pia-5", "pia-6", "pia-7");
    }

    @Test
    void showsLaterPagesAsTheyWereWhenTheSearchBegan() {
        var first = fhir().get("Observation?patient=pia&_sort=-date&_count=6");
        var late = "{\"resourceType\": \"Observation\", \"status\": \"final\", \"effectiveDateTime\": \"2026-09-01\","
                + " \"subject\": {\"reference\": \"Patient/late\"}, \"code\": {\"text\": \"x\"}}";
        fhir().put("Observation/pia-1", late.replace("{\"res", "{\"id\": \"pia-1\", \"res"));
        try {
            assertThat(fhir().get(first.next()).ids()).containsExactly("pia-1");
        } finally {
            keep("pia", 1);
        }
    }

    @Test
    void saysSoWhenAPageIsNoLongerThere() {
        var gone = fhir().get(fhir().base() + "?_getpages=00000000-0000-0000-0000-000000000000&_getpagesoffset=3");

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
    }

    private void keep(String patient, int number) {
        var id = patient + "-" + number;
        var body = """
            {"resourceType": "Observation", "id": "%s", "status": "final", "effectiveDateTime": "2026-0%d-01",
             "code": {"text": "x"}, "subject": {"reference": "Patient/%s"}}
            """.formatted(id, number, patient);
        assertThat(fhir().put("Observation/" + id, body).status()).isIn(200, 201);
    }

    private FhirHttp fhir() {
        return FhirHttp.fhirAt(port);
    }
}
