package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The laboratory's own reference range, on the scale of the value beside it; a limit is within it, null if open. */
public record LabRange(@Nullable BigDecimal low, @Nullable BigDecimal high) {
    public static final LabRange NONE = new LabRange(null, null);
}
