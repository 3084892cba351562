package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.refusal;
import static org.rlsworkup.knowledge.load.Yaml.with;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes about drugs and medicines; each is refused with its location. */
@Execution(ExecutionMode.CONCURRENT)
class MedicationMistakeTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"RXNORM 3498\"]|[\"RXNORM 3642\"]|drugs.ingredients[1].codes|already listed for DIPHENHYDRAMINE",
                "[\"RXNORM 3498\"]|[\"ATC 3498\"]|drugs.ingredients[0].codes|must be a code of",
                "[\"RXNORM 3498\"]|[\"RXNORM 3498x\"]|drugs.ingredients[0].codes|has not the form",
                "\"ATC R06AA02\"|\"ATC R06AA2\"|drugs.ingredients[0].atc|has not the form",
                "id: DIPHENHYDRAMINE, name|id: Diphenhydramine, name|drugs.ingredients[0].id|must be of capital"
                        + " letters",
                "id: DOXYLAMINE, name|id: DIPHENHYDRAMINE, name|drugs.ingredients[1].id|is listed twice",
                "name: cyproheptadine,|name: diphenhydramine,|drugs.ingredients[7].name|already a name of"
                        + " DIPHENHYDRAMINE",
                "name: doxylamine,|nane: doxylamine,|drugs.ingredients[1].nane|is not a known key",
                "insteadOf: CABERGOLINE|insteadOf: CABERGOLIN|drugs.ingredients|is no drug listed above",
                "drugs: [DOXYLAMINE] }|drugs: [DOXYLAMIN] }|drugs.products[4].drugs|is no drug",
                "draftStatus: draft|draftStatus: drafted|drugs.inUse.draftStatus|is none of the requestStatuses",
                "shortHours: 24|shortHours: 0|drugs.inUse.shortHours|from 1 to 168",
                "id: MED-H1|id: H1|medications.rules[0].id|must begin with MED-",
                "id: MED-D2|id: MED-H1|medications.rules[1].id|is listed twice",
                "section: dopaminergic|section: dopamine|medications.rules[8].section|must be one of worsening,"
                        + " dopaminergic",
                "onOrder: none|onOrder: critical|medications.rules[7].onOrder|must be one of none, info, warning",
                "[MIRTAZAPINE, MIANSERIN]|[MIRTAZAPINE, MIANSERINE]|medications.rules[3].drugs|is no drug",
                "[MIRTAZAPINE, MIANSERIN]|[MIRTAZAPINE, TRAZODONE]|medications.rules[3].drugs|among those never named",
                "levels: [a, b]|levels: [a, z]|medications.rules[3].levels|'z' is no level",
                "{ OLANZAPINE: [b] }|{ TRAMADOL: [b] }|medications.rules[4].levelsOf.TRAMADOL|no drug of this rule",
                "{ for: [INSOMNIA], onOrder|{ for: [SLEEP], onOrder|medications.rules[4].cases[2].for|'SLEEP' is no"
                        + " purpose",
                "{ in: [PARKINSON, LEWY|{ in: [PARKINSONS, LEWY|medications.rules[8].cases[0].in|is no context",
                "drugs: [CHLORPROMAZINE], in|drugs: [LITHIUM], in|medications.rules[4].cases[0].drugs.LITHIUM|no drug"
                        + " of this rule",
                "SUPRANUCLEAR_PALSY, HYPERPROLACTINAEMIA], silent: true }|SUPRANUCLEAR_PALSY]"
                        + " }|medications.rules[8].cases[0]|says nothing else",
                "alternative: ALPHA2DELTA|alternative: ALPHA|medications.rules[8].alternative|is no alternative",
                "name: \"ondansetron (check|name: \"ondansetron 4 mg (check|medications.alternatives[2].name|names a"
                        + " dose",
                "informIn: [HOSPICE]|informIn: [HOSPIZ]|medications.informIn|is no context",
                "citations: [PRESCRIRE2010, MAYO2021]|citations: [PRESCRIBE]|medications.rules[6].citations|is no"
                        + " source",
                "discuss: \"It blocks dopamine receptors|discuss: \"Give 10 mg. It blocks dopamine"
                        + " receptors|medications.rules[1].discuss|names a dose",
                "Any change is gradual|stop it slowly|medications.rules[8].discuss|stopping a dopamine agonist",
                "words: [insomnia,|words: [Insomnia,|medications.purposes[0].words|must be in lower case",
                "MED_SINCE: \"On record since {dates}|MED_SINCE: \"On record since {date}|wording.MED_SINCE|is not"
                        + " known here"
            })
    void areRefusedWithTheirPlace(String passage, String replacement, String place, String reason) {
        assertThat(refusal(with(passage, replacement), null))
                .anySatisfy(problem -> assertThat(problem).contains(place).contains(reason));
    }
}
