package org.rlsworkup.feedback.insights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One chart of the page, with the table of its data. Its title and what it shows are in {@code page.properties}, under its id.
 *
 * @param id part of the path of its download
 * @param columns headings; the first is that of the row names
 * @param plot what is drawn of the table
 * @param note what else the data say, or empty
 */
record InsightsChart(String id, List<String> columns, List<TableRow> rows, Plot plot, String note) {
    enum PlotType {
        BAR,
        LINE
    }

    /**
     * The data of Chart.js.
     *
     * @param series by name, a value for each label, or null where it is not shown
     */
    record Plot(PlotType type, String unit, List<String> labels, Map<String, List<@Nullable Number>> series) {
        /** Whether every value is too small to be shown. */
        public boolean hidesAll() {
            return series.values().stream().flatMap(List::stream).allMatch(Objects::isNull);
        }

        void point(String name, @Nullable Number value) {
            series.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
        }
    }

    record TableRow(String name, List<String> cells) {}

    /** @param value null if it is not shown */
    record Cell(String text, @Nullable Number value) {}

    /** The rows and series of a chart while they are collected. */
    static final class Data {
        private final List<TableRow> rows = new ArrayList<>();
        private final int firstDrawn;
        private final String[] series;
        final Plot plot;

        /**
         * @param firstDrawn index of the first cell that is drawn
         * @param series names of the cells that are drawn
         */
        Data(PlotType type, String unit, List<String> labels, int firstDrawn, String... series) {
            this.plot = new Plot(type, unit, labels, new LinkedHashMap<>());
            this.firstDrawn = firstDrawn;
            this.series = series;
        }

        void row(Object name, Cell... cells) {
            rows.add(new TableRow(
                    name.toString(), Stream.of(cells).map(Cell::text).toList()));
            for (var i = 0; i < series.length; i++) {
                plot.point(series[i], cells[firstDrawn + i].value());
            }
        }

        InsightsChart chart(String id, List<String> columns) {
            return chart(id, columns, "");
        }

        InsightsChart chart(String id, List<String> columns, String note) {
            return new InsightsChart(id, columns, rows, plot, note);
        }
    }
}
