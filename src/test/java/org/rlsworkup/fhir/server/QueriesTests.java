package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rlsworkup.fhir.SiteKnowledge.SHIPPED;
import static org.rlsworkup.fhir.SiteKnowledge.with;
import static org.rlsworkup.fhir.SiteKnowledge.withResultCodes;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.Knowledge;

@Execution(ExecutionMode.CONCURRENT)
class QueriesTests {
    private static final int LONGEST = 2000;

    private static String template(Source source, Knowledge knowledge) {
        return new Queries(knowledge, false, true).templates().get(source);
    }

    private static List<String> codes(Source source, Knowledge knowledge) {
        var afterName = template(source, knowledge).split("&code=", 2)[1];
        return List.of(afterName.substring(0, afterName.indexOf('&')).split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "PATIENT Patient/{{context.patientId}} ''",
                "CONDITIONS Condition?patient={{context.patientId}}&_count=200 ''",
                "OBSERVATIONS Observation?patient={{context.patientId}}&code= &_sort=-date&_count=200",
                "REPORTS DiagnosticReport?patient={{context.patientId}}&code= &_sort=-date&_count=100",
                "ORDERS ServiceRequest?patient={{context.patientId}}&status=draft,active,on-hold,completed"
                        + " &_sort=-authored&_count=200",
                "MEDICATION_REQUESTS MedicationRequest?patient={{context.patientId}}&_count=200 ''",
                "MEDICATION_STATEMENTS MedicationStatement?patient={{context.patientId}}&_count=200 ''",
                "MEDICATION_ADMINISTRATIONS MedicationAdministration?patient={{context.patientId}}&status=completed"
                        + " &_count=200",
                "PROCEDURES Procedure?patient={{context.patientId}}&_count=200 ''",
                "ENCOUNTER Encounter/{{context.encounterId}} ''"
            })
    void asksEachSourceForOnePatientNewestFirst(Source source, String beginning, String end) {
        var template = template(source, SHIPPED);

        assertThat(template).startsWith(beginning).endsWith(end);
        if (!beginning.endsWith("code=")) {
            assertThat(template).isEqualTo(beginning + end);
        }
    }

    @Test
    void asksForMedicinesAsGivenOnlyWhereASiteHasThemRead() {
        assertThat(new Queries(SHIPPED, false).templates()).doesNotContainKey(Source.MEDICATION_ADMINISTRATIONS);
        assertThat(new Queries(SHIPPED, false).asks(Source.MEDICATION_ADMINISTRATIONS))
                .isFalse();
    }

    @Test
    void asksForTheLaboratoryByItsCategoryIfTheSiteSaysSo() {
        var templates = new Queries(SHIPPED, true).templates();

        assertThat(templates.get(Source.OBSERVATIONS))
                .startsWith("Observation?patient={{context.patientId}}&category=laboratory&code=");
        assertThat(templates.get(Source.REPORTS))
                .startsWith("DiagnosticReport?patient={{context.patientId}}&category=LAB&code=");
        assertThat(templates.get(Source.ORDERS)).doesNotContain("category");
    }

