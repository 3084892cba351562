package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Resource;

/** What a member means to us depends on the type of the resource, and not on where the type is said. */
class ElementsByTypeTests {
    /** A value in every member that we read in some type, each wrong for all types that do not have it. */
    private static final String EVERY_MEMBER = """
        "id":"1","subject":{"reference":"Patient/1"},"status":"final","intent":"order","doNotPerform":true,"active":false,
        "clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"text":"Confirmed"},
        "category":[{"coding":[{"system":"s","code":"problem-list-item","display":"d"}]}],"identifier":[{"value":"A1"}],
        "code":{"coding":[{"system":"http://loinc.org","code":"2276-4"}]},"onsetDateTime":"2024-01-01",
        "recordedDate":"2024-01-02","abatementString":"gone","effectiveDateTime":"2024-01-03","issued":"2024-01-04",
        "valueString":"low","dataAbsentReason":{"coding":[{"code":"unknown"}]},"component":[{"valueString":"x"}],
        "hasMember":[{"reference":"Observation/2"}],"result":[{"reference":"Observation/3"}],
        "performer":[{"reference":"Patient/1"}],"specimen":{"reference":"Specimen/1"},"contained":[{"resourceType":
        "Observation","id":"c"}],"encounter":{"reference":"Encounter/1"},"authoredOn":"2024-01-05",
        "occurrenceDateTime":"2024-01-06","birthDate":"1970-01-01","gender":"female",
        "performedDateTime":"2024-01-07","class":{"code":"IMP"},"location":[{"location":{"display":"Ward"}}],"deceasedBoolean":true,"link":[{"type":"replaced-by"}]\
        """;

    private static Resource single(String members) {
        return ((QueryResponse.Single) Parsing.read("{" + members + "}")).resource();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient",
                "Condition",
                "Observation",
                "DiagnosticReport",
                "ServiceRequest",
                "Procedure",
                "Encounter"
            })
    void readsTheSameWhereverTheTypeStands(String type) {
        var said = "\"resourceType\":\"" + type + "\"";

        assertThat(single(said + "," + EVERY_MEMBER))
                .isNotNull()
                .isEqualTo(single(EVERY_MEMBER + "," + said))
                .isEqualTo(single(EVERY_MEMBER.replace("\"issued\"", said + ",\"issued\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Appointment", "Basic", "X"})
    void readsNothingOfATypeThatIsNotAskedFor(String type) {
        var said = "\"resourceType\":\"" + type + "\"";

        assertThat(single(said + "," + EVERY_MEMBER)).isNull();
        assertThat(single(EVERY_MEMBER + "," + said)).isNull();
    }

    /** Members of other types do not make a resource readable that has none of its type. */
    @ParameterizedTest
    @CsvSource({
        "Condition, component",
        "Condition, hasMember",
        "ServiceRequest, result",
        "Observation, result",
        "DiagnosticReport, hasMember",
        "Procedure, component"
    })
    void isNotToldWhatItIsByAMemberOfAnotherType(String type, String member) {
        var said = "\"resourceType\":\"" + type + "\"";
        var foreign = "\"" + member + "\":[{\"reference\":\"Observation/2\"}]";

        for (var members : List.of(said + "," + foreign, foreign + "," + said)) {
            var page = Parsing.page("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{" + members + "}}]}");
            assertThat(page.resources()).isEmpty();
            assertThat(page.skipped()).isEqualTo(1);
        }
    }
}
