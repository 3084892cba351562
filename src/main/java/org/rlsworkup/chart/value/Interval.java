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
 * @param low lower bound, or null if there is none
 * @param lowIncluded whether the value may be the lower bound itself
 * @param high upper bound, or null if there is none
 * @param highIncluded whether the value may be the upper bound itself
 */
public record Interval(
        @Nullable BigDecimal low,
        boolean lowIncluded,
        @Nullable BigDecimal high,
        boolean highIncluded) {
    public static final MathContext DIGITS = MathContext.DECIMAL128;

    public Interval {
        low = low == null ? null : low.stripTrailingZeros();
        high = high == null ? null : high.stripTrailingZeros();
        lowIncluded &= low != null;
        highIncluded &= high != null;
        if (low != null && high != null && low.compareTo(high) > 0) {
            throw new IllegalArgumentException("an interval whose bounds are the wrong way round");
        }
    }

    /** One number. */
    public static Interval exactly(BigDecimal value) {
        return new Interval(value, true, value, true);
    }

    /** From one number to another, both included; null leaves a side open. */
    public static Interval between(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        return new Interval(low, true, high, true);
    }

    /** Everything that compares so with the number: {@code LESS 5} is everything below 5. */
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
            case LESS -> isLess(limit);
            case AT_MOST -> isAtMost(limit);
            case MORE -> isAtMost(limit).not();
            case AT_LEAST -> isLess(limit).not();
        };
    }

    private Ternary isLess(BigDecimal limit) {
        if (high != null && (high.compareTo(limit) < 0 || (high.compareTo(limit) == 0 && !highIncluded))) {
            return Ternary.TRUE;
        }
        return low != null && low.compareTo(limit) >= 0 ? Ternary.FALSE : Ternary.UNKNOWN;
    }

    private Ternary isAtMost(BigDecimal limit) {
        if (high != null && high.compareTo(limit) <= 0) {
            return Ternary.TRUE;
        }
        return low != null && (low.compareTo(limit) > 0 || (low.compareTo(limit) == 0 && !lowIncluded))
                ? Ternary.FALSE
                : Ternary.UNKNOWN;
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

    /** How it stands in a sentence: {@code 42}, {@code <5}, {@code 11.3-12.5}; with at most so many decimal places. */
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
