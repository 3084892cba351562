package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
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

        @Key(
                value = "Units in daily use that differ from the canonical one by a power of ten: a number in any other"
                        + " such unit is not read if it would be plausible in the canonical one, for fear of a slip.",
                optional = true)
        Set<String> usual,

        @Key("How a value becomes one on the main scale; not on the main scale itself.") @Nullable
        Conversion toMain,

        @Key("Least and most that a living patient may have; without it, that of the main scale is asked.") @Nullable
        Interval plausible) {
    public Scale {
        id = id.isEmpty() ? unit : id;
    }

    /** This as the first scale of an analyte, which needs no conversion. */
    Scale asMain() {
        return new Scale(id, unit, accepts, noClass, usual, Conversion.NONE, plausible);
    }

    /** Whether a unit with this factor differs from the canonical one by no more than its prefix, and is not usual. */
    public boolean isMistakable(BigDecimal factor) {
        return factor.compareTo(BigDecimal.ONE) != 0
                && factor.stripTrailingZeros().unscaledValue().equals(BigInteger.ONE)
                && usual.stream().map(accepts::factor).noneMatch(it -> it != null && it.compareTo(factor) == 0);
    }
}
