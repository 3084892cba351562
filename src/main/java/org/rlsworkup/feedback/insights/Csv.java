package org.rlsworkup.feedback.insights;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180); line breaks in values become spaces, so that each row is one line. */
final class Csv {
    private Csv() {}

    static String line(Collection<? extends @Nullable Object> values) {
        return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString().replaceAll("\\R", " ");
        // Clients choose these texts: a spreadsheet must not evaluate them as formulas.
        if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("[^\",;\t]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
