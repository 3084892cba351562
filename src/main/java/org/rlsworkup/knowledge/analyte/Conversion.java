package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import org.rlsworkup.chart.value.Interval;

/**
 * How a number on one scale becomes one on another: {@code value x times / dividedBy + plus}.
 *
 * @param times more than 0
 * @param dividedBy more than 0
 * @param plus 0 except in the equation for HbA1c
 */
public record Conversion(BigDecimal times, BigDecimal dividedBy, BigDecimal plus) {
    /** Leaves a number as it is. */
    public static final Conversion NONE = new Conversion(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO);

    public Conversion {
        if (times.signum() <= 0 || dividedBy.signum() <= 0) {
            throw new IllegalArgumentException("a conversion multiplies and divides by what is above 0");
        }
    }

    /** There. */
    public Interval apply(Interval value) {
        return equals(NONE) ? value : value.map(this::apply);
    }

    private BigDecimal apply(BigDecimal number) {
        return number.multiply(times).divide(dividedBy, Interval.DIGITS).add(plus);
    }

    /** And back again. */
    public Interval undo(Interval value) {
        return equals(NONE)
                ? value
                : value.map(number -> number.subtract(plus).multiply(dividedBy).divide(times, Interval.DIGITS));
    }
}
