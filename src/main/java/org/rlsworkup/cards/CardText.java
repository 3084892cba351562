package org.rlsworkup.cards;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.Sentence;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.diagnosis.Diagnosis;

/** What the texts of all cards have in common; the words are the knowledge's. */
record CardText(Knowledge knowledge) {
    static final int DAYS_OF_YEAR = 365;

    String say(Sentence sentence, Object... values) {
        return knowledge.say(sentence, values);
    }

    String rls(Diagnosis diagnosis) {
        return say(diagnosis.confirmed() ? Phrase.RLS_CHARTED : Phrase.RLS_POSSIBLE);
    }

    /** Names in a sentence: {@code ferritin and TSAT}; more than two are separated by commas. */
    static String names(List<String> names) {
        return String.join(names.size() == 2 ? " and " : ", ", names);
    }

    /** A number of days, in years where it is more than one and comes out even. */
    String period(int days) {
        return days > DAYS_OF_YEAR && days % DAYS_OF_YEAR == 0
                ? say(Phrase.YEARS, days / DAYS_OF_YEAR)
                : say(Phrase.DAYS, days);
    }

    static String list(Stream<String> items) {
        return items.map(item -> "- " + item).collect(Collectors.joining("\n"));
    }

    Builder sentences() {
        return new Builder(" ");
    }

    Builder paragraphs() {
        return new Builder("\n\n");
    }

    /** Joins sentences to a paragraph, or paragraphs to the detail of a card. */
    final class Builder {
        private final StringJoiner parts;

        private Builder(String separator) {
            this.parts = new StringJoiner(separator);
        }

        /** Adds a part, unless it is null or empty. */
        Builder add(@Nullable String part) {
            if (part != null && !part.isEmpty()) {
                parts.add(part);
            }
            return this;
        }

        Builder say(Sentence sentence, Object... values) {
            return add(knowledge.say(sentence, values));
        }

        Builder sayIf(boolean applies, Sentence sentence, Object... values) {
            return applies ? say(sentence, values) : this;
        }

        Builder treatments(Assessed assessed) {
            for (var it : assessed.treatments()) {
                var phrase =
                        switch (it.stage()) {
                            case ORDERED -> Phrase.TREATMENT_ORDERED;
                            case GIVEN -> Phrase.TREATMENT_GIVEN;
                            case TAKEN -> Phrase.TREATMENT;
                        };
                say(phrase, it.context().label(), it.since().written());
            }
            return this;
        }

        /** What is charted that can worsen RLS. */
        Builder factors(Assessed assessed) {
            var factors = assessed.contexts().stream()
                    .flatMap(it -> Stream.ofNullable(it.worsens()))
                    .collect(Collectors.joining(", "));
            return sayIf(!factors.isEmpty(), Phrase.FACTORS, factors);
        }

        /** Medicines that earn no card of their own. */
        Builder quietMedicines(MedicationAdvice advice) {
            return advice.earnsCard()
                    ? this
                    : add(advice.findings().stream()
                            .map(it ->
                                    knowledge.say(Phrase.MED_QUIET, it.drug().name(), String.join(", ", it.evidence())))
                            .distinct()
                            .collect(Collectors.joining(" ")));
        }

        /** All parts. */
        String join() {
            return parts.toString();
        }
    }
}
