package org.rlsworkup.knowledge;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.drug.DrugRules;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.rule.RuleSet;

/**
 * Everything clinical that the service knows: the knowledge file, with the site's additions. This record declares the
 * file; the loader binds it, and {@code /knowledge} shows it.
 */
public record Knowledge(
        @Key("Names this state of the file, by its day.") String version,

        @Key("What a governance board asks: use, limits, changes, and who is answerable.")
        Governance governance,

        @Key("Code systems by a short name, which begins each code of this file.")
        Map<String, String> systems,

        @Key(value = "What the sentences lean on, by the id under which it is cited.", id = Ids.SOURCE)
        Map<String, Reference> sources,

        @Key("What guidelines say, and what rests on it; shown on the page /knowledge, never on a card.")
        List<Recommendation> recommendations,

        @Key("What each grade of evidence means.") Map<Grade, String> grades,
        @Key("What every card carries.") CardRules card,

        @Key("For how long a test that was declined on a card is not suggested again for this patient.")
        DeclineRules declined,

        @Key("When RLS counts as charted.") DiagnosisRules diagnosis,
        @Key("How results and orders of any test count.") RecordRules records,
        @Key("What laboratories measure.") Map<String, Analyte> analytes,
        @Key("The tests, in the order of the card.") List<LabTest> tests,

        @Key("What beside RLS changes the workup; one that others make up stands behind those.")
        List<RiskContext> contexts,

        @Key("How a chart says how far a pregnancy is.") GestationRules gestation,
        @Key("Visits in which advice on a workup waits.") EncounterRules encounters,
        @Key("How a chart shows which drug is meant.") DrugRules drugs,
        @Key("How results are read, in this order.") List<RuleSet> readings,
        @Key("What is said about medicines.") MedicationRules medications,

        @Key("What the diagnosis itself rests on; shown on the page /knowledge.")
        List<DiagnosticClue> examination,

        @Key("What is often said and not so; shown on the page /knowledge, never on a card.")
        List<Misconception> misconceptions,

        @Key("Sentences on cards; placeholders in braces.") Map<Phrase, Template> wording,
        @Key("Why a record does not make a test done.") Map<Shortfall, Template> shortfalls,
        @Key("Why a result has no class.") Map<UnclassedReason, Template> unclassed,
        @Key("Words that stand on no card in any sense.") List<String> forbidden,

        @Key(value = "The knowledge file.", derived = true) @Nullable
        Edition file,

        @Key(value = "The site file.", derived = true) @Nullable
        Edition site,

        @Key(value = "Names of the tests that the site has switched off.", derived = true)
        List<String> switchedOff,

        @Key(
                value = "By the site's own words or code for an override reason, in lower case, the code of the reason"
                        + " it stands for.",
                derived = true)
        Map<String, String> ownReasons) {
    public Knowledge {
        var known = analytes;
        tests = tests.stream().map(test -> test.withOrderCodes(known)).toList();
    }

    /**
     * A file, so that readers can tell which one they see.
     *
     * @param sha256 of its text, in hexadecimal
     */
    public record Edition(
            @Key("Its name.") String name,
            @Key("The SHA-256 of its text, in hexadecimal.") String sha256) {}

    /** The sentence with these values for its placeholders, in the order in which it declares them. */
    public String say(Sentence sentence, Object... values) {
        var template =
                switch (sentence) {
                    case Phrase it -> wording.get(it);
                    case Shortfall it -> shortfalls.get(it);
                    case UnclassedReason it -> unclassed.get(it);
                };
        if (template == null) {
            throw new IllegalStateException("the knowledge has no sentence " + sentence);
        }
        var names = sentence.placeholders();
        var byName = HashMap.<String, String>newHashMap(names.size());
        for (var i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values[i].toString());
        }
        return template.fill(byName);
    }

    /** Sources by their short names. */
    public String cite(List<String> citations) {
        return citations.stream().map(this::label).collect(Collectors.joining("; "));
    }

    private String label(String id) {
        var source = sources.get(id);
        return source == null ? id : source.label();
    }

    /**
     * The codes an Observation query asks for: every analyte's and every panel's, since a panel may hold its values,
     * and those that show a context.
     */
    public Set<Code> observationCodes() {
        var codes = new LinkedHashSet<>(analyteCodes());
        codes.addAll(panelCodes());
        contexts.forEach(context -> context.observations().forEach(observed -> codes.addAll(sorted(observed.codes()))));
        return codes;
    }

    /** The codes a DiagnosticReport query asks for: panels first, then every analyte's own. */
    public Set<Code> reportCodes() {
        var codes = new LinkedHashSet<>(panelCodes());
        codes.addAll(analyteCodes());
        return codes;
    }

    private List<Code> panelCodes() {
        return askedFor()
                .flatMap(test -> sorted(test.panels().keySet()).stream())
                .toList();
    }

    private List<Code> analyteCodes() {
        return askedFor()
                .flatMap(test -> Stream.concat(
                        test.measuredBy().stream().sorted(),
                        test.calculatedFrom().stream().flatMap(List::stream)))
                .flatMap(id -> sorted(analyte(id).codes().keySet()).stream())
                .toList();
    }

    private Stream<LabTest> askedFor() {
        return tests.stream().filter(LabTest::isAskedFor);
    }

    /** The tests of this tier, in the order in which they are listed. */
    public List<LabTest> tests(Tier tier) {
        return tests.stream().filter(test -> test.tier() == tier).toList();
    }

    private static List<Code> sorted(Collection<Code> codes) {
        return codes.stream().sorted(Comparator.comparing(Code::code)).toList();
    }

    /** The analyte with this id. */
    public Analyte analyte(String id) {
        var analyte = analytes.get(id);
        if (analyte == null) {
            throw new IllegalArgumentException("unknown analyte " + id);
        }
        return analyte;
    }

    /** What is often said about RLS and its tests, and does not hold, or not as it is told. */
    public record Misconception(
            @Key(value = "Stable id.", id = Ids.MISCONCEPTION)
            String id,

            @Key("What is said.") String claim,
            @Key("What the evidence says.") String evidence,
            @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,

            @Key("Whether part of it lacks a second source.")
            boolean unverified) {}

    /** How a chart says how far a pregnancy is. */
    public record GestationRules(
            @Key(value = "The context that such codes show.", refersTo = Ids.CONTEXT)
            String context,

            @Key("Beginning of codes that end in the completed weeks, in two digits.")
            Code weeks,

            @Key(
                    value = "The least number of weeks that such a code names; below it, it says nothing exact.",
                    most = 45)
            int firstWeek,

            @Key(value = "The greatest number of weeks that such a code names.", most = 45)
            int lastWeek,

            @Key("The end of a code for fewer weeks.") String fewer,

            @Key(value = "The week that it stands for.", most = 45)
            int fewerWeek,

            @Key("The end of a code for more weeks.") String more,

            @Key(value = "How many days after it the pregnancy is over.", most = 45)
            int moreDays,

            @Key("Beginnings of codes ending in a trimester.")
            List<Code> trimesters,

            @Key(value = "How long after charting a trimester is believed.", least = 1, most = 3650)
            int trimesterDays,

            @Key(value = "The week that stands for each trimester, the first first.", most = 45)
            List<Integer> trimesterWeeks) {}
}
