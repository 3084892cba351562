package org.rlsworkup.knowledge.analyte;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.entry.Key;

/**
 * One family of units of an analyte: units that differ by a power of ten or by spelling only. Numbers are kept on the
 * scale on which the laboratory reported them, and thresholds are looked up by it.
 */
public record Scale(
        @Key(value = "Needed only where two scales have one unit.", optional = true)
        String id,

        @Key("Canonical unit, with the factor 1.") String unit,

        @Key("Units with factors to the canonical one.") Units accepts,

        @Key("Whether a value is done without a class.") boolean noClass,

        @Key("Whether a number that is plausible in the canonical unit is not read in another one, for fear of a slip.")
        boolean mistakable,

        @Key(
                value = "Decimal places with which a value is shown, never compared: below 10 at least one, and more"
                        + " where rounding would cross a threshold.",
                optional = true,
                most = 6)
        int decimals,

        @Key("How a value becomes one on the main scale; not on the main scale itself.") @Nullable
        Conversion toMain,

        @Key("Least and most that a living patient may have; without it, that of the main scale is asked.") @Nullable
        Interval plausible) {
    public Scale {
        id = id.isEmpty() ? unit : id;
    }

    /** This as the first scale of an analyte, which needs no conversion. */
    Scale asMain() {
        return new Scale(id, unit, accepts, noClass, mistakable, decimals, Conversion.NONE, plausible);
    }
}
