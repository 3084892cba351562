package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.problem;
import static org.rlsworkup.workup.Problem.worded;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Part;

/** The codes and words of real charts by which a context holds, and neighbours by which it does not. */
class ContextTableTests {
    private static final Map<String, String> EDITIONS = Map.ofEntries(
            Map.entry("icd11", "http://id.who.int/icd/release/11/mms"),
            Map.entry("icpc2", "http://hl7.org/fhir/sid/icpc-2"),
            Map.entry("who", "http://hl7.org/fhir/sid/icd-10"),
            Map.entry("gm", "http://fhir.de/CodeSystem/bfarm/icd-10-gm"),
            Map.entry("am", "http://hl7.org/fhir/sid/icd-10-am"),
            Map.entry("ca", "http://hl7.org/fhir/sid/icd-10-ca"),
            Map.entry("se", "urn:oid:1.2.752.116.1.1.1.1.3"),
            Map.entry("fi", "urn:oid:1.2.246.537.6.1"),
            Map.entry("cm", "http://hl7.org/fhir/sid/icd-10-cm"),
            Map.entry("pcs", "http://www.cms.gov/Medicare/Coding/ICD10"),
            Map.entry("icd9", "http://hl7.org/fhir/sid/icd-9-cm"));

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvFileSource(files = "src/test/resources/charts/context-codes.tsv", delimiter = '\t', numLinesToSkip = 1)
    void holdsByItsCodes(String context, String code, String holds, String source) {
        assertThat(RiskContextTests.contexts(problem(code)).holds(context)).isEqualTo(holds.equals("yes"));
    }

    /** E1: what a code means in the editions of ICD-10 other than ICD-10-CM, in ICD-11 and in ICPC-2. */
    @ParameterizedTest(name = "{0} by {1} {2} {3}: {4}")
    @CsvFileSource(files = "src/test/resources/charts/icd10-editions.tsv", delimiter = '\t', numLinesToSkip = 1)
    void holdsByTheCodesOfAnEdition(
            String context, String edition, String code, @Nullable String display, String holds, String source) {
        var problem = coded(null, "").and(EDITIONS.get(edition), code, display).recorded("2026-11-01");

        assertThat(RiskContextTests.contexts(problem).holds(context)).isEqualTo(holds.equals("yes"));
    }

    /** E4: whole phrases, without a code. */
    @ParameterizedTest(name = "{0} by \"{1}\" {2}: {3}")
    @CsvFileSource(files = "src/test/resources/charts/context-words.tsv", delimiter = '\t', numLinesToSkip = 1)
    void holdsByItsWords(String context, String text, @Nullable String sex, String holds) {
        Part patient = () -> new Patient(
                "p1",
                Charts.date("1980-03-14"),
                sex == null ? null : Sex.valueOf(sex.toUpperCase(Locale.ROOT)),
                false,
                false,
                Meta.NONE);

        assertThat(RiskContextTests.contexts(patient, worded(text)).holds(context))
                .isEqualTo(holds.equals("yes"));
    }
}
