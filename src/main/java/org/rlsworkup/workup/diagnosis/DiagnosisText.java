package org.rlsworkup.workup.diagnosis;

import java.util.Locale;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.DiagnosisRules;

/** Reads the words of a diagnosis: whether they name RLS, and whether they are about somebody else. */
final class DiagnosisText {
    private final DiagnosisRules rules;

    DiagnosisText(DiagnosisRules rules) {
        this.rules = rules;
    }

    /**
     * Whether the text or a display, as a whole, is a name of RLS without a rejecting word. A rejecting word in the
     * clinician's own text rules out the displays, too.
     */
    boolean saysRls(Concept concept) {
        return !(concept.text() != null && isRejected(lower(concept.text())))
                && concept.names().stream().anyMatch(this::isNameOfRls);
    }

    /** Whether the clinician's own words begin by saying that this is the family's history. */
    boolean isFamilyHistory(Concept concept) {
        var text = concept.text();
        if (text == null) {
            return false;
        }
        var lower = lower(text);
        for (var beginning : rules.text().familyHistory()) {
            if (PlainText.isWordAt(lower, 0, beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any word names a relative. */
    boolean isAboutKin(Concept concept) {
        return concept.names().stream()
                .map(DiagnosisText::lower)
                .anyMatch(words -> rules.text().kinship().stream().anyMatch(kin -> PlainText.containsWord(words, kin)));
    }

    private boolean isNameOfRls(String words) {
        var lower = lower(words);
        return !isRejected(lower) && rules.text().phrases().contains(PlainText.of(lower));
    }

    private boolean isRejected(String lower) {
        return rules.text().reject().stream().anyMatch(word -> PlainText.containsWord(lower, word));
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT).strip();
    }
}
