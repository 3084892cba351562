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
            var weeks = weeks(coding.code());
            if (weeks != null) {
                var today = weeks + (int) (since / DAYS_OF_WEEK);
                return today <= rules.lastWeek() ? today : null;
            }
            var trimester = since <= rules.trimesterDays() ? trimester(coding.code()) : null;
            if (trimester != null) {
                return rules.trimesterWeeks().get(trimester - 1);
            }
        }
        return null;
    }

    private @Nullable Integer weeks(Code code) {
        var digits = suffix(code, rules.weeks());
        if (digits == null || !TWO_DIGITS.matcher(digits).matches()) {
            return null;
        }
        var weeks = Integer.parseInt(digits);
        return weeks < rules.firstWeek() || weeks > rules.lastWeek() ? null : weeks;
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
