package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.find;
import static org.rlsworkup.workup.Charts.isCharted;
import static org.rlsworkup.workup.Problem.ICD10CM;
import static org.rlsworkup.workup.Problem.SCT;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.icd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Problem;

class DiagnosisCodeTests {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "http://snomed.info/sct, 32914008",
        "http://snomed.info/sct, 1052284009",
        "http://snomed.info/sct|http://snomed.info/sct/900000000000207008/version/20260901, 32914008",
        "http://snomed.info/sct/731000124108, 32914008",
        "http://snomed.info/sct/900000000000207008/version/20260901, 32914008",
        "urn:oid:2.16.840.1.113883.6.96, 32914008",
        "http://hl7.org/fhir/sid/icd-10-cm, G25.81",
        "http://hl7.org/fhir/sid/icd-10-cm|2026, G25.81",
        "http://hl7.org/fhir/sid/icd-10-cm, g25.81",
        "http://hl7.org/fhir/sid/icd-10, G25.81",
        "urn:oid:2.16.840.1.113883.6.90, G25.81",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm, G25.81",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm|2026, G25.81",
        "http://hl7.org/fhir/sid/icd-9-cm, 333.94",
        "urn:oid:2.16.840.1.113883.6.103, 333.94",
        "http://id.who.int/icd/release/11/mms, 7A80",
        "http://hl7.org/fhir/sid/icpc-2, N04",
    })
    void chartsRlsInEverySpellingOfTheSystem(String system, String code) {
        var found = find(coded(system, code));

        assertThat(found).isPresent();
        assertThat(found.orElseThrow().byTextOnly()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "http://snomed.info/sct, 329140080",
        "http://snomed.info/sct, G25.81",
        "http://snomed.info/sctx, 32914008",
        "http://hl7.org/fhir/sid/icd-10-cm, G25.8",
        "http://hl7.org/fhir/sid/icd-10-cm, G25.811",
        "http://hl7.org/fhir/sid/icd-9-cm, 333.9",
        "http://id.who.int/icd/release/11/mms, 7A8",
        "http://hl7.org/fhir/sid/icpc-2, N05",
        "urn:oid:2.16.840.1.113883.6.960, 32914008",
        "http://example.org/local, G25.81",
    })
    void chartsNothingByANeighbouringCodeOrSystem(String system, String code) {
        assertThat(isCharted(coded(system, code))).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "http://snomed.info/sct, 418763003",
        "http://hl7.org/fhir/sid/icd-10-cm, G47.61",
        "http://id.who.int/icd/release/11/mms, 7A81",
        "http://hl7.org/fhir/sid/icd-10-cm, G47.62",
        "http://hl7.org/fhir/sid/icd-10-cm, R25.2",
        "http://hl7.org/fhir/sid/icd-10-cm, G25.71",
        "http://snomed.info/sct, 162221009",
        "http://snomed.info/sct, 12262002",
    })
    void neverTakesAMimicForRlsWhateverItIsCalled(String system, String code) {
        assertThat(isCharted(coded(system, code))).isFalse();
        assertThat(isCharted(coded(system, code).text("Restless legs syndrome")))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "http://hl7.org/fhir/sid/icd-10, G25.8",
        "urn:oid:2.16.840.1.113883.6.3, G25.8",
        "http://hl7.org/fhir/sid/icd-10-am, G25.8",
        "http://hl7.org/fhir/sid/icd-10-ca, G25.8",
        "http://hl7.org/fhir/sid/icd-9-cm, 333.99",
    })
    void takesAResidualClassForRlsOnlyIfTextOrDisplaySaysSo(String system, String code) {
        assertThat(isCharted(coded(system, code))).isFalse();
        assertThat(isCharted(coded(system, code).text("Essential tremor"))).isFalse();
        assertThat(isCharted(coded(system, code).text("Restless legs"))).isTrue();
        assertThat(isCharted(new Problem().and(system, code, "Restless legs"))).isTrue();
        assertThat(find(coded(system, code).text("RLS")).orElseThrow().byTextOnly())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G25.81", "32914008"})
    void takesACodeWithoutSystemOnlyIfTheTextSaysSoToo(String code) {
        assertThat(isCharted(coded(null, code))).isFalse();
        assertThat(isCharted(coded(null, code).text("cramps"))).isFalse();
        assertThat(isCharted(coded(null, code).text("Restless legs"))).isTrue();
    }

    @Test
    void knowsWhetherACodeOrOnlyTheTextSaysSo() {
        assertThat(find(coded(null, "G25.81").text("RLS")).orElseThrow().byTextOnly())
                .isFalse();
        assertThat(find(coded(null, "X1").text("RLS")).orElseThrow().byTextOnly())
                .isTrue();
        assertThat(find(coded("http://example.org/local", "G25.81").text("RLS"))
                        .orElseThrow()
                        .byTextOnly())
                .isTrue();
    }

    @Test
    void doesNotBelieveADisplayThatTheTextTakesBack() {
        var residual = new Problem().and("http://hl7.org/fhir/sid/icd-10", "G25.8", "Restless legs");
        var withoutSystem = new Problem().and(null, "G25.81", "Restless legs syndrome");

        assertThat(isCharted(residual.text("Restless legs?"))).isFalse();
        assertThat(isCharted(withoutSystem.text("rule out RLS"))).isFalse();
    }

    @Test
    void takesNoOtherCodeWithoutSystem() {
        assertThat(find(coded(null, "333.94"))).isEmpty();
    }

    @Test
    void looksAtEveryCoding() {
        assertThat(isCharted(coded("http://example.org/local", "RL1").and(ICD10CM, "G25.81", null)))
                .isTrue();
        assertThat(isCharted(icd("Z82.0").and(SCT, "32914008", null))).isTrue();
    }
}
