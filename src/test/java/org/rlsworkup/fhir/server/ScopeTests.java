package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.SiteKnowledge;

/** What the scopes of a token permit, in SMART 1 and SMART 2 syntax. */
class ScopeTests {
    private static final String LABORATORY =
            "category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

    @ParameterizedTest
    @CsvSource({
        "user/Observation.read, true, true",
        "user/Observation.*, true, true",
        "user/Observation.write, false, false",
        "user/*.read, true, true",
        "user/*.*, true, true",
        "patient/Observation.rs, true, true",
        "system/Observation.cruds, true, true",
        "user/Observation.r, true, false",
        "user/Observation.s, false, true",
        "user/Observation.cud, false, false",
        "user/*.rs, true, true",
        "user/Patient.rs, false, false",
        "user/Observations.rs, false, false",
        "user/Patient.rs user/Observation.r patient/Observation.s, true, true",
        "openid fhirUser launch/patient offline_access user/Patient.read, false, false",
        "user/Observation.rs?category=vital-signs, false, false",
        "user/Observation.rs?category=laboratory, false, false",
        "user/Observation.rs?status=final user/*.rs, true, true"
    })
    void allowsWhatItGrants(String written, boolean read, boolean search) {
        var scope = Scope.of(written);

        assertThat(scope.allowsRead("Observation")).isEqualTo(read);
        assertThat(scope.allowsSearch("Observation", false)).isEqualTo(search);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "openid launch",
                "user/Patient.rs https://ehr.example/scopes/labs",
                "user/Patient.rs observation:view",
                "user/Patient.sr",
                "user/Patient.",
                "user/.read",
                "USER/Patient.read",
                "user/Patient.read?",
                "user/Patient.read,user/Condition.read",
                "?",
                "././."
            })
    void isTriedWhereItIsNotAllUnderstood(String written) {
        var scope = Scope.of(written);

        assertThat(scope.allowsRead("Observation")).isTrue();
        assertThat(scope.allowsSearch("Observation", false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        LABORATORY + ", true",
        "category=http%3A%2F%2Fterminology.hl7.org%2FCodeSystem%2Fobservation-category%7Claboratory, true",
        "category=laboratory, true",
        "category=http://terminology.hl7.org/CodeSystem/v2-0074|LAB, true",
        "category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs, false",
        LABORATORY + "&status=final, false",
        "status=final&" + LABORATORY + ", false",
        "category=laboratory-other, false",
        "category=nolaboratory, false",
        "code=laboratory, false"
    })
    void isPermissionForAllOfTheLaboratoryOnlyIfItNarrowsToNothingElse(String query, boolean allowed) {
        var scope = Scope.of("patient/Observation.rs?" + query);

        assertThat(scope.allowsSearch("Observation", true)).isEqualTo(allowed);
        assertThat(scope.allowsSearch("Observation", false)).isFalse();
        assertThat(scope.allowsRead("Observation")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true, OBSERVATIONS, true",
        "true, REPORTS, true",
        "true, CONDITIONS, false",
        "false, OBSERVATIONS, false"
    })
    void narrowedToTheLaboratorySufficesForResultsIfTheSiteSaysSo(boolean byCategory, Source source, boolean allowed) {
        var queries = new Queries(SiteKnowledge.SHIPPED, byCategory);
        var scope = Scope.of("user/Observation.rs?" + LABORATORY + " user/DiagnosticReport.rs?category=LAB"
                + " user/Condition.rs?category=laboratory");

        assertThat(queries.isAllowed(source, scope)).isEqualTo(allowed);
    }

    @Test
    void showsNothingOfItself() {
        assertThat(Scope.of("user/Patient.rs?name=secret")).hasToString("Scope[1]");
    }
}
