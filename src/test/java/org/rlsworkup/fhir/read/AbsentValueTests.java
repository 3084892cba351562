package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Value;

/** What is empty, or says why there is no value, is no value. */
class AbsentValueTests {
    private static final String REASON =
            "{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"not-performed\"}";

    private static Observation observation(String members) {
        return (Observation)
                ((QueryResponse.Single) Parsing.read("{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\"},"
                                + members.replace("REASON", REASON) + "}"))
                        .resource();
    }

    private static Patient patient(String members) {
        return (Patient)
                ((QueryResponse.Single) Parsing.read("{\"resourceType\":\"Patient\"," + members + "}")).resource();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"dataAbsentReason\":{\"coding\":[{\"code\":\"not-performed\"}]}",
                "\"valueQuantity\":{\"extension\":[REASON]}",
                "\"valueQuantity\":{\"unit\":\"ng/mL\",\"extension\":[REASON]}",
                "\"valueQuantity\":{\"_value\":{\"extension\":[REASON]},\"unit\":\"ng/mL\"}",
                "\"valueQuantity\":{\"extension\":[{\"url\":\"http://example.org/x\",\"valueCode\":\"y\"},REASON]}",
                "\"_valueString\":{\"extension\":[REASON]}",
                "\"valueString\":\"\",\"_valueString\":{\"extension\":[REASON]}",
                "\"_valueInteger\":{\"extension\":[REASON]}",
                "\"_valueDateTime\":{\"extension\":[REASON]}",
                "\"valueCodeableConcept\":{\"extension\":[REASON]}",
                "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/data-absent-reason\",\"code\":\"not-performed\"}]}",
                "\"valueCodeableConcept\":{\"text\":\"Not"
                    + " done\",\"coding\":[{\"system\":\"http://hl7.org/fhir/data-absent-reason\",\"code\":\"not-performed\",\"display\":\"Not"
                    + " Performed\"}]}"
            })
    void isAbsentForAReasonWhereverItStands(String members) {
        var measured = observation(members).measured();

        assertThat(measured.value()).isNull();
        assertThat(measured.absentReason()).isEqualTo("not-performed");
    }

    @ParameterizedTest(name = "{0} of version 3 → {1}")
    @CsvSource({"MSK, masked", "NAV, temp-unknown", "NASK, NASK", "UNK, UNK"})
    void isAbsentForAReasonOfVersion3(String code, String reason) {
        var coding = "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-NullFlavor\",\"code\":\""
                + code + "\"}]}";

        assertThat(observation("\"valueCodeableConcept\":" + coding).measured().value())
                .isNull();
        assertThat(observation("\"valueCodeableConcept\":" + coding).measured().absentReason())
                .isEqualTo(reason);
        assertThat(observation("\"dataAbsentReason\":" + coding).measured().absentReason())
                .isEqualToIgnoringCase(reason);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"valueQuantity\":{\"value\":42,\"unit\":\"ng/mL\",\"extension\":[REASON]}",
                "\"valueString\":\"42 ng/mL\",\"_valueString\":{\"extension\":[REASON]}",
                "\"valueBoolean\":false",
                "\"valueQuantity\":{\"value\":42},\"_valueString\":{\"extension\":[REASON]}"
            })
    void isThereWithoutAReason(String members) {
        var measured = observation(members).measured();

        assertThat(measured.value()).isNotNull();
        assertThat(measured.absentReason()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"valueString\":\"\"",
                "\"valueString\":\" \"",
                "\"valueQuantity\":{}",
                "\"valueQuantity\":{\"unit\":\"\"}",
                "\"valueCodeableConcept\":{}",
                "\"valueCodeableConcept\":{\"coding\":[{}],\"text\":\"\"}",
                "\"valueRange\":{\"low\":{}}",
                "\"valuePeriod\":{}",
                "\"valueDateTime\":\"\"",
                "\"_valueString\":{}",
                "\"dataAbsentReason\":{}",
                "\"modifierExtension\":[{}]"
            })
    void isNotThereIfItIsEmpty(String members) {
        var observation = observation(members);

        assertThat(observation.measured()).isEqualTo(Observation.Measured.NOTHING);
        assertThat(observation.meta()).isEqualTo(Meta.NONE);
    }

    @ParameterizedTest(name = "value \"{0}\" → {1}")
    @CsvSource({
        "<5, <5 ng/mL",
        "> 5, > 5 ng/mL",
        "pending, pending ng/mL",
        "'1,5', '1,5 ng/mL'",
        "42, 42 ng/mL",
        "1.23, 1.23 ng/mL",
        "0.123, 0.123 ng/mL",
        "1234.567, 1234.567 ng/mL"
    })
    void readsAQuotedValueAsItIsWritten(String value, String sent) {
        assertThat(observation("\"valueQuantity\":{\"value\":\"" + value + "\",\"unit\":\"ng/mL\"}")
                        .measured()
                        .value()
                        .asSent())
                .isEqualTo(sent);
    }

    @ParameterizedTest(name = "{0} → deceased: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"deceasedBoolean\":true | true",
                "\"deceasedDateTime\":\"2026-01-01\" | true",
                "\"deceasedDateTime\":\"\" | false",
                "\"deceasedDateTime\":\"0001-01-01T00:00:00Z\" | false",
                "\"deceasedDateTime\":\"9999-12-31\" | false",
                "\"_deceasedDateTime\":{\"extension\":[{\"url\":\"x\",\"valueCode\":\"unknown\"}]} | false",
                "\"deceasedBoolean\":false | false"
            })
    void isDeceasedOnlyIfThatIsSaid(String members, boolean deceased) {
        assertThat(patient(members).deceased()).isEqualTo(deceased);
    }

    @Test
    void isBornOnAnyDayOfThisCentury() {
        assertThat(patient("\"birthDate\":\"1970-01-01\"").birthDate()).isEqualTo(PartialDate.parse("1970-01-01"));
        assertThat(patient("\"birthDate\":\"0001-01-01\"").birthDate()).isNull();
        assertThat(patient("\"birthDate\":\"1900-01-01\"").birthDate()).isNull();
    }

    @ParameterizedTest(name = "{0} → over: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"abatementDateTime\":\"2026-01-01\" | true",
                "\"abatementString\":\"gone\" | true",
                "\"abatementBoolean\":true | true",
                "\"abatementAge\":{\"value\":40} | true",
                "\"abatementDateTime\":\"\" | false",
                "\"abatementString\":\" \" | false",
                "\"abatementPeriod\":{} | false",
                "\"abatementBoolean\":false | false",
                "\"_abatementDateTime\":{\"extension\":[{\"url\":\"x\",\"valueCode\":\"unknown\"}]} | false"
            })
    void isOverOnlyIfThatIsSaid(String members, boolean abated) {
        var condition = (Condition) ((QueryResponse.Single)
                        Parsing.read("{\"resourceType\":\"Condition\",\"code\":{\"text\":\"x\"}," + members + "}"))
                .resource();

        assertThat(condition.abated()).isEqualTo(abated);
    }

    /** In quotes a point before three digits may separate thousands; a number of JSON has no such point. */
    @Test
    void aQuotedNumberWithAPointBeforeThreeDigitsIsText() {
        assertThat(observation("\"valueQuantity\":{\"value\":\"1.234\",\"unit\":\"ng/mL\"}")
                        .measured()
                        .value())
                .isEqualTo(new Value.Text("1.234 ng/mL"));
        assertThat(observation("\"valueQuantity\":{\"value\":1.234,\"unit\":\"ng/mL\"}")
                        .measured()
                        .value())
                .isEqualTo(new Value.Quantity(null, new BigDecimal("1.234"), "ng/mL", null, null));
    }
}
