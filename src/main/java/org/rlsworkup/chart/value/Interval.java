package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a laboratory says about a quantity: one number, or bounds such as {@code <5}. Two are equal if their numbers
 * are, however many zeros were written.
 *
 * @param low lower bound, or null if there is none; the value may be the bound itself if {@code lowIncluded}
 * @param high upper bound, likewise
 */
public record Interval(
        @Nullable BigDecimal low,
        boolean lowIncluded,
        @Nullable BigDecimal high,
        boolean highIncluded) {
    public static final MathContext DIGITS = MathContext.DECIMAL128;

    /** More than any laboratory reports, and few enough to drop the last digit of a division with a remainder. */
    private static final MathContext SHARE_DIGITS = new MathContext(20);

    public Interval {
        low = low == null ? null : low.stripTrailingZeros();
        high = high == null ? null : high.stripTrailingZeros();
        lowIncluded &= low != null;
        highIncluded &= high != null;
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw new IllegalArgumentException("the lower bound of an interval is above its upper bound");
        }
    }

    public static Interval exactly(BigDecimal value) {
        return new Interval(value, true, value, true);
    }

    /** From one number to another, both included; null leaves a side open. */
    public static Interval between(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        return new Interval(low, true, high, true);
    }

    /** All numbers that compare so with this one: {@code LESS 5} is everything below 5. */
    public static Interval that(Comparison is, BigDecimal number) {
        return switch (is) {
            case LESS -> new Interval(null, false, number, false);
            case AT_MOST -> new Interval(null, false, number, true);
            case MORE -> new Interval(number, false, null, false);
            case AT_LEAST -> new Interval(number, true, null, false);
        };
    }

    /** The number, if it is one; else null. */
    public @Nullable BigDecimal exact() {
        return low != null && high != null && low.compareTo(high) == 0 ? low : null;
    }

    /** Whether the value compares so with the limit; unknown if only a part of the interval does. */
    public Ternary is(Comparison comparison, BigDecimal limit) {
        return switch (comparison) {
            case LESS -> isBelow(limit, false);
            case AT_MOST -> isBelow(limit, true);
            case MORE -> isBelow(limit, true).not();
            case AT_LEAST -> isBelow(limit, false).not();
        };
    }

    /** Whether the value is below the limit or, with {@code orEqual}, the limit itself. */
    private Ternary isBelow(BigDecimal limit, boolean orEqual) {
        var most = high == null ? 1 : high.compareTo(limit);
        if (most < 0 || (most == 0 && (orEqual || !highIncluded))) {
            return Ternary.TRUE;
        }
        var least = low == null ? -1 : low.compareTo(limit);
        return least > 0 || (least == 0 && !(orEqual && lowIncluded)) ? Ternary.FALSE : Ternary.UNKNOWN;
    }

    /** Whether some value of this one may be a value of the other; bounds that touch are enough. */
    public boolean reaches(Interval other) {
        return !(high != null && other.low != null && high.compareTo(other.low) < 0)
                && !(low != null && other.high != null && low.compareTo(other.high) > 0);
    }

    /** Both bounds changed in the same way, which must keep their order. */
    public Interval map(UnaryOperator<BigDecimal> change) {
        return new Interval(
                low == null ? null : change.apply(low),
                lowIncluded,
                high == null ? null : change.apply(high),
                highIncluded);
    }

    /**
     * The share that a part has in a whole, both from zero upwards. A bound of the share is reached where one amount is
     * at its lowest and the other at its highest.
     *
     * @param plusPart whether the part is to be added to the whole: then both move together, and the share is at most 1
     */
    public static Interval share(Interval part, Interval whole, boolean plusPart) {
        var least = share(lowest(part), whole.high, plusPart);
        var most = part.high == null ? plusPart ? BigDecimal.ONE : null : share(part.high, lowest(whole), plusPart);
        return new Interval(
                least == null ? BigDecimal.ZERO : least,
                part.lowIncluded && whole.highIncluded,
                most,
                part.highIncluded && whole.lowIncluded);
    }

    private static BigDecimal lowest(Interval amount) {
        return amount.low == null ? BigDecimal.ZERO : amount.low;
    }

    private static @Nullable BigDecimal share(BigDecimal part, @Nullable BigDecimal whole, boolean plusPart) {
        if (whole == null) {
            return null;
        }
        var all = plusPart ? whole.add(part) : whole;
        return all.signum() == 0 ? null : part.divide(all, DIGITS).round(SHARE_DIGITS);
    }

    /** As written in a sentence: {@code 42}, {@code <5}, {@code 11.3-12.5}; with at most so many decimal places. */
    public String written(int decimals) {
        var exact = exact();
        if (exact != null) {
            return plain(exact, decimals);
        }
        if (low == null || high == null) {
            return low == null
                    ? high == null ? "" : (highIncluded ? "<=" : "<") + plain(high, decimals)
                    : (lowIncluded ? ">=" : ">") + plain(low, decimals);
        }
        return plain(low, decimals) + "-" + plain(high, decimals);
    }

    private static String plain(BigDecimal number, int decimals) {
        var rounded = number.scale() > decimals ? number.setScale(decimals, RoundingMode.HALF_UP) : number;
        return rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return "Interval[]";
    }
}
