package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes as EHRs, converters and people write them. */
class CodeTests {
    /** Each row of the table says where it was seen, and it can be extended by a row. */
    @ParameterizedTest(name = "{1}")
    @CsvFileSource(
            files = "src/test/resources/charts/code-systems.tsv",
            delimiter = '\t',
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = false)
    void itsSystemHasSeveralNames(String canonical, String spelled, String is) {
        assertThat(new Code(spelled, "1").equals(new Code(canonical, "1"))).isEqualTo(is.equals("same"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "32914008; 32914008",
                "32914008 |Restless legs|; 32914008",
                "=== 32914008 |Restless legs| : 246112005 = 24484000; 32914008",
                "32914008 : 408729009 = 2667000; 32914008 : 408729009 = 2667000",
                "32914008 : 408729009 = 410516002; 32914008 : 408729009 = 410516002",
                "restless; restless",
                "12345; 12345"
            })
    void ofAnExpressionOfSnomedCtItIsTheHead(String sent, String code) {
        assertThat(new Code("http://snomed.info/sct", sent).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://loinc.org; \u20602276\u20114\u00a0; 2276-4",
                "http://loinc.org; ~1; ~1",
                "http://loinc.org; LOINC: 2276-4; 2276-4",
                "http://hl7.org/fhir/sid/icd-10-cm; g2581; G25.81",
                "http://hl7.org/fhir/sid/icd-10-cm; G25.81+; G25.81"
            })
    void isReadWithoutWhatWasCopiedWithIt(String system, String sent, String code) {
        assertThat(new Code(system, sent).code()).isEqualTo(code);
    }
}
