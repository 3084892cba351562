package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.entry.Key;

/** How a number on one scale becomes one on another: {@code value x times / dividedBy + plus}. */
public record Conversion(
        @Key("Factor; without it, 1.") @Nullable BigDecimal times,
        @Key("Divisor; without it, 1.") @Nullable BigDecimal dividedBy,

        @Key(value = "What is added after that.", otherwise = "0")
        BigDecimal plus) {
    /** Leaves a number as it is. */
    public static final Conversion NONE = new Conversion(null, null, BigDecimal.ZERO);

    public Conversion {
        if (orOne(times).signum() <= 0 || orOne(dividedBy).signum() <= 0) {
            throw new IllegalArgumentException("a conversion multiplies and divides by what is above 0");
        }
    }

    /** The number on the other scale. */
    public Interval apply(Interval value) {
        return equals(NONE) ? value : value.map(this::apply);
    }

    private BigDecimal apply(BigDecimal number) {
        return number.multiply(orOne(times))
                .divide(orOne(dividedBy), Interval.DIGITS)
                .add(plus);
    }

    /** The number on the first scale that becomes this one. */
    public Interval undo(Interval value) {
        return equals(NONE)
                ? value
                : value.map(number ->
                        number.subtract(plus).multiply(orOne(dividedBy)).divide(orOne(times), Interval.DIGITS));
    }

    private static BigDecimal orOne(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ONE : number;
    }
}
