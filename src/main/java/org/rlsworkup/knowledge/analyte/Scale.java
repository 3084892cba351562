package org.rlsworkup.knowledge.analyte;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;

/**
 * One family of units of an analyte: units that differ by a power of ten or by spelling only. Numbers are kept on the
 * scale on which the laboratory reported them, and thresholds are looked up by it.
 *
 * @param id the canonical unit; something longer where two scales share it
 * @param unit canonical unit
 * @param accepts units of this family, each with its factor to the canonical unit
 * @param plausible values that a living patient may have, or null if the main scale's range is asked
 * @param toMain how a value becomes one on the first scale of the analyte, or null if it does not
 * @param classed whether a value on this scale can be put in a class at all
 */
public record Scale(
        String id,
        String unit,
        Units accepts,
        @Nullable Interval plausible,
        @Nullable Conversion toMain,
        boolean classed) {}
