package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number sent as text: optional comparator, number, optional unit, and nothing else.
 *
 * @param withoutPoint what it is if a point in it separates thousands, or null if none can
 * @param unit empty if none was written
 */
record WrittenNumber(
        @Nullable String comparator,
        BigDecimal number,
        @Nullable BigDecimal withoutPoint,
        String unit) {
    private static final int LONGEST = 64;
    private static final Pattern FORM =
            Pattern.compile("\\s*(<=|>=|<|>|≤|≥|=)?\\s*([0-9][0-9.,]*|[.,][0-9]+)\\s*(.*?)\\s*");
    private static final Pattern PLAIN = Pattern.compile("[0-9]*\\.?[0-9]+");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9]*,(?![0-9]{3}$)[0-9]+");
    private static final Pattern POINT_BEFORE_THREE = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{3}");
    private static final Pattern THOUSANDS = Pattern.compile("[1-9][0-9]{0,2}(,[0-9]{3})+(\\.[0-9]+)?");

    /** Null if the text is anything else. */
    static @Nullable WrittenNumber in(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        var form = FORM.matcher(text);
        var number = form.matches() ? number(form.group(2)) : null;
        if (number == null) {
            return null;
        }
        var digits = form.group(2);
        var withoutPoint =
                POINT_BEFORE_THREE.matcher(digits).matches() ? new BigDecimal(digits.replace(".", "")) : null;
        return new WrittenNumber(comparator(form.group(1)), number, withoutPoint, form.group(3));
    }

    private static @Nullable String comparator(@Nullable String sign) {
        return switch (sign) {
            case "≤" -> "<=";
            case "≥" -> ">=";
            case "=" -> null;
            case null -> null;
            default -> sign;
        };
    }

    /** A comma is a decimal sign if it is the only separator and is not followed by exactly three digits. */
    private static @Nullable BigDecimal number(String digits) {
        if (PLAIN.matcher(digits).matches()) {
            return new BigDecimal(digits);
        }
        if (DECIMAL_COMMA.matcher(digits).matches()) {
            return new BigDecimal(digits.replace(',', '.'));
        }
        return THOUSANDS.matcher(digits).matches() ? new BigDecimal(digits.replace(",", "")) : null;
    }

    @Override
    public String toString() {
        return "WrittenNumber[]";
    }
}
