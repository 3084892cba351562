package org.rlsworkup.screening.report;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of counts in which small ones are hidden, and further ones by which they could be calculated from the sums.
 * Zero is not hidden.
 */
final class SmallNumbers {
    private final long[][] counts;
    private final boolean[][] hidden;

    /**
     * @param rows strata by states; the sum of each row is added as its last column
     * @param hideBelow counts from one to below this are hidden
     * @param all which states of all strata together are hidden, the sum last; or null if this is that table
     */
    private SmallNumbers(long[][] rows, int hideBelow, boolean @Nullable [] all) {
        counts = Arrays.stream(rows)
                .map(row -> LongStream.concat(
                                Arrays.stream(row),
                                LongStream.of(Arrays.stream(row).sum()))
                        .toArray())
                .toArray(long[][]::new);
        hidden = Arrays.stream(counts).map(row -> new boolean[row.length]).toArray(boolean[][]::new);
        for (var i = 0; i < counts.length; i++) {
            for (var j = 0; j < counts[i].length; j++) {
                hidden[i][j] = counts[i][j] > 0 && counts[i][j] < hideBelow;
            }
        }
        var changed = true;
        while (changed) {
            changed = hideInRows();
            changed |= all != null && hideInColumns(all);
        }
    }

    /** A table of one row that stands for all. */
    static SmallNumbers ofAll(long[] states, int hideBelow) {
        return new SmallNumbers(new long[][] {states}, hideBelow, null);
    }

    /** A table of strata beside one of all, in which the same is hidden wherever it is shown. */
    static SmallNumbers ofStrata(long[][] rows, int hideBelow, SmallNumbers all) {
        return new SmallNumbers(rows, hideBelow, all.hidden[0]);
    }

    private boolean hideInRows() {
        var changed = false;
        for (var i = 0; i < counts.length; i++) {
            if (isOnlyOne(hidden[i], false)) {
                var best = -1;
                for (var j = 0; j < counts[i].length; j++) {
                    best = best < 0 || isBetter(i, j, i, best) ? j : best;
                }
                changed |= hide(i, best);
            }
        }
        return changed;
    }

    private boolean hideInColumns(boolean[] all) {
        var changed = false;
        for (var j = 0; j < all.length; j++) {
            var column = new boolean[counts.length];
            for (var i = 0; i < counts.length; i++) {
                column[i] = hidden[i][j];
            }
            if (isOnlyOne(column, all[j])) {
                var best = -1;
                for (var i = 0; i < counts.length; i++) {
                    best = best < 0 || isBetter(i, j, best, j) ? i : best;
                }
                changed |= hide(best, j);
            }
        }
        return changed;
    }

    /** Whether the first is the better one to hide: one that is shown, a small one, and zero only if there is no other. */
    private boolean isBetter(int row, int column, int otherRow, int otherColumn) {
        return cost(row, column) < cost(otherRow, otherColumn);
    }

    private long cost(int row, int column) {
        if (hidden[row][column]) {
            return Long.MAX_VALUE;
        }
        return counts[row][column] == 0 ? Long.MAX_VALUE - 1 : counts[row][column];
    }

    private boolean hide(int row, int column) {
        if (hidden[row][column]) {
            return false;
        }
        hidden[row][column] = true;
        return true;
    }

    /** Whether exactly one is hidden, so that the others and the sum tell it. */
    private static boolean isOnlyOne(boolean[] cells, boolean sum) {
        var count = sum ? 1 : 0;
        for (var cell : cells) {
            count += cell ? 1 : 0;
        }
        return count == 1;
    }

    /** A count; the column after the last is the sum. Negative if it is hidden. */
    long shown(int row, int column) {
        return hidden[row][column] ? -1 : counts[row][column];
    }
}
