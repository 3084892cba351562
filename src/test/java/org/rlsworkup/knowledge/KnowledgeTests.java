package org.rlsworkup.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;

import java.util.EnumMap;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.value.Code;

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
    void asksForWhatIsMeasuredAndForTheParts() {
        var both = new Code[] {Code.loinc("2276-4"), Code.loinc("2502-3"), Code.loinc("2498-4"), Code.loinc("2500-7")};

        assertThat(KNOWLEDGE.reportCodes()).contains(both);
        assertThat(KNOWLEDGE.observationCodes()).contains(both);
    }
}
