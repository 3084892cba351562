package org.rlsworkup.chart.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate.Precision;

/** Reads the day of dates that are not in the form of FHIR, where it can be told; their time is left out. */
final class OtherDateForms {
    private static final int LONGEST = 64;
    private static final int MONTHS = 12;
    /** What follows the day. */
    private static final String TIME = "(?:(?:t|,? )([01]?\\d|2[0-3])[:.][0-5]\\d(?!\\d).*)?";
    /** 2026/10/31, 2026-1-5, and a FHIR date whose time cannot be read. */
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})" + TIME);
    /** 31.10.2026, 10/31/2026, 31-Oct-2026. */
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2}|[a-z]{3,9})\\.?\\2(\\d{4})" + TIME);
    /** Oct 31, 2026. */
    private static final Pattern NAME_FIRST = Pattern.compile("([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})" + TIME);

    private static final List<String> NAMES =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private OtherDateForms() {}

    /** Null if this is no date, or may be one of two. */
    static @Nullable PartialDate read(String written) {
        if (written.length() > LONGEST) {
            return null;
        }
        var text = written.strip().toLowerCase(Locale.ROOT);
        try {
            var day = day(text);
            return day == null ? null : new PartialDate(day.atStartOfDay(), Precision.DAY, null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDate day(String text) {
        var form = YEAR_FIRST.matcher(text);
        if (form.matches()) {
            return LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
        }
        form = NAME_FIRST.matcher(text);
        if (form.matches()) {
            return named(number(form, 3), form.group(1), number(form, 2));
        }
        form = YEAR_LAST.matcher(text);
        if (!form.matches()) {
            return null;
        }
        var year = number(form, 4);
        var first = number(form, 1);
        if (Character.isLetter(form.group(3).charAt(0))) {
            return named(year, form.group(3), first);
        }
        var second = number(form, 3);
        // With points the day comes first; else either does.
        if (form.group(2).equals(".") || first > MONTHS || first == second) {
            return LocalDate.of(year, second, first);
        }
        return second > MONTHS ? LocalDate.of(year, first, second) : null;
    }

    private static int number(MatchResult form, int group) {
        return Integer.parseInt(form.group(group));
    }

    private static @Nullable LocalDate named(int year, String month, int day) {
        var number = NAMES.indexOf(month.substring(0, 3)) + 1;
        return number == 0 ? null : LocalDate.of(year, number, day);
    }
}
