package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirAccessTests {
    private static FhirAccess access(String base) {
        return new FhirAccess("ehr", URI.create(base), null, Scope.UNSAID, FhirServers.of(address -> true));
    }

    @ParameterizedTest
    @CsvSource({
        "https://ehr.example, https://ehr.example/",
        "https://ehr.example/, https://ehr.example/",
        "https://ehr.example/fhir, https://ehr.example/fhir/",
        "https://ehr.example/fhir/, https://ehr.example/fhir/",
        "HTTPS://EHR.example:443/a%20b, HTTPS://EHR.example:443/a%20b/"
    })
    void endsTheBaseWithOneSlashAndLeavesTheRestAsSent(String sent, String base) {
        assertThat(access(sent).base()).hasToString(base);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ehr.example/fhir, https://ehr.example/fhir?page=2",
        "https://ehr.example/fhir, https://ehr.example/elsewhere",
        "https://ehr.example/fhir, https://ehr.example:443/fhir",
        "https://ehr.example:443/fhir, https://ehr.example/fhir",
        "https://ehr.example/fhir, HTTPS://EHR.Example/fhir",
        "HTTPS://EHR.Example/fhir, https://ehr.example:443/fhir",
        "http://ehr.example/fhir, http://ehr.example:80/fhir",
        "http://ehr.example:8080/fhir, http://ehr.example:8080/fhir",
        "http://[::1]:8080/fhir, http://[::1]:8080/x"
    })
    void coversTheSameOriginInAllItsSpellings(String base, String address) {
        assertThat(access(base).covers(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ehr.example/fhir, http://ehr.example/fhir",
        "https://ehr.example/fhir, http://ehr.example:443/fhir",
        "http://ehr.example/fhir, https://ehr.example:80/fhir",
        "https://ehr.example/fhir, https://other.example/fhir",
        "https://ehr.example/fhir, https://ehr.example.evil.example/fhir",
        "https://ehr.example/fhir, https://evil.example/ehr.example",
        "https://ehr.example/fhir, https://ehr.example:8443/fhir",
        "https://ehr.example:8443/fhir, https://ehr.example/fhir",
        "https://ehr.example/fhir, https://user@ehr.example/fhir",
        "https://ehr.example/fhir, https://ehr.example@evil.example/fhir",
        "https://ehr.example/fhir, Observation?page=2",
        "https://ehr.example/fhir, urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac120002"
    })
    void doesNotCoverAnotherOrigin(String base, String address) {
        assertThat(access(base).covers(URI.create(address))).isFalse();
    }

    @Test
    void asksForTheBaseAndForEachAddressOfItsServer() {
        var asked = new ArrayList<String>();
        var access = new FhirAccess(
                "ehr", URI.create("https://ehr.example/fhir"), null, Scope.UNSAID, FhirServers.of(address -> {
                    asked.add(address.toString());
                    return false;
                }));

        assertThat(access.isAllowed()).isFalse();
        assertThat(access.covers(URI.create("https://ehr.example/fhir?page=2"))).isFalse();
        assertThat(access.covers(URI.create("https://other.example/"))).isFalse();
        assertThat(asked).containsExactly("https://ehr.example/fhir/", "https://ehr.example/fhir?page=2");
        assertThat(access("https://ehr.example").isAllowed()).isTrue();
    }

    @Test
    void showsNoToken() {
        assertThat(new FhirAccess(
                        "ehr",
                        URI.create("https://ehr.example"),
                        "secret",
                        Scope.UNSAID,
                        FhirServers.of(address -> true)))
                .hasToString("FhirAccess[]");
    }
}
