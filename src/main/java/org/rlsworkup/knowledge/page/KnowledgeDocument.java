package org.rlsworkup.knowledge.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.load.Handbook;

/**
 * The knowledge as people and programs read it: the page {@code /knowledge} shows exactly this, and so does its JSON
 * form, whose members are the components below. Members may be added; none is renamed, removed or given another sense.
 * Lists are there even when empty; what may be null is left out.
 *
 * @param version of the knowledge file
 * @param file the knowledge file
 * @param site the site's additions, or null
 * @param switchedOff names of tests the site does not want
 * @param neverNamed medicines that never make a card
 * @param onlyRemarkedIn contexts in which no medicine is more than a remark
 * @param purposes of medicines, as the classes name them
 * @param grades what each grade of evidence means
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnowledgeDocument(
        String version,
        Handbook.Edition file,
        Handbook.@Nullable Edition site,
        Guideline guideline,
        Diagnosis diagnosis,
        List<Test> tests,
        List<String> switchedOff,
        List<Analyte> analytes,
        List<ReadingDocument> readings,
        List<Context> contexts,
        Gestation gestation,
        List<MedicineDocument.MedicineClass> medicineClasses,
        List<String> neverNamed,
        List<ContextName> onlyRemarkedIn,
        List<MedicineDocument.Purpose> purposes,
        List<MedicineDocument.Medicine> medicines,
        Records records,
        Encounters encounters,
        List<Claim> misconceptions,
        List<Source> sources,
        Map<String, String> grades,
        List<CodeSystem> systems) {

    /** What a card names as its source. */
    record Guideline(String label, String url) {}

    /** A code system by the short name used here. */
    record CodeSystem(String name, String uri) {}

    /**
     * A code.
     *
     * @param system short name, or the URI where there is none
     * @param uri of the system, or null for a code without one
     * @param name what is meant, or null where the file gives none
     * @param unverified whether it was not confirmed in a second source
     * @param ofSite whether the site's additions brought it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Coded(
            String system,
            @Nullable String uri,
            String code,
            @Nullable String name,
            boolean unverified,
            boolean ofSite) {}

    /**
     * When RLS counts as charted.
     *
     * @param codes mean RLS
     * @param codesWithText mean RLS only if the words beside them say so too
     * @param codesWithoutSystem are accepted without a system if the words say so too
     * @param never mimics and neighbours
     * @param phrases whole texts that count where there is no usable code
     * @param rejectWords of which any one makes a text no diagnosis
     * @param familyHistory beginnings of a text about the family
     * @param visitMaxAgeDays how old the diagnosis of a past visit may be
     * @param minimumAge in years
     */
    record Diagnosis(
            List<Coded> codes,
            List<Coded> codesWithText,
            List<String> codesWithoutSystem,
            List<Coded> never,
            List<String> phrases,
            List<String> rejectWords,
            List<String> familyHistory,
            int visitMaxAgeDays,
            int minimumAge) {}

    /**
     * One test.
     *
     * @param tier core, extended or reflex
     * @param offered when it is offered, in words
     * @param onIn contexts in which an extended test is offered that otherwise is not
     * @param strength in the words clinicians use
     * @param associationOnly whether nothing more than an association with RLS speaks for it
     * @param grade one of those whose meaning the document tells
     * @param citations which publications
     * @param unverified whether the evidence was not confirmed in a second source
     * @param lookbackDays how old a result may be
     * @param shorterLookbacks by context
     * @param around the analyte from whose draw the look-back is counted, or null if it is from today
     * @param course a treatment that moves the days in which a result counts, in words, or null
     * @param lookbacksAfter by context, for a result drawn before the context was charted
     * @param minimumAge in years, 0 for all ages
     * @param offIn contexts in which it is not suggested
     * @param recommended whether it is recommended for every patient
     * @param order what is ordered
     * @param otherOrders by context
     * @param openOrders other codes that count as an order for it
     * @param measuredBy analytes of which any one makes it done
     * @param calculatedFrom names of analytes that count together, from one specimen
     * @param panels that contain it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Test(
            String id,
            String name,
            String label,
            String tier,
            String offered,
            List<ContextName> onIn,
            String why,
            List<InContext> otherReasons,
            String strength,
            boolean associationOnly,
            String grade,
            String evidence,
            List<String> citations,
            boolean unverified,
            int lookbackDays,
            List<Lookback> shorterLookbacks,
            List<Lookback> lookbacksAfter,
            @Nullable String around,
            @Nullable String course,
            int minimumAge,
            List<ContextName> offIn,
            boolean recommended,
            Order order,
            List<OrderInContext> otherOrders,
            List<Coded> openOrders,
            String collection,
            List<AnalyteName> measuredBy,
            List<List<String>> calculatedFrom,
            List<Coded> panels) {}

    /** A context by id and as it stands after "because of". */
    record ContextName(String id, String label) {}

    /** What is said instead in a context. */
    record InContext(ContextName context, String text) {}

    /** A look-back in a context. */
    record Lookback(ContextName context, int days) {}

    /** What an order asks for. */
    record Order(String name, List<Coded> codes) {}

    /** What is ordered instead in a context. */
    record OrderInContext(ContextName context, Order order) {}

    /** An analyte by id and as it stands in a sentence. */
    record AnalyteName(String id, String name) {}

    /**
     * Something a laboratory measures.
     *
     * @param usedBy names of the tests whose result it is
     * @param scales families of units; values are converted to the first where there is no threshold on their own
     * @param codes that count
     * @param never look alike and never count
     */
    record Analyte(
            String id,
            String name,
            List<String> usedBy,
            List<UnitScale> scales,
            List<Filing> codes,
            List<Coded> never) {}

    /**
     * A family of units.
     *
     * @param units each with its factor to the canonical unit
     * @param plausibleFrom the least a living patient may have, or null where nothing is said
     * @param plausibleTo the most
     * @param conversion to the first scale, as an equation, or null where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnitScale(
            String unit,
            List<Unit> units,
            @Nullable BigDecimal plausibleFrom,
            @Nullable BigDecimal plausibleTo,
            @Nullable String conversion) {}

    /** A unit with its factor to the canonical one. */
    record Unit(String unit, BigDecimal factor) {}

    /**
     * A code under which results are filed.
     *
     * @param units canonical units that a value may have under it; empty if it counts as done and has no class
     * @param defaultUnit what the site says of numbers without a unit, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Filing(Coded code, List<String> units, @Nullable String defaultUnit) {}

    /**
     * A condition beside RLS.
     *
     * @param prefixes beginnings of codes
     * @param texts what a record may say, whatever its code
     * @param results codes of results that show it
     * @param namedAs words of which a record must name one besides its code; empty if the code is enough
     * @param weeksFrom of gestation, completed, from which it holds, or null if it is none of pregnancy
     * @param weeksTo the last such week
     * @param medicines names of medicines that show it
     * @param medicinesForDays for how long one of them must have been taken
     * @param madeOf contexts that together show it
     * @param companion whether it mimics RLS or stands beside it
     * @param higherYield names of tests that are worth more in it
     * @param effects everything it changes, a sentence each
     * @param withinDays how long after charting it holds, or null for as long as it is active
     * @param endedBy what ends it, or null
     * @param silences what is not said in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            String id,
            String label,
            List<Coded> codes,
            List<Coded> prefixes,
            List<String> texts,
            List<Coded> results,
            List<String> namedAs,
            @Nullable Integer weeksFrom,
            @Nullable Integer weeksTo,
            List<String> medicines,
            int medicinesForDays,
            List<ContextName> madeOf,
            List<String> higherYield,
            List<String> effects,
            @Nullable Integer withinDays,
            @Nullable ContextName endedBy,
            List<String> silences,
            boolean companion) {}

    /**
     * How a record shows how far a pregnancy is.
     *
     * @param weeks beginning of codes that end in the completed weeks
     * @param firstWeek the least number of weeks that is believed
     * @param lastWeek the greatest, which today must not lie beyond either
     * @param trimesters beginnings of codes that end in the trimester
     * @param trimesterDays how long after charting a trimester is believed
     * @param trimesterWeeks the week that stands for each trimester
     */
    record Gestation(
            Coded weeks,
            int firstWeek,
            int lastWeek,
            List<Coded> trimesters,
            int trimesterDays,
            List<Integer> trimesterWeeks) {}

    /**
     * Visits in which advice on a workup waits.
     *
     * @param classes in which it always waits
     * @param inpatientClasses in which it waits in intensive care
     * @param intensiveCare words that name such a place
     * @param ignoredStatuses of a visit that does not take place
     */
    record Encounters(
            List<Coded> classes,
            List<Coded> inpatientClasses,
            List<String> intensiveCare,
            List<String> ignoredStatuses) {}

    /** How results and orders on file are judged. */
    record Records(
            int pendingDays,
            int futureHours,
            int sameSpecimenMinutes,
            int orderDays,
            int draftHours,
            int planDays,
            List<String> unusableWords,
            List<String> otherSpecimens) {}

    /** What is often said, and what the evidence says. */
    record Claim(String id, String claim, String evidence, List<String> citations, boolean unverified) {}

    /**
     * A publication.
     *
     * @param label as it is cited
     * @param read what of it was read
     * @param links to it
     * @param citedBy names of the tests that lean on it
     */
    record Source(String id, String label, String citation, String read, List<Link> links, List<String> citedBy) {}

    /** A link. */
    record Link(String label, String url) {}
}
