package org.rlsworkup.workup.results;

import java.util.List;
import java.util.Set;

/** Finds words in a plain text that are not negated: "hemolyzed", but not "not hemolyzed". */
final class NegatedText {
    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "non",
            "without",
            "nicht",
            "kein",
            "keine",
            "ohne",
            "pas",
            "sans",
            "sin",
            "senza",
            "niet",
            "geen",
            "zonder",
            "nao",
            "sem",
            "ikke",
            "inte",
            "ej",
            "ei",
            "uden",
            "utan",
            "uten",
            "never",
            "unlikely");

    private NegatedText() {}

    /** Whether any of these is at the beginning of a word, and the word before it is no negation. */
    static boolean says(String plain, List<String> words) {
        return words.stream().anyMatch(word -> says(plain, word));
    }

    private static boolean says(String plain, String word) {
        for (var at = plain.indexOf(" " + word); at >= 0; at = plain.indexOf(" " + word, at + 1)) {
            var before = plain.substring(0, at).strip();
            if (!NEGATIONS.contains(before.substring(before.lastIndexOf(' ') + 1))) {
                return true;
            }
        }
        return false;
    }
}
