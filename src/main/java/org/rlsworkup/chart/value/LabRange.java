package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The laboratory's own reference range, on the scale of the value beside it.
 *
 * @param low lowest value within it, or null if it has no lower limit
 * @param high highest value within it, or null if it has no upper limit
 */
public record LabRange(@Nullable BigDecimal low, @Nullable BigDecimal high) {
    public static final LabRange NONE = new LabRange(null, null);
}
