package org.rlsworkup.chart;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;

/**
 * How a medicine is taken.
 *
 * @param route {@link Concept#NONE} if not given
 * @param asNeeded whether it is taken only when needed
 * @param start beginning of the time it is taken over, or null
 * @param bound how long it is taken, or null if that is not said or longer than weeks
 * @param once whether it is given one single time
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
