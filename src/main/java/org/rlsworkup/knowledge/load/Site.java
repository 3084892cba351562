package org.rlsworkup.knowledge.load;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** A site file: what a site adds to the knowledge. */
record Site(
        @Key(value = "The site's code systems by a short name, which begins each code of this file.", optional = true)
        Map<String, String> systems,

        @Key(value = "Additions to analytes, by id.", optional = true, refersTo = Ids.ANALYTE)
        Map<String, SiteAnalyte> analytes,

        @Key(value = "Additions to tests, by id.", optional = true, refersTo = Ids.TEST)
        Map<String, SiteTest> tests) {

    /** Additions to an analyte. */
    record SiteAnalyte(
            @Key(value = "Result codes.", optional = true) Set<Code> codes,

            @Key(value = "By code, the unit of numbers that are sent without one.", optional = true)
            Map<Code, String> defaultUnits) {}

    /** Additions to a test. */
    record SiteTest(
            @Key("Whether the test is switched off.") boolean off,

            @Key("Whether an extended test is offered to every patient to whom it applies.")
            boolean on,

            @Key(value = "Further panels.", optional = true) Set<Code> panels,
            @Key(value = "Order codes.", optional = true) Set<Code> orderedBy,
            @Key("What is ordered.") @Nullable SiteOrder order,

            @Key(value = "How old a result may be.", least = 1, most = 3650) @Nullable
            Integer lookbackDays) {
        static final SiteTest NOTHING = new SiteTest(false, false, Set.of(), Set.of(), null, null);
    }

    /** What is ordered. */
    record SiteOrder(
            @Key("A LOINC code replaces the code on the order; any other stands beside it.")
            Code code,

            @Key("Its name on the order.") @Nullable String name) {}
}
