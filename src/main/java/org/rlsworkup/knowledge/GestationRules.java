package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Key;

/** How a chart says how far a pregnancy is. */
public record GestationRules(
        @Key("Beginning of codes that end in the completed weeks, in two digits.")
        Code weeks,

        @Key(value = "The least number of weeks that such a code names; below it, it says nothing exact.", most = 45)
        int firstWeek,

        @Key(value = "The greatest number of weeks that such a code names.", most = 45)
        int lastWeek,

        @Key("Beginnings of codes ending in a trimester.") List<Code> trimesters,

        @Key(value = "How long after charting a trimester is believed.", least = 1, most = 3650)
        int trimesterDays,

        @Key(value = "The week that stands for each trimester, the first first.", most = 45)
        List<Integer> trimesterWeeks) {}
