package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.rlsworkup.sandbox.load.Sample;
import org.rlsworkup.sandbox.load.SampleBundle;
import org.rlsworkup.sandbox.search.ResourceStore.StoredResource;

class SampleBundleTests {
    private static final String BUNDLES = "classpath*:sandbox/bundles/*.json";
    /** Already 1 March in Auckland, still 29 February in UTC. */
    private static final Clock LATER =
            Clock.fixed(Instant.parse("2028-02-29T12:00:00Z"), ZoneId.of("Pacific/Auckland"));

    @Test
    void fillsTheStoreWithDatesMovedToTodayInTheClocksZone() throws IOException {
        var store = SandboxConfiguration.filled(BUNDLES, LATER);

        var patient = encoded(store.read("Patient", "anna").orElseThrow());
        var ferritin = encoded(store.read("Observation", "anna-ferritin").orElseThrow());
        assertThat(patient).contains("\"birthDate\":\"1984-03\"");
        assertThat(ferritin).contains("\"effectiveDateTime\":\"2028-02-29T23:30:00-05:00\"");
    }

    @Test
    void writesReferencesByTypeAndId() throws IOException {
        var store = SandboxConfiguration.filled(BUNDLES, LATER);

        var practitioner = "Practitioner/6a0f2f52-5f4b-4a76-9d57-0d8f1b1f0a02";
        assertThat(encoded(store.read("Observation", "anna-ferritin").orElseThrow()))
                .contains("\"subject\":{\"reference\":\"Patient/anna\"}")
                .contains("\"performer\":[{\"reference\":\"" + practitioner + "\"}]");
        assertThat(encoded(store.read("Patient", "anna").orElseThrow()))
                .contains("\"generalPractitioner\":[{\"reference\":\"" + practitioner + "\"}]");
    }

    @Test
    void putsWhatIsReferencedFirst() throws IOException {
        try (var json = getClass().getResourceAsStream("/sandbox/bundles/anna.json")) {
            assertThat(SampleBundle.read(json, LATER).samples())
                    .extracting(sample -> sample.resource().fhirType())
                    .containsExactly("Practitioner", "Patient", "Observation");
        }
    }

    @Test
    void keepsDatesWithoutATimestampAndCountsWhatItCannotResolve() throws IOException {
        var bundle = read("""
            {"resource": {"resourceType": "Observation", "id": "o", "effectiveDateTime": "2020-01-01",
             "subject": {"reference": "urn:uuid:00000000-0000-0000-0000-000000000000"},
             "performer": [{"reference": "Practitioner?identifier=http://example.org/npi|4711"},
                           {"reference": "Practitioner?identifier=http://example.org/npi|4712"},
                           {"reference": "Practitioner/known-elsewhere"}]}}
            """);

        assertThat(encoded(bundle.samples().get(0).resource())).contains("2020-01-01", "npi|4711", "urn:uuid:0000");
        assertThat(bundle.unresolved()).hasToString("{Practitioner?identifier=2, urn:uuid=1}");
    }

    @Test
    void cutsCyclesAndKeepsEveryResource() throws IOException {
        var bundle = read("""
            {"resource": {"resourceType": "Encounter", "id": "e", "diagnosis": [{"condition": {"reference": "Condition/c"}}]}},
            {"resource": {"resourceType": "Condition", "id": "c", "encounter": {"reference": "Encounter/e"}}},
            {"resource": {"resourceType": "Condition", "id": "c", "encounter": {"reference": "Encounter/e"}}}
            """);

        assertThat(bundle.samples())
                .extracting(Sample::typeAndId)
                .containsExactly("Condition/c", "Encounter/e", "Condition/c");
    }

    @Test
    void followsAChainLongerThanAStackIsDeep() throws IOException {
        var chain = IntStream.range(0, 20_000)
                .mapToObj(number -> """
                    {"resource": {"resourceType": "Observation", "id": "o%d", "hasMember": [{"reference": "Observation/o%d"}]}}
                    """.formatted(number, number + 1))
                .collect(Collectors.joining(","));

        assertThat(read(chain).samples().get(0).typeAndId()).isEqualTo("Observation/o19999");
    }

    @Test
    void refusesWhatIsNoBundle() {
        assertThatThrownBy(() -> SampleBundle.read(stream("{\"resourceType\": \"Patient\"}"), LATER))
                .isInstanceOf(DataFormatException.class);
    }

    private static SampleBundle read(String entries) throws IOException {
        return SampleBundle.read(
                stream("{\"resourceType\": \"Bundle\", \"type\": \"collection\", \"entry\": [" + entries + "]}"),
                LATER);
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(StoredResource stored) {
        return encoded(stored.resource());
    }

    private static String encoded(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }
}
