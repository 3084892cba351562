package org.rlsworkup.screening.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.screening.report.PatientRow.State;
import org.rlsworkup.screening.report.Tally.Grouping;

/**
 * The counts as they are told: by test, and by stratum and test, with small numbers hidden.
 *
 * @param ages of the last results of each missing test, as {@link Tally#AGE_NAMES}
 */
public record Summary(Tally tally, int hideBelow, List<Line> lines, List<List<Count>> ages) {
    public Summary {
        lines = List.copyOf(lines);
        ages = List.copyOf(ages);
    }

    /**
     * A count.
     *
     * @param value null if it is hidden
     */
    public record Count(@Nullable Long value) {
        static Count of(long shown) {
            return new Count(shown < 0 ? null : (Long) shown);
        }

        /** As it stands in a table. */
        String text() {
            return value == null ? "hidden" : value.toString();
        }
    }

    /** The counts of one test in one stratum: those of each state, and all patients of the stratum. */
    public record Line(Grouping grouping, String stratum, String test, List<Count> states, Count patients) {
        public Line {
            states = List.copyOf(states);
        }

        Count of(State state) {
            return states.get(Tally.column(state));
        }
    }

    /**
     * The counts with those from one to below a limit hidden.
     *
     * @param hideBelow the limit
     */
    public static Summary of(Tally tally, int hideBelow) {
        var lines = new ArrayList<Line>();
        var ages = new ArrayList<List<Count>>();
        for (var test = 0; test < tally.tests().size(); test++) {
            var all = SmallNumbers.ofAll(tally.states(Grouping.ALL, Tally.ALL, test), hideBelow);
            lines.add(line(Grouping.ALL, Tally.ALL, tally.tests().get(test), all, 0));
            for (var grouping : List.of(Grouping.AGE_AND_SEX, Grouping.ORGANISATION)) {
                var strata = tally.strata(grouping);
                var number = test;
                var rows = strata.stream()
                        .map(stratum -> tally.states(grouping, stratum, number))
                        .toArray(long[][]::new);
                var table = SmallNumbers.ofStrata(rows, hideBelow, all);
                for (var i = 0; i < strata.size(); i++) {
                    lines.add(line(grouping, strata.get(i), tally.tests().get(test), table, i));
                }
            }
            ages.add(ages(tally.ages(test), hideBelow, all));
        }
        return new Summary(tally, hideBelow, lines, ages);
    }

    private static Line line(Grouping grouping, String stratum, String test, SmallNumbers table, int row) {
        var states = Arrays.stream(State.values())
                .map(state -> Count.of(table.shown(row, Tally.column(state))))
                .toList();
        return new Line(grouping, stratum, test, states, Count.of(table.shown(row, states.size())));
    }

    /** All are hidden where their sum, the number of those who lack the test, is. */
    private static List<Count> ages(long[] ages, int hideBelow, SmallNumbers all) {
        var table = SmallNumbers.ofAll(ages, hideBelow);
        var sumIsHidden = all.shown(0, Tally.column(State.MISSING)) < 0;
        var counts = new ArrayList<Count>();
        for (var i = 0; i < ages.length; i++) {
            counts.add(Count.of(sumIsHidden ? -1 : table.shown(0, i)));
        }
        return counts;
    }

    /** The lines of a grouping and a test. */
    List<Line> lines(Grouping grouping, String test) {
        return lines.stream()
                .filter(line -> line.grouping() == grouping && line.test().equals(test))
                .toList();
    }

    /** As a table of comma-separated values. */
    public void writeCsv(Writer out) throws IOException {
        var columns = new ArrayList<>(List.of("grouping", "stratum", "test", "patients"));
        Arrays.stream(State.values())
                .map(state -> CsvLines.word(state).replace('-', '_'))
                .forEach(columns::add);
        CsvLines.write(out, columns);
        for (var line : lines) {
            var values = new ArrayList<>(List.of(
                    CsvLines.word(line.grouping()),
                    CsvLines.foreign(line.stratum()),
                    line.test(),
                    line.patients().text()));
            line.states().forEach(count -> values.add(count.text()));
            CsvLines.write(out, values);
        }
    }
}
