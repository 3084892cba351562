package org.rlsworkup.cards;

import java.util.regex.Pattern;

/** Writes units as people do, not as UCUM does: {@code mIU/L}, {@code µg/L}, {@code mL/min/1.73 m²}. */
final class UnitText {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\[i?IU]|\\[iU]");
    private static final Pattern BODY_SURFACE = Pattern.compile("\\{?1[.,]73[ _]?m(2|²)}?");
    private static final Pattern ANNOTATION = Pattern.compile("\\{[^}]*}");
    private static final Pattern MICRO =
            Pattern.compile("(?<![A-Za-z])(?:u|mc|\u03bc)(?=(?:g|mol|IU|U|L|kat)(?![A-Za-z]))");

    private UnitText() {}

    /** The unit, or a number with its unit. */
    static String written(String unit) {
        var text = INTERNATIONAL.matcher(unit).replaceAll("IU");
        text = BODY_SURFACE.matcher(text).replaceAll("1.73 m²");
        text = ANNOTATION.matcher(text).replaceAll("");
        return MICRO.matcher(text).replaceAll("µ").strip();
    }
}
