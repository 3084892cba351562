package org.rlsworkup.workup.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.DiagnosisRules;

/** Reads the words of a diagnosis: whether they say RLS, and whether they speak of somebody else. */
final class DiagnosisText {
    private final DiagnosisRules rules;

    DiagnosisText(DiagnosisRules rules) {
        this.rules = rules;
    }

    /**
     * Whether the text or a display, as a whole, is a name of RLS and nothing in it takes that back. The clinician's
     * own text takes back what a display says, too.
     */
    boolean saysRls(Concept concept) {
        return !(concept.text() != null && takesBack(lower(concept.text())))
                && words(concept).stream().anyMatch(this::isNameOfRls);
    }

    /** Whether the clinician's own words begin by saying that this is the family's history. */
    boolean isFamilyHistory(Concept concept) {
        var text = concept.text();
        if (text == null) {
            return false;
        }
        var lower = lower(text);
        for (var beginning : rules.familyHistory()) {
            if (PlainText.isWordAt(lower, 0, beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any word names a relative. */
    boolean isAboutKin(Concept concept) {
        return words(concept).stream()
                .map(DiagnosisText::lower)
                .anyMatch(words -> rules.kinship().stream().anyMatch(kin -> PlainText.containsWord(words, kin)));
    }

    private boolean isNameOfRls(String words) {
        var lower = lower(words);
        return !takesBack(lower) && rules.phrases().contains(PlainText.of(lower));
    }

    private boolean takesBack(String lower) {
        return rules.rejectWords().stream().anyMatch(word -> PlainText.containsWord(lower, word));
    }

    private static List<String> words(Concept concept) {
        var words = new ArrayList<String>();
        if (concept.text() != null) {
            words.add(concept.text());
        }
        for (var coding : concept.codings()) {
            if (coding.display() != null) {
                words.add(coding.display());
            }
        }
        return words;
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT).strip();
    }
}
