package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.refusal;
import static org.rlsworkup.knowledge.load.Yaml.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the knowledge file about contexts, pregnancies and encounters. */
@Execution(ExecutionMode.CONCURRENT)
class ContextMistakeTests {
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "silences: [missing-tests, results] | silences: [missing-tests, cards] | contexts[58].silences[1]: must"
                        + " be one of missing-tests, results",
                "chartedAs: condition | chartedAs: problem | contexts[13].chartedAs: must be one of condition,"
                        + " procedure, either",
                "weeks: { from: 14, to: 27 } | weeks: { from: 14, to: 13 } | contexts[8].weeks.to: must not be before"
                        + " from",
                "weeks: { from: 14, to: 27 } | weeks: { from: 14, to: 46 } | contexts[8].weeks.to: must be a whole"
                        + " number from 0 to 45",
                "weeks: { from: 14, to: 27 } | weeks: { from: 14, until: 27 } | contexts[8].weeks.until: is not a"
                        + " known key",
                "namedAs: [nitrous | namedAs: [Nitrous | contexts[37].namedAs[0]: 'Nitrous oxide' must be in lower"
                        + " case",
                "texts: [therapeutic phlebotomy, | texts: [Phlebotomy, | contexts[16].texts[0]: 'Phlebotomy' must be in"
                        + " lower case",
                "texts: [therapeutic phlebotomy, | namedAs: [therapeutic phlebotomy, | contexts[16].namedAs: narrows"
                        + " codes or prefixes",
                "unverified: ['SCT 368581000119106'] | unverified: ['SCT 1'] | contexts[29].unverified: '1' is not"
                        + " among the codes",
                "'SCT 433146000', 'SCT 709044004' | 'SCT 433146000', 'SCT 433146000' | contexts[11].codes[5]:"
                        + " '433146000' is listed twice",
                "'LOINC 82810-3', | 'LOINC 82810-4', | contexts[6].observations[0].codes[0]: '82810-4' is no LOINC"
                        + " code",
                "no: [negative, | no: [positive, | contexts[6].observations[1].no: 'positive' also says yes",
                "firstWeek: 8 | firstWeek: 46 | gestation.firstWeek: must be a whole number",
                "trimesterWeeks: [7, 20, 34] | trimesterWeeks: [7, twenty, 34] | gestation.trimesterWeeks[1]: must be"
                        + " a whole number from 0 to 45",
                "trimesterDays: 28 | trimesterDay: 28 | gestation.trimesterDay: is not a known key",
                "defer: ['ACT EMER', 'ACT ACUTE', 'ENCOUNTERCLASS emergency', 'PATIENTCLASS E'] | defer: [] |"
                        + " encounters.defer: must be a list that is not empty",
                "defer: ['ACT EMER', 'ACT ACUTE', 'ENCOUNTERCLASS emergency', 'PATIENTCLASS E'] | defer: [EMER] |"
                        + " encounters.defer[0]: 'EMER' must be a system's short name",
                "intensiveCare: [icu, | intensiveCare: [ICU, | encounters.intensiveCare[0]: 'ICU' must be in lower"
                        + " case",
            },
            quoteCharacter = '`')
    void isRefusedWithItsPlace(String passage, String replacement, String problem) {
        var broken = with(passage.replace('\'', '"'), replacement.replace('\'', '"'));

        assertThat(refusal(broken, null)).anySatisfy(it -> assertThat(it).contains(": " + problem));
    }

    @Test
    void isRefusedWhereAContextIsMadeOfOneListedBehindIt() {
        var broken = SHIPPED.replaceFirst("allOf: \\[PREGNANT]", "allOf: [POSTPARTUM]");

        assertThat(refusal(broken, null))
                .anySatisfy(
                        it -> assertThat(it).contains(": contexts[7].allOf: 'POSTPARTUM' is no context listed before"));
    }
}
