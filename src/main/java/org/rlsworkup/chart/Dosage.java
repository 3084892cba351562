package org.rlsworkup.chart;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;

/**
 * How a medicine is taken.
 *
 * @param route {@link Concept#NONE} if not given
 * @param bound how long it is taken, or null if not given or longer than a week
 * @param once whether it is a single dose
 */
public record Dosage(
        Concept route,
        boolean asNeeded,
        @Nullable PartialDate start,
        @Nullable Duration bound,
        boolean once) {
    @Override
    public String toString() {
        return "Dosage[]";
    }
}
