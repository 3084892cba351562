package org.rlsworkup.chart.value;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the code of FHIR that is meant by a status as systems write it. */
public final class StatusCode {
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]+");

    /** Codes with a hyphen, which converters leave out or replace, as the names of constants have none. */
    private static final String[] HYPHENATED = {
        "entered-in-error",
        "on-hold",
        "not-done",
        "not-taken",
        "in-progress",
        "original-order",
        "reflex-order",
        "filler-order",
        "instance-order"
    };

    /** HL7 version 2 (table 0085, without those of rare use) and 3, and another spelling. */
    private static final Map<String, String> MEANT = new HashMap<>(Map.ofEntries(
            Map.entry("f", "final"),
            Map.entry("c", "corrected"),
            Map.entry("p", "preliminary"),
            Map.entry("s", "preliminary"),
            Map.entry("i", "registered"),
            Map.entry("x", "cancelled"),
            Map.entry("d", "entered-in-error"),
            Map.entry("w", "entered-in-error"),
            Map.entry("canceled", "cancelled"),
            Map.entry("aborted", "cancelled"),
            Map.entry("nullified", "entered-in-error"),
            Map.entry("deleted", "entered-in-error")));

    static {
        for (var code : HYPHENATED) {
            MEANT.put(NO_LETTER.matcher(code).replaceAll(""), code);
        }
    }

    private StatusCode() {}

    /** The code in lower case; what is not known stays as it is. */
    public static String of(String written) {
        var lower = PlainText.lower(written);
        var meant = MEANT.get(isPlain(lower) ? lower : NO_LETTER.matcher(lower).replaceAll(""));
        return meant == null ? lower : meant;
    }

    /** Nearly all are: every resource has a status. */
    private static boolean isPlain(String lower) {
        for (var i = 0; i < lower.length(); i++) {
            var c = lower.charAt(i);
            if ((c < 'a' || c > 'z') && c != '-') {
                return false;
            }
        }
        return true;
    }
}
