package org.rlsworkup.sandbox.demo;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the core says about a chart, for a page to draw.
 *
 * @param outcome of the assessment: {@code assessed}, or why there is no advice
 * @param rls ids of the Conditions that chart RLS
 * @param tests of the workup; empty if there is no advice on tests
 * @param trends of the analytes that have a result
 * @param silenced what was declined and is not shown for a time
 */
record ChartPicture(
        String outcome, List<String> rls, List<TestState> tests, List<Trend> trends, List<SilencedItem> silenced) {

    /** What was found about a test: its state, the date that goes with it or null, and what is on file without counting. */
    record TestState(
            String test,
            boolean core,
            String label,
            String state,
            @Nullable String date,
            String note) {}

    /**
     * The results of one analyte, the newest first.
     *
     * @param unit of the axis
     * @param change id of the Observation with the newest value that counts, or null if that is not one of its own
     */
    record Trend(
            String analyte,
            String name,
            String unit,
            List<ShownBand> bands,
            List<Point> points,
            List<Mark> orders,
            @Nullable String change) {}

    /** A band on the axis; an end is null if it is open. */
    record ShownBand(@Nullable BigDecimal low, @Nullable BigDecimal high, String range, String level, String says) {}

    /**
     * A result.
     *
     * @param at its moment as an instant, or null if it has no date
     * @param sent value and unit as received
     * @param low lower end on the axis, null if it is open or the value cannot be read; likewise {@code high}
     * @param band its place among the bands, or null if it lies in none or in several
     * @param note why it does not count or cannot be read; empty if it can
     */
    record Point(
            @Nullable String id,
            @Nullable String at,
            String date,
            String sent,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            boolean counts,
            @Nullable Integer band,
            String note) {}

    /** An order on the time axis. */
    record Mark(String at, String date, String status, String name) {}

    /** What is not shown again until a day; null where only charting RLS again brings it back. */
    record SilencedItem(
            SilencedKind kind, String name, @Nullable String until) {
        /** A reading of results comes back with newer ones, a medicine when it is ordered. */
        enum SilencedKind {
            TEST,
            READING,
            MEDICINE,
            DIAGNOSIS
        }
    }
}
