package org.rlsworkup.bench;

import java.util.Arrays;
import java.util.Collection;

/** Medians and verdicts. */
final class Figures {
    private Figures() {}

    static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double median(Collection<? extends Number> values) {
        return median(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }
}
