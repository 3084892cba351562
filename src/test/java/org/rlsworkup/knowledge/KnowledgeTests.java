package org.rlsworkup.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;

import java.util.EnumMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.rule.RuleSet;

class KnowledgeTests {
    @Test
    void saysASentenceWithWhatStandsInItsBraces() {
        assertThat(KNOWLEDGE.say(Phrase.SETTLED_ORDERED, "TSH", "2026-11-10"))
                .contains("TSH", "2026-11-10")
                .doesNotContain("{");
        assertThat(KNOWLEDGE.say(Phrase.FOOTER)).isNotBlank();
    }

    @Test
    void saysNothingThatItDoesNotKnow() {
        var wording = new EnumMap<>(KNOWLEDGE.wording());
        wording.remove(Phrase.FOOTER);
        var speechless = new Knowledge(
                KNOWLEDGE.version(),
                KNOWLEDGE.governance(),
                KNOWLEDGE.systems(),
                KNOWLEDGE.sources(),
                KNOWLEDGE.recommendations(),
                KNOWLEDGE.grades(),
                KNOWLEDGE.card(),
                KNOWLEDGE.declined(),
                KNOWLEDGE.diagnosis(),
                KNOWLEDGE.records(),
                KNOWLEDGE.analytes(),
                KNOWLEDGE.tests(),
                KNOWLEDGE.contexts(),
                KNOWLEDGE.gestation(),
                KNOWLEDGE.encounters(),
                KNOWLEDGE.drugs(),
                KNOWLEDGE.readings(),
                KNOWLEDGE.medications(),
                KNOWLEDGE.examination(),
                KNOWLEDGE.misconceptions(),
                wording,
                KNOWLEDGE.shortfalls(),
                KNOWLEDGE.unclassed(),
                KNOWLEDGE.forbidden(),
                KNOWLEDGE.file(),
                KNOWLEDGE.site(),
                KNOWLEDGE.switchedOff(),
                KNOWLEDGE.ownReasons());

        assertThatIllegalStateException().isThrownBy(() -> speechless.say(Phrase.FOOTER));
    }

    @Test
    void eachRuleThatEarnsACardRestsOnARecommendation() {
        var named = KNOWLEDGE.recommendations().stream()
                .flatMap(it -> Stream.concat(it.rules().stream(), it.medications().stream()))
                .collect(Collectors.toSet());
        var earning = KNOWLEDGE.readings().stream()
                .flatMap(set -> set.rules().stream()
                        .filter(rule -> rule.indicator() != null
                                || rule.warningWhen() != null
                                || set.variants().stream()
                                        .anyMatch(it -> it.indicator() != null
                                                && it.with().contains(rule.id())))
                        .map(RuleSet.Rule::id))
                .toList();

        assertThat(earning).hasSizeGreaterThan(20);
        assertThat(named).containsAll(earning);
        assertThat(named)
                .contains(KNOWLEDGE.medications().rules().stream()
                        .filter(rule -> !rule.quiet())
                        .map(MedicationRule::id)
                        .toArray(String[]::new));
    }

    @Test
    void asksForWhatIsMeasuredAndForTheParts() {
        var both = new Code[] {Code.loinc("2276-4"), Code.loinc("2502-3"), Code.loinc("2498-4"), Code.loinc("2500-7")};

        assertThat(KNOWLEDGE.reportCodes()).contains(both);
        assertThat(KNOWLEDGE.observationCodes()).contains(both);
    }
}
