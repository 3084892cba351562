package org.rlsworkup.feedback.insights;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180), one line for each row whatever the values hold. */
final class Csv {
    private Csv() {}

    static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString().replaceAll("\\R", " ");
        // What clients sent is text: a spreadsheet must not run it.
        if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("[^\",;\t]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
