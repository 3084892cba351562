package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values as the laboratory wrote them. */
public final class SentText {
    private static final int LONGEST = 100;
    private static final int ZEROS = 20;

    private SentText() {}

    public static String of(@Nullable Value value) {
        return switch (value) {
            case Value.Quantity it -> quantity(it);
            case Value.Text(var text) -> cut(text.strip());
            case Value.Range(var low, var high) -> range(low, high);
            case Value.Unitless(var number) -> plain(number);
            case Value.Other() -> "";
            case null -> "";
        };
    }

    private static String quantity(Value.Quantity it) {
        var number = it.value() == null ? "" : (it.comparator() == null ? "" : it.comparator()) + plain(it.value());
        return withUnit(number, it);
    }

    private static String range(Value.@Nullable Quantity low, Value.@Nullable Quantity high) {
        if (low == null || low.value() == null) {
            return high == null || high.value() == null ? "" : withUnit("<=" + plain(high.value()), high);
        }
        return high == null || high.value() == null
                ? withUnit(">=" + plain(low.value()), low)
                : withUnit(plain(low.value()) + "-" + plain(high.value()), high);
    }

    private static String withUnit(String number, Value.Quantity it) {
        var unit = it.unit() == null ? it.code() : it.unit();
        return cut(unit == null ? number : (number + " " + unit).strip());
    }

    /** Without an exponent, unless that would be a line of zeros. */
    static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > ZEROS ? number.toString() : number.toPlainString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
