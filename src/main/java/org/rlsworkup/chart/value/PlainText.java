package org.rlsworkup.chart.value;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Normalizes free text so that case, accents and punctuation do not matter when it is searched for words. */
public final class PlainText {
    private PlainText() {}

    /** Letters and digits in lower case without accents, one blank between words. */
    public static String of(String text) {
        var plain = new StringBuilder();
        for (var c : Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .toCharArray()) {
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

    /** In lower case without blanks around it; no new string is made of a code that is so already, as nearly all are. */
    public static String lower(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || (c >= 'A' && c <= 'Z') || c > '~') {
                return text.strip().toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    /** Runs of letters and digits in lower case, without accents. */
    public static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        for (var i = 0; i < plain.length(); i++) {
            var c = plain.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** Whether a text in lower case contains this word, not only as part of a longer one. */
    public static boolean containsWord(String lower, String word) {
        var at = lower.indexOf(word);
        while (at >= 0 && !isWordAt(lower, at, word)) {
            at = lower.indexOf(word, at + 1);
        }
        return at >= 0;
    }

    /** Whether this word is at this position of the text, not only as part of a longer one. */
    public static boolean isWordAt(String lower, int at, String word) {
        return lower.startsWith(word, at)
                && !(at > 0 && isLetter(word, 0) && isLetter(lower, at - 1))
                && !(isLetter(word, word.length() - 1) && isLetter(lower, at + word.length()));
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
