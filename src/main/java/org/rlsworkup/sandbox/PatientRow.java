package org.rlsworkup.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.rlsworkup.sandbox.search.Stored;
import org.springframework.web.util.HtmlUtils;

/** One patient in the table of the start page. Nothing of it reaches the page unescaped. */
record PatientRow(String id, String name, String born, String gender) {

    static List<PatientRow> of(List<Stored> patients) {
        return patients.stream()
                .flatMap(stored ->
                        stored.resource() instanceof Patient patient ? Stream.of(of(patient)) : Stream.empty())
                .toList();
    }

    private static PatientRow of(Patient patient) {
        var id = patient.getIdElement().getIdPart();
        var name = patient.hasName() ? patient.getName().get(0).getNameAsSingleString() : "";
        return new PatientRow(
                id,
                name.isBlank() ? id : name,
                patient.hasBirthDate() ? patient.getBirthDateElement().getValueAsString() : "",
                patient.hasGender() ? patient.getGender().toCode() : "");
    }

    String html(String base) {
        return """
            <tr role="row">
              <th role="rowheader" scope="row"><a href="/fhir/Patient/%1$s?_format=json&amp;_pretty=true">%2$s</a><code>%1$s</code></th>
              <td role="cell" data-label="Born">%3$s</td>
              <td role="cell" data-label="Sex">%4$s</td>
              <td role="cell"><details><summary>Ask the service about this patient</summary><pre tabindex="0">%5$s</pre></details></td>
            </tr>
            """.formatted(escaped(id), escaped(name), escaped(born), escaped(gender), escaped(curl(base)));
    }

    /** What an EHR without prefetch would send when this patient's chart is opened. */
    private String curl(String base) {
        var call = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        return """
            curl -s -H 'Content-Type: application/json' %s/cds-services/rls-workup -d '{
              "hook": "patient-view",
              "hookInstance": "%s",
              "fhirServer": "%s/fhir",
              "context": {"userId": "Practitioner/sandbox", "patientId": "%s"}
            }'\
            """.formatted(base, call, base, id);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    @Override
    public String toString() {
        return "PatientRow[" + id + "]";
    }
}
