package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Ref;

/** The subject of a resource. */
class SubjectTests {
    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource({
        "Patient/p1, Patient, p1",
        "https://ehr.example/fhir/Patient/p1, Patient, p1",
        "Patient/p1/_history/3, Patient, p1",
        "https://ehr.example/fhir/Patient/p1/_history/3, Patient, p1",
        "Group/p1, Group, p1",
        "#p1, '#', p1",
    })
    void isNamedByTheLastTwoSegmentsWithoutVersion(String reference, String type, String id) {
        assertThat(Ref.parse(reference)).isEqualTo(new Ref(type, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p1",
                "Patient/",
                "/p1",
                "#",
                "urn:uuid:6f8a",
                "urn:oid:1.2",
                "Patient?identifier=a|b",
                "patient/p1"
            })
    void isNobodyWhereNoResourceIsNamed(String reference) {
        assertThat(Ref.parse(reference)).isNull();
    }

    @Test
    void dividesAChartIntoOwnForeignAndUnattributed() {
        var own = Lab.ferritin("2026-10-01").build();
        var foreign = Lab.ferritin("2026-10-01").of(Charts.SOMEBODY_ELSE).build();
        var group = Lab.ferritin("2026-10-01").of(new Ref("Group", "p1")).build();
        var nobodys = Lab.ferritin("2026-10-01").of(null).build();
        var within = Lab.ferritin("2026-10-01").of(new Ref("#", "p")).build();

        var chart = Chart.of("p1", null, List.of(own, foreign, group, nobodys, within), Set.of());

        assertThat(chart.observations()).containsExactly(own);
        assertThat(chart.unattributed()).containsExactly(nobodys, within);
        assertThat(chart.foreign()).isEqualTo(2);
    }

    @Test
    void isNotReadWhereTheRecordOfAnotherPatientWasSent() {
        var other = new Patient("p2", null, null, false, false, Meta.NONE);

        assertThat(Chart.of("p1", null, List.of(other), Set.of()).unread()).containsExactly(Source.PATIENT);
    }

    @Test
    void isNamedInNoText() {
        var chart = Charts.chart(Problem.rls().text("Restless legs of Jane Doe"), Lab.ferritin("2026-10-01"));

        assertThat(List.of(chart, chart.conditions(), chart.observations(), String.valueOf(chart.patient()))
                        .toString())
                .doesNotContain("Jane")
                .doesNotContain("p1")
                .doesNotContain("1980")
                .doesNotContain("150");
    }
}
