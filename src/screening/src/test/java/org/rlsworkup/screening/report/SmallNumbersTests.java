package org.rlsworkup.screening.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hidden counts, and that no sum tells one. */
class SmallNumbersTests {
    private static final int LIMIT = 5;

    @Test
    void countsBelowTheLimitAreHiddenAndZeroIsNot() {
        var table = SmallNumbers.ofAll(new long[] {0, 4, 3, 5, 60}, LIMIT);

        assertThat(IntStream.range(0, 6).mapToObj(i -> table.shown(0, i))).containsExactly(0L, -1L, -1L, 5L, 60L, 72L);
    }

    @Test
    void whereOneIsHiddenTheNextSmallestIsToo() {
        var table = SmallNumbers.ofAll(new long[] {0, 4, 50, 6}, LIMIT);

        assertThat(IntStream.range(0, 5).mapToObj(i -> table.shown(0, i))).containsExactly(0L, -1L, 50L, -1L, 60L);
    }

    @Test
    void noSumOfARowOrColumnTellsAHiddenCount() {
        var random = new Random(7);
        for (var attempt = 0; attempt < 5_000; attempt++) {
            var rows = new long[1 + random.nextInt(5)][3];
            var all = new long[3];
            for (var row : rows) {
                for (var j = 0; j < row.length; j++) {
                    row[j] = random.nextInt(3) == 0 ? 0 : random.nextInt(15);
                    all[j] += row[j];
                }
            }
            var total = SmallNumbers.ofAll(all, LIMIT);
            var table = SmallNumbers.ofStrata(rows, LIMIT, total);
            assertNothingTold(rows, table, total);
        }
    }

    /** Each row with its sum, and each column with the count of all, has no hidden count or at least two. */
    private static void assertNothingTold(long[][] rows, SmallNumbers table, SmallNumbers total) {
        for (var i = 0; i < rows.length; i++) {
            var row = i;
            assertThat(IntStream.rangeClosed(0, 3)
                            .filter(j -> table.shown(row, j) < 0)
                            .count())
                    .isNotEqualTo(1);
        }
        for (var j = 0; j <= 3; j++) {
            var column = j;
            var hidden = IntStream.range(0, rows.length)
                            .filter(i -> table.shown(i, column) < 0)
                            .count()
                    + (total.shown(0, column) < 0 ? 1 : 0);
            assertThat(hidden).isNotEqualTo(1);
        }
    }
}
