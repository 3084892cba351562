package org.rlsworkup.workup.diagnosis;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge.GestationRules;

/** Reads from the codes of Conditions how far a pregnancy is. */
final class Gestation {
    private static final int DAYS_OF_WEEK = 7;
    private static final Pattern TWO_DIGITS = Pattern.compile("\\d\\d");

    private final GestationRules rules;

    Gestation(GestationRules rules) {
        this.rules = rules;
    }

    /** Completed weeks today by the newest record that tells, or null if none tells. */
    @Nullable
    Integer weeks(Chart chart, ZonedDateTime now) {
        Integer weeks = null;
        PartialDate newest = null;
        for (var condition : chart.conditions()) {
            var charted = condition.charted();
            if (charted == null
                    || !charted.hasDay()
                    || charted.isAfter(now, 0)
                    || DiagnosisFinder.isWithdrawn(condition)) {
                continue;
            }
            var told = weeks(condition.code(), charted, now);
            if (told != null && (newest == null || charted.earliest().isAfter(newest.earliest()))) {
                weeks = told;
                newest = charted;
            }
        }
        return weeks;
    }

    private @Nullable Integer weeks(Concept concept, PartialDate charted, ZonedDateTime now) {
        var since = ChronoUnit.DAYS.between(charted.day(), charted.today(now));
        for (var coding : concept.codings()) {
            var age = age(coding.code());
            if (age != null) {
                return since <= age.daysLeft() ? age.weeks() + (int) (since / DAYS_OF_WEEK) : null;
            }
            var trimester = since <= rules.trimesterDays() ? trimester(coding.code()) : null;
            if (trimester != null) {
                return rules.trimesterWeeks().get(trimester - 1);
            }
        }
        return null;
    }

    /** For how many days after charting a pregnancy with such a code goes on; null if no code tells. */
    @Nullable
    Integer daysLeft(String context, Concept concept) {
        if (rules.context().equals(context)) {
            for (var coding : concept.codings()) {
                var age = age(coding.code());
                if (age != null) {
                    return age.daysLeft();
                }
            }
        }
        return null;
    }

    /**
     * How far a pregnancy is on the day of a code.
     *
     * @param daysLeft until the last week is over
     */
    private record CodedWeeks(int weeks, int daysLeft) {}

    private @Nullable CodedWeeks age(Code code) {
        var digits = suffix(code, rules.weeks());
        if (digits == null || !TWO_DIGITS.matcher(digits).matches()) {
            return null;
        }
        if (digits.equals(rules.more())) {
            return new CodedWeeks(rules.lastWeek(), rules.moreDays());
        }
        var weeks = digits.equals(rules.fewer()) ? rules.fewerWeek() : Integer.parseInt(digits);
        return weeks > rules.lastWeek() || (weeks < rules.firstWeek() && !digits.equals(rules.fewer()))
                ? null
                : new CodedWeeks(weeks, (rules.lastWeek() - weeks) * DAYS_OF_WEEK);
    }

    private @Nullable Integer trimester(Code code) {
        for (var family : rules.trimesters()) {
            var suffix = suffix(code, family);
            if (suffix != null && suffix.length() >= 2) {
                var digit = suffix.charAt(suffix.length() - 1) - '0';
                return digit >= 1 && digit <= rules.trimesterWeeks().size() ? digit : null;
            }
        }
        return null;
    }

    private static @Nullable String suffix(Code code, Code prefix) {
        return code.system() != null
                        && code.system().equals(prefix.system())
                        && code.code().startsWith(prefix.code())
                ? code.code().substring(prefix.code().length())
                : null;
    }
}
