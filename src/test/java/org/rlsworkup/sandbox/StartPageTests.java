package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@FhirSandboxTest
class StartPageTests {
    @LocalServerPort
    private int port;

    @Test
    void listsThePatientsWithALinkAndACommandEach() {
        keep("lea", "Test", "Lea");

        var page = page();

        assertThat(page.raw().headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.raw().body())
                .contains("<a href=\"/fhir/Patient/lea?_format=json&amp;_pretty=true\">Lea Test</a>")
                .contains("curl -s -H &#39;Content-Type: application/json&#39; http://localhost:" + port)
                .contains("&quot;patientId&quot;: &quot;lea&quot;")
                .doesNotContain("{{patients}}", "{{note}}");
    }

    @Test
    void showsNoMarkupThatCameWithAPatient() {
        keep("max", "<script>alert(1)</script>", "'\\\" & {{count}}");

        assertThat(page().raw().body())
                .contains("&#39;&quot; &amp; {{count}} &lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void allowsNothingButItsOwnStyle() {
        var policy =
                page().raw().headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-").doesNotContain("unsafe");
        assertThat(page().raw().body()).doesNotContain("style=\"");
    }

    private void keep(String id, String family, String given) {
        var body = """
            {"resourceType": "Patient", "id": "%s", "name": [{"family": "%s", "given": ["%s"]}]}
            """.formatted(id, family, given);
        assertThat(FhirHttp.fhirAt(port).put("Patient/" + id, body).status()).isIn(200, 201);
    }

    private FhirHttp.Answer page() {
        return new FhirHttp("http://localhost:" + port).get("http://localhost:" + port + "/");
    }
}
