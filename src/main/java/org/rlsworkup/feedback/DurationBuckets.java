package org.rlsworkup.feedback;

import java.util.SortedMap;

/** The buckets of a histogram: durations are rounded up to a few bounds, so that a day is a few rows. */
public final class DurationBuckets {
    /** Milliseconds; each bound is about a quarter above the one before. */
    static final DurationBuckets MILLIS = new DurationBuckets(
            1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250, 320, 400, 500, 630,
            800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000, 6300, 8000, 10_000);

    /** Seconds, from 15 to 30 days. */
    static final DurationBuckets SECONDS = new DurationBuckets(
            15, 30, 60, 120, 300, 600, 1800, 3600, 4 * 3600, 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600);

    private final int[] bounds;

    private DurationBuckets(int... bounds) {
        this.bounds = bounds;
    }

    /** The lowest bound that is not below the value, or the last bound. */
    int of(long value) {
        for (var bound : bounds) {
            if (value <= bound) {
                return bound;
            }
        }
        return bounds[bounds.length - 1];
    }

    /** The bound of the bucket in which this share of all values is reached; 0 if there are none. */
    public static int percentile(SortedMap<Integer, Long> counts, double share) {
        var all = counts.values().stream().mapToLong(Long::longValue).sum();
        var left = Math.ceil(all * share);
        for (var bucket : counts.entrySet()) {
            left -= bucket.getValue();
            if (left <= 0 && all > 0) {
                return bucket.getKey();
            }
        }
        return 0;
    }
}
