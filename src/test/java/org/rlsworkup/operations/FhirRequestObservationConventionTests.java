package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.mock.http.client.MockClientHttpRequest;

/** Metrics of requests to FHIR servers: few tags, and none that identifies a patient. */
class FhirRequestObservationConventionTests {
    private final FhirRequestObservationConvention names = new FhirRequestObservationConvention();

    private static ClientRequestObservationContext request(String address) {
        return new ClientRequestObservationContext(new MockClientHttpRequest(HttpMethod.GET, URI.create(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://ehr.example/fhir/Condition?patient=123, Condition",
        "https://ehr.example/fhir/Patient/123, Patient",
        "https://ehr.example/Patient/fhir/Observation/_search, Observation",
        "https://ehr.example/fhir?_getpages=123, other",
        "https://ehr.example/fhir/Unheard-123, other"
    })
    void theTypeIsOneOfThoseThatAreRead(String address, String type) {
        assertThat(names.getLowCardinalityKeyValues(request(address)))
                .anySatisfy(it -> assertThat(it.getKey() + "=" + it.getValue()).isEqualTo("type=" + type))
                .noneMatch(it -> it.getValue().contains("123"));
    }

    @Test
    void nothingElseIsSaidOfTheAddress() {
        var request = request("https://ehr.example/fhir/Condition?patient=123");
        assertThat(names.getLowCardinalityKeyValues(request))
                .extracting(it -> it.getKey())
                .containsExactlyInAnyOrder("type", "status", "outcome");
        assertThat(names.getHighCardinalityKeyValues(request)).isEmpty();
    }
}
