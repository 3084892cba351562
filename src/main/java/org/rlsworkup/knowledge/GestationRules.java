package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.chart.value.Code;

/**
 * How a chart says how far a pregnancy is.
 *
 * @param weeks family of codes that end in the completed weeks, in two digits
 * @param firstWeek the least number of weeks that such a code names; below it, and above the last, it says nothing
 *     exact
 * @param lastWeek the greatest number of weeks that such a code names
 * @param trimesters families of codes that end in the trimester
 * @param trimesterDays how long after charting a trimester is believed
 * @param trimesterWeeks a week of each trimester, the first first, that stands for it
 */
public record GestationRules(
        Code weeks,
        int firstWeek,
        int lastWeek,
        List<Code> trimesters,
        int trimesterDays,
        List<Integer> trimesterWeeks) {
    public GestationRules {
        trimesters = List.copyOf(trimesters);
        trimesterWeeks = List.copyOf(trimesterWeeks);
    }
}
