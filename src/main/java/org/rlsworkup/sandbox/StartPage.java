package org.rlsworkup.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Patient;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;

/** The page at {@code /}: an introduction, links, and the patients of the sandbox. */
@RestController
@Profile("sandbox")
class StartPage {
    /** The sandbox may be loaded with thousands of patients. */
    private static final int MAX_ROWS = 100;

    private final String template;
    private final String policy;
    private final ResourceStore store;

    StartPage(ResourceStore store) throws IOException {
        this.store = store;
        this.template = new ClassPathResource("sandbox/index.html").getContentAsString(StandardCharsets.UTF_8);
        this.policy = "default-src 'none'; style-src 'sha256-" + hashOfStyle(template)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show() {
        var base = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page(base));
    }

    private String page(String base) {
        var patients = store.all("Patient");
        var rows = patients.stream()
                .limit(MAX_ROWS)
                .map(stored -> row(base, (Patient) stored.resource()))
                .collect(Collectors.joining());
        var more = patients.size() - MAX_ROWS;
        var note = more > 0
                ? "<p>And " + more + " more: ask the FHIR server.</p>"
                : patients.isEmpty() ? "<p>No patients are loaded.</p>" : "";
        // The rows last: a patient's name must not be taken for a placeholder.
        return template.replace("{{note}}", note)
                .replace("{{count}}", Integer.toString(patients.size()))
                .replace("{{patients}}", rows);
    }

    private static String row(String base, Patient patient) {
        var id = patient.getIdElement().getIdPart();
        var name = patient.hasName() ? patient.getName().getFirst().getNameAsSingleString() : "";
        var birthDate = patient.getBirthDateElement().getValueAsString();
        var gender = patient.hasGender() ? patient.getGender().toCode() : "";
        var escaped =
                List.of(id, name.isBlank() ? id : name, birthDate == null ? "" : birthDate, gender, curl(base, id))
                        .stream()
                        .map(text -> HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name()))
                        .toArray();
        return """
            <tr role="row">
              <th role="rowheader" scope="row"><a href="/fhir/Patient/%1$s?_format=json&amp;_pretty=true">%2$s</a><code>%1$s</code></th>
              <td role="cell" data-label="Born">%3$s</td>
              <td role="cell" data-label="Sex">%4$s</td>
              <td role="cell"><details><summary>Ask the service about this patient</summary><pre tabindex="0">%5$s</pre></details></td>
            </tr>
            """.formatted(escaped);
    }

    /** What an EHR without prefetch would send when this patient's chart is opened. */
    private static String curl(String base, String id) {
        return """
            curl -s -H 'Content-Type: application/json' %s/cds-services/rls-workup -d '{
              "hook": "patient-view",
              "hookInstance": "%s",
              "fhirServer": "%s/fhir",
              "context": {"userId": "Practitioner/sandbox", "patientId": "%s"}
            }'\
            """.formatted(base, UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)), base, id);
    }

    private static String hashOfStyle(String html) {
        var style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        return Base64.encodeBase64String(DigestUtils.sha256(style));
    }
}
