package org.rlsworkup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxAllowListTests {
    private final Predicate<URI> servers = FhirServerAllowList.sandbox(
            List.of(URI.create("https://ehr.example/fhir"), URI.create("https://other.example:8443/a/b/")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/fhir/",
                "https://LOCALHOST/fhir",
                "http://127.0.0.1:9/",
                "http://127.0.0.2/",
                "http://[::1]:8080/fhir/Patient/1",
                "https://hapi.fhir.org/baseR4/Patient?_count=1",
                "http://hapi.fhir.org/baseR4",
                "https://ehr.example/fhir",
                "https://ehr.example/fhir?_getpages=1",
                "https://EHR.example:443/fhir/Observation?code=1,2",
                "https://other.example:8443/a/b/Patient/1",
                "https://other.example:8443/a/b"
            })
    void mayBeRead(String address) {
        assertThat(servers.test(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ehr.example/",
                "https://ehr.example/fhirx/",
                "http://ehr.example/fhir/",
                "https://ehr.example:444/fhir/",
                "https://ehr.example.evil.test/fhir/",
                "https://ehr.example@evil.test/fhir/",
                "https://user@ehr.example/fhir/",
                "https://evil.test/?https://ehr.example/fhir",
                "https://ehr.example/fhir/../admin",
                "https://ehr.example/fhir/%2e%2e/admin",
                "https://ehr.example/fhir/..%2fadmin",
                "https://other.example/a/b/",
                "http://169.254.169.254/latest/meta-data",
                "http://localhost.evil.test/",
                "http://127.0.0.1.evil.test/",
                "http://128.0.0.1/",
                "http://10.0.0.1/fhir",
                "ftp://localhost/",
                "file:///etc/passwd",
                "mailto:a@b"
            })
    void mayNotBeRead(String address) {
        assertThat(servers.test(URI.create(address))).isFalse();
    }
}
