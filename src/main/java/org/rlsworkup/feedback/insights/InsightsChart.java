package org.rlsworkup.feedback.insights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One chart of the page, with the table of its data. Counts from 1 to 4 are not shown, because they could identify
 * somebody.
 *
 * @param id part of the path of its download
 * @param description what it shows and how it is counted
 * @param columns headings; the first is that of the row names
 * @param plot what is drawn of the table
 */
record InsightsChart(
        String id, String title, String description, List<String> columns, List<TableRow> rows, Plot plot) {
    private static final int MIN_COUNT = 5;

    enum PlotType {
        BAR,
        LINE
    }

    /**
     * The data of Chart.js.
     *
     * @param series by name, a value for each label, or null where it is not shown
     */
    record Plot(PlotType type, String unit, List<String> labels, Map<String, List<@Nullable Number>> series) {}

    record TableRow(String name, List<String> cells) {}

    /** The rows and series of a chart while they are collected. */
    static final class Data {
        final List<TableRow> rows = new ArrayList<>();
        final Map<String, List<@Nullable Number>> series = new LinkedHashMap<>();

        void row(String name, String... cells) {
            rows.add(new TableRow(name, List.of(cells)));
        }

        void point(String name, @Nullable Number value) {
            series.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
        }
    }

    static InsightsChart of(
            String id,
            String title,
            String description,
            List<String> columns,
            Data data,
            PlotType type,
            String unit,
            List<String> labels) {
        return new InsightsChart(id, title, description, columns, data.rows, new Plot(type, unit, labels, data.series));
    }

    static String count(long number) {
        return number > 0 && number < MIN_COUNT ? "<" + MIN_COUNT : Long.toString(number);
    }

    static @Nullable Number point(long number) {
        return number > 0 && number < MIN_COUNT ? null : (Number) number;
    }

    /** Per cent, or null if the counts are too small to show it. */
    static @Nullable Number percent(long part, long whole) {
        return whole < MIN_COUNT || (part > 0 && part < MIN_COUNT)
                ? null
                : (Number) (Math.round(1000.0 * part / whole) / 10.0);
    }

    static String text(@Nullable Number value, String unit) {
        return value == null ? "–" : value + unit;
    }
}