    @Test
    void keepsTheSourcesInTheirOrderAndFromBeingChanged() {
        var templates = new Queries(SHIPPED, false, true).templates();

        assertThat(templates.keySet()).containsExactly(Source.values());
        assertThatThrownBy(() -> templates.put(Source.PATIENT, "Patient"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"OBSERVATIONS", "REPORTS"})
    void asksForBareCodesEachOnce(Source source) {
        var known = source == Source.OBSERVATIONS ? SHIPPED.observationCodes() : SHIPPED.reportCodes();

        assertThat(codes(source, SHIPPED))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(known)
                .allMatch(code -> code.matches("[0-9]+-[0-9]|[0-9]{6,18}"));
        assertThat(codes(source, withResultCodes("2276-4", "FERR")))
                .doesNotHaveDuplicates()
                .hasSize(known.size() + 1)
                .contains("2276-4", "FERR");
    }

    @Test
    void doesNotAskObservationsForWhatIsOnlyOrdered() {
        assertThat(codes(Source.OBSERVATIONS, with("tests: { TSH: { orderedBy: [LAB TSHR] } }")))
                .isEqualTo(codes(Source.OBSERVATIONS, SHIPPED));
    }

    @ParameterizedTest
    @EnumSource(names = {"OBSERVATIONS", "REPORTS"})
    void keepsOneOrderOfCodesHoweverTheSiteListsThem(Source source) {
        var codes = codes(source, withResultCodes("Z9", "A1", "M5"));

        assertThat(codes).containsSubsequence("A1", "M5", "Z9");
        assertThat(codes(source, withResultCodes("M5", "Z9", "A1"))).isEqualTo(codes);
    }

    @Test
    void asksReportsForPanelsFirst() {
        assertThat(codes(Source.REPORTS, SHIPPED)).startsWith("50190-8").contains("2276-4");
        assertThat(codes(Source.OBSERVATIONS, SHIPPED)).containsSubsequence("2276-4", "50190-8");
    }

    @ParameterizedTest
    @CsvSource({
        "FE-1.a_b, FE-1.a_b",
        "'FE,RR', FE%5C%2CRR",
        "FE|RR, FE%5C%7CRR",
        "FE$RR, FE%5C%24RR",
        "FE\\RR, FE%5C%5CRR",
        "FE RR, FE%20RR",
        "FE+RR, FE%2BRR",
        "FE%20RR, FE%2520RR",
        "FE&_count=5, FE%26_count%3D5",
        "FE{{RR}}, FE%7B%7BRR%7D%7D",
        "FÉ, F%C3%89"
    })
    void escapesALocalCodeForTheSearchAndThenForTheAddress(String code, String escaped) {
        var knowledge = withResultCodes(code);

        assertThat(codes(Source.OBSERVATIONS, knowledge)).contains(escaped);
        assertThat(codes(Source.REPORTS, knowledge)).contains(escaped);
        assertThat(new Queries(knowledge, false).search(Source.OBSERVATIONS).count())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void fillsInThePatientAndTheEncounterAndNothingElse(Source source) {
        var queries = new Queries(withResultCodes("FE{{RR}}", "FE RR"), false, true);
        var query = queries.expand(source, "p-1.X", "e-2.Y");

        assertThat(query).doesNotContain("{{").doesNotContain("}}");
        assertThat(query.replace("p-1.X", "{{context.patientId}}").replace("e-2.Y", "{{context.encounterId}}"))
                .contains("{{context.")
                .isEqualTo(queries.templates().get(source));
        assertThatCode(() -> URI.create(query)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "PATIENT,",
        "CONDITIONS, 200",
        "OBSERVATIONS, 200",
        "REPORTS, 100",
        "ORDERS, 200",
        "PROCEDURES, 200",
        "ENCOUNTER,"
    })
    void saysHowManyEntriesAPageHoldsButNotOfARead(Source source, Integer count) {
        var search = new Queries(SHIPPED, false).search(source);
        assertThat(search == null ? null : search.count()).isEqualTo(count);
    }

    @Test
    void allowsTheLongestQueryAndRefusesOneCharacterMoreNamingTheSource() {
        // The query for observations is the longest one, by the codes that show a pregnancy and by a date.
        var room = LONGEST - longest(SHIPPED).length() - ",".length();

        assertThat(longest(withResultCodes("x".repeat(room)))).hasSize(LONGEST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Queries(withResultCodes("x".repeat(room + 1)), false))
                .withMessageContaining("OBSERVATIONS would be 2001 characters")
                .withMessageContaining("fewer local codes");
    }

    private static String longest(Knowledge knowledge) {
        return new Queries(knowledge, false).datedTemplates().get(Source.OBSERVATIONS);
    }

    @Test
    void refusesManyLocalCodesForResultsButNotForOrders() {
        var many = IntStream.range(0, 300).mapToObj(i -> "LAB FERR" + i).collect(Collectors.joining(", "));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Queries(with("analytes: { FER: { codes: [" + many + "] } }"), false))
                .withMessageContaining("OBSERVATIONS");
        assertThatCode(() -> new Queries(with("tests: { FER: { orderedBy: [" + many + "] } }"), false))
                .doesNotThrowAnyException();
    }
}
