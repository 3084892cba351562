package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** The share that one amount has in another, both from nothing upwards. */
public final class Share {
    /** Far beyond any laboratory, and short enough to lose the last digit of a division that does not come out even. */
    private static final MathContext DIGITS = new MathContext(20);

    private Share() {}

    /**
     * Part over whole. A bound of the share is reached where one amount is at its lowest and the other at its highest.
     *
     * @param plusPart whether the part is to be added to the whole: then both move together, and the share never is
     *     above 1
     */
    public static Interval of(Interval part, Interval whole, boolean plusPart) {
        var least = of(low(part), whole.high(), plusPart);
        var most = part.high() == null ? plusPart ? BigDecimal.ONE : null : of(part.high(), low(whole), plusPart);
        return new Interval(
                least == null ? BigDecimal.ZERO : least,
                part.lowIncluded() && whole.highIncluded(),
                most,
                part.highIncluded() && whole.lowIncluded());
    }

    private static BigDecimal low(Interval amount) {
        return amount.low() == null ? BigDecimal.ZERO : amount.low();
    }

    private static @Nullable BigDecimal of(BigDecimal part, @Nullable BigDecimal whole, boolean plusPart) {
        if (whole == null) {
            return null;
        }
        var all = plusPart ? whole.add(part) : whole;
        return all.signum() == 0 ? null : part.divide(all, Interval.DIGITS).round(DIGITS);
    }
}
