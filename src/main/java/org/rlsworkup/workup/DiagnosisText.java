package org.rlsworkup.workup;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
            if (wordAt(lower, 0, beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any word names a relative. */
    boolean isAboutKin(Concept concept) {
        return words(concept).stream()
                .map(DiagnosisText::lower)
                .anyMatch(words -> rules.kinship().stream().anyMatch(kin -> holdsWord(words, kin)));
    }

    private boolean isNameOfRls(String words) {
        var lower = lower(words);
        return !takesBack(lower) && rules.phrases().contains(plain(lower));
    }

    private boolean takesBack(String lower) {
        return rules.rejectWords().stream().anyMatch(word -> holdsWord(lower, word));
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

    /** Letters and digits without accents, one blank between words. */
    static String plain(String lower) {
        var plain = new StringBuilder();
        for (var c : Normalizer.normalize(lower, Normalizer.Form.NFD).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                plain.append(c);
            } else if ((Character.isWhitespace(c) || c == '-')
                    && !plain.isEmpty()
                    && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        }
        return plain.toString().strip();
    }

    /** Whether the words hold this word, not as a piece of a longer one. */
    static boolean holdsWord(String lower, String word) {
        for (var at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
            if (wordAt(lower, at, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wordAt(String lower, int at, String word) {
        return lower.startsWith(word, at)
                && !(at > 0 && isLetter(word, 0) && isLetter(lower, at - 1))
                && !(isLetter(word, word.length() - 1) && isLetter(lower, at + word.length()));
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
