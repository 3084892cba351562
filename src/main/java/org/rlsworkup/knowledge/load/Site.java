package org.rlsworkup.knowledge.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** A site file: what a site adds to the knowledge. */
record Site(
        @Key(value = "The site's code systems by a short name, which begins each code of this file.", optional = true)
        Map<String, String> systems,

        @Key(value = "Additions to analytes, by id.", optional = true, refersTo = Ids.ANALYTE)
        Map<String, SiteAnalyte> analytes,

        @Key(value = "Additions to tests, by id.", optional = true, refersTo = Ids.TEST)
        Map<String, SiteTest> tests,

        @Key(value = "Additions to contexts by id, and contexts of the site's own.", optional = true)
        Map<String, SiteContext> contexts,

        @Key(
                value = "By the words or the code in which the EHR reports an override reason of its own, the code of"
                        + " the reason it stands for.",
                optional = true)
        Map<String, String> overrideReasons,

        @Key("Encounter classes of the EHR's own, by the setting they stand for.") @Nullable
        SiteEncounters encounterClasses,

        @Key("Who answers for the knowledge at this site.") @Nullable
        SiteGovernance governance) {

    /** Who answers for the knowledge at a site; what is null is as in the knowledge file. */
    record SiteGovernance(
            @Key("How to reach the people who own the knowledge here: an address, a telephone number or a page.")
            @Nullable
            String contact,

            @Key("Who reviewed the knowledge.") @Nullable String reviewer,

            @Key("The qualification of the reviewer.") @Nullable
            String qualification,

            @Key("Who approved its use, and when.") @Nullable
            String approval,

            @Key("When it is to be reviewed next.") @Nullable
            String nextReview) {}

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

            @Key("The code on the order by setting, where the EHR has one for each.") @Nullable
            SiteOrderCodes orderIn,

            @Key(value = "How old a result may be.", least = 1, most = 3650) @Nullable
            Integer lookbackDays,

            @Key(
                    value = "How old a result in range may be; without it, no older than any other where lookbackDays"
                            + " is given.",
                    least = 1,
                    most = 3650)
            @Nullable
            Integer inRangeDays) {
        static final SiteTest NOTHING = new SiteTest(false, false, Set.of(), Set.of(), null, null, null, null);
    }

    /** Additions to a context, or a context of the site's own. */
    record SiteContext(
            @Key("For a context of the site's own, as it stands after \"because of\".") @Nullable
            String label,

            @Key(value = "Codes that show it.", optional = true)
            Set<Code> codes,

            @Key(
                    value = "What a record may say, as a whole, whatever its code.",
                    optional = true,
                    pattern = Key.LOWER_CASE)
            Set<String> texts,

            @Key(value = "Tests that are higher-yield in it.", optional = true, refersTo = Ids.TEST)
            Set<String> higherYield) {}

    /** Encounter classes by setting. */
    record SiteEncounters(
            @Key(value = "Stays in hospital.", optional = true)
            Set<Code> inpatient,

            @Key(value = "Visits without a stay.", optional = true)
            Set<Code> outpatient) {}

    /** The codes of an order by setting. */
    record SiteOrderCodes(
            @Key("In a stay in hospital.") @Nullable Code inpatient,
            @Key("In a visit without a stay.") @Nullable Code outpatient) {
        Map<CareSetting, Code> bySetting() {
            var codes = new EnumMap<CareSetting, Code>(CareSetting.class);
            if (inpatient != null) {
                codes.put(CareSetting.INPATIENT, inpatient);
            }
            if (outpatient != null) {
                codes.put(CareSetting.OUTPATIENT, outpatient);
            }
            return codes;
        }
    }

    /** What is ordered. */
    record SiteOrder(
            @Key("A LOINC code replaces the code on the order; any other stands beside it.")
            Code code,

            @Key("Its name on the order.") @Nullable String name) {}
}
