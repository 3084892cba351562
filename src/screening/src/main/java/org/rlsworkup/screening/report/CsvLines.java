package org.rlsworkup.screening.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.screening.report.PatientRow.TestState;

/** Comma-separated values as RFC 4180 has them, but with line feeds. */
public final class CsvLines {
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
    /** What a spreadsheet would take for the beginning of a formula. */
    private static final Pattern FORMULA = Pattern.compile("[=+@\\t-].*", Pattern.DOTALL);

    private CsvLines() {}

    /** Writes one line. */
    public static void write(Writer out, List<String> values) throws IOException {
        out.write(values.stream().map(CsvLines::escaped).collect(Collectors.joining(",")));
        out.write('\n');
    }

    private static String escaped(String value) {
        return QUOTED.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    /** A text of the export, which may be anything. */
    public static String foreign(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The names of the columns of {@link #values}. */
    public static List<String> columns(List<String> tests) {
        var columns = new ArrayList<>(
                List.of("patient", "organisation", "age_band", "sex", "outcome", "reason", "diagnosis", "missing"));
        for (var test : tests) {
            var name = test.toLowerCase(Locale.ROOT);
            columns.addAll(List.of(name + "_state", name + "_last", name + "_class"));
        }
        columns.addAll(List.of("further_missing", "rules", "medicines", "contexts", "not_looked_at"));
        return columns;
    }

    /** A row as texts; several values in one are separated by blanks. */
    public static List<String> values(PatientRow row) {
        var missing = row.tests().stream()
                .filter(it -> it.state() == PatientRow.State.MISSING)
                .map(TestState::test)
                .toList();
        var values = new ArrayList<>(List.of(
                row.patient(),
                foreign(row.organisation()),
                row.ageBand(),
                row.sex(),
                row.outcome(),
                row.reason(),
                row.diagnosis(),
                String.join(" ", missing)));
        for (var test : row.tests()) {
            values.addAll(List.of(word(test.state()), test.last(), test.valueClass()));
        }
        for (var list : List.of(row.further(), row.rules(), row.medicines(), row.contexts(), row.notLookedAt())) {
            values.add(String.join(" ", list));
        }
        return values;
    }

    /** A constant as it is written in the output: {@code could-not-look}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
