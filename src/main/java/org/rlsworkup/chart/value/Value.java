package org.rlsworkup.chart.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The value of an Observation or of one of its components, as sent. */
public sealed interface Value {
    /** Longer texts are cut. */
    int LONGEST_TEXT = 100;

    /** From this exponent on, a number is written with it. */
    int MOST_ZEROS = 20;

    /** Value and unit as the laboratory wrote them, not escaped for any format; empty if there is none. */
    default String asSent() {
        return switch (this) {
            case Quantity it -> quantity(it);
            case Text(var text) -> cut(text.strip());
            case Range(var low, var high) -> range(low, high);
            case Unitless(var number) -> plain(number);
            case Other() -> "";
        };
    }

    private static String range(@Nullable Quantity low, @Nullable Quantity high) {
        if (low == null || low.value == null) {
            return high == null || high.value == null ? "" : withUnit("<=" + plain(high.value), high);
        }
        return high == null || high.value == null
                ? withUnit(">=" + plain(low.value), low)
                : withUnit(plain(low.value) + "-" + plain(high.value), high);
    }

    private static String quantity(Quantity it) {
        var number = it.value;
        return withUnit(number == null ? "" : (it.comparator == null ? "" : it.comparator) + plain(number), it);
    }

    private static String withUnit(String number, Quantity it) {
        var unit = it.unit == null ? it.code : it.unit;
        return cut(unit == null ? number : (number + " " + unit).strip());
    }

    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_ZEROS ? number.toString() : number.toPlainString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }

    /** A number with its unit; the comparator is {@code <}, {@code <=}, {@code >}, {@code >=}, {@code ad} or null. */
    record Quantity(
            @Nullable String comparator,
            @Nullable BigDecimal value,
            @Nullable String unit,
            @Nullable String system,
            @Nullable String code)
            implements Value {
        @Override
        public String toString() {
            return "Quantity[]";
        }
    }

    /** A {@code valueString}, or the text or display of a {@code valueCodeableConcept}. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return "Text[]";
        }
    }

    /** A {@code valueRange}; a limit is null if open. */
    record Range(@Nullable Quantity low, @Nullable Quantity high) implements Value {}

    /** A {@code valueInteger}: a number without unit. */
    record Unitless(BigDecimal value) implements Value {
        @Override
        public String toString() {
            return "Unitless[]";
        }
    }

    /** A value of any other type, which is not read. */
    record Other() implements Value {}
}
