package org.rlsworkup.feedback.insights;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the page: a table, and a chart of some of its columns.
 *
 * @param id part of the address of its download
 * @param about what it shows and how it is counted
 * @param columns headings; the first is that of the row
 * @param chart how it is drawn
 */
record InsightsChart(String id, String title, String about, List<String> columns, List<Row> rows, Chart chart) {
    private static final int FEWEST_SHOWN = 5;

    InsightsChart {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Kinds of charts. */
    enum Kind {
        BAR,
        LINE
    }

    /**
     * A chart.
     *
     * @param series by name, a value for each label, null where there is none to show
     */
    record Chart(Kind kind, String unit, List<String> labels, Map<String, List<@Nullable Number>> series) {}

    /** One row: its name, and what its cells say. */
    record Row(String name, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /** A count as it is shown: a few could be told to be somebody. */
    static String count(long number) {
        return number > 0 && number < FEWEST_SHOWN ? "<" + FEWEST_SHOWN : Long.toString(number);
    }

    /** A count as it is drawn: not at all where it is too small. */
    static @Nullable Number drawn(long number) {
        return number > 0 && number < FEWEST_SHOWN ? null : (Number) number;
    }

    /** Per cent, or null where too few are counted to say it. */
    static @Nullable Number share(long part, long whole) {
        return whole < FEWEST_SHOWN || (part > 0 && part < FEWEST_SHOWN)
                ? null
                : (Number) (Math.round(1000.0 * part / whole) / 10.0);
    }

    static String said(@Nullable Number value, String unit) {
        return value == null ? "–" : value + unit;
    }
}
