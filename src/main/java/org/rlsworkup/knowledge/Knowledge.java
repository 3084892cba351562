package org.rlsworkup.knowledge;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.drug.DrugRules;
import org.rlsworkup.knowledge.drug.MedicationRules;
import org.rlsworkup.knowledge.rule.RuleSet;

/**
 * Everything clinical that the service knows, as loaded from the knowledge file and the site's additions.
 *
 * @param version of the knowledge file
 * @param tests in the order in which they are listed on a card
 * @param contexts one that others make up stands behind those
 * @param readings how results are read, in the order in which they are
 * @param drugs how drugs are recognised in a chart
 * @param medications what is said about medicines when RLS is charted
 * @param wording a sentence for each {@link Phrase}
 * @param shortfalls a sentence for each {@link Shortfall}
 * @param unclassed a sentence for each reason why a result has no class
 * @param source the guideline named on the card
 * @param overrideReasons what a clinician may answer to a card
 * @param declines for how long such an answer holds
 */
public record Knowledge(
        String version,
        DiagnosisRules diagnosis,
        RecordRules records,
        Map<String, Analyte> analytes,
        List<LabTest> tests,
        List<RiskContext> contexts,
        GestationRules gestation,
        EncounterRules encounters,
        List<RuleSet> readings,
        DrugRules drugs,
        MedicationRules medications,
        Map<Phrase, Template> wording,
        Map<Shortfall, Template> shortfalls,
        Map<UnclassedReason, Template> unclassed,
        CardSource source,
        List<OverrideReason> overrideReasons,
        DeclineRules declines) {
    public Knowledge {
        analytes = Map.copyOf(analytes);
        tests = List.copyOf(tests);
        contexts = List.copyOf(contexts);
        readings = List.copyOf(readings);
        wording = new EnumMap<>(wording);
        shortfalls = new EnumMap<>(shortfalls);
        unclassed = new EnumMap<>(unclassed);
        overrideReasons = List.copyOf(overrideReasons);
    }

    /**
     * What stands as the source on a card.
     *
     * @param url of the guideline
     * @param topic what the card is about
     */
    public record CardSource(String label, String url, Code topic, String topicDisplay) {}

    /** One answer a clinician may choose. */
    public record OverrideReason(Code code, String display) {}

    /** This knowledge with other analytes and tests. */
    public Knowledge with(Map<String, Analyte> otherAnalytes, List<LabTest> otherTests) {
        return new Knowledge(
                version,
                diagnosis,
                records,
                otherAnalytes,
                otherTests,
                contexts,
                gestation,
                encounters,
                readings,
                drugs,
                medications,
                wording,
                shortfalls,
                unclassed,
                source,
                overrideReasons,
                declines);
    }

    /** The sentence, filled. */
    public String say(Phrase phrase, Map<String, String> values) {
        return template(phrase).fill(values);
    }

    /** The sentence, which has no placeholders. */
    public String say(Phrase phrase) {
        return template(phrase).fill(Map.of());
    }

    private Template template(Phrase phrase) {
        var template = wording.get(phrase);
        if (template == null) {
            throw new IllegalStateException("the knowledge has no sentence " + phrase);
        }
        return template;
    }

    /**
     * The codes an Observation query asks for: every analyte's and every panel's, since a panel may hold its values,
     * and those that show a context.
     */
    public Set<Code> observationCodes() {
        var codes = new LinkedHashSet<Code>();
        askedFor().forEach(test -> analytesOf(test).forEach(analyte -> codes.addAll(sorted(analyte.codes()))));
        askedFor().forEach(test -> codes.addAll(sorted(test.panels())));
        contexts.forEach(
                context -> context.signs().observations().forEach(observed -> codes.addAll(sorted(observed.codes()))));
        return codes;
    }

    /** The codes a DiagnosticReport query asks for: panels first, then every analyte's own. */
    public Set<Code> reportCodes() {
        var codes = new LinkedHashSet<Code>();
        askedFor().forEach(test -> codes.addAll(sorted(test.panels())));
        askedFor().forEach(test -> analytesOf(test).forEach(analyte -> codes.addAll(sorted(analyte.codes()))));
        return codes;
    }

    private Stream<LabTest> askedFor() {
        return tests.stream().filter(LabTest::isAskedFor);
    }

    /** The tests of this tier, in the order in which they are listed. */
    public List<LabTest> tests(Tier tier) {
        return tests.stream().filter(test -> test.offer().tier() == tier).toList();
    }

    private Set<Analyte> analytesOf(LabTest test) {
        var ids = new LinkedHashMap<String, Analyte>();
        test.measuredBy().stream().sorted().forEach(id -> ids.put(id, analyte(id)));
        test.calculatedFrom().forEach(pair -> pair.forEach(id -> ids.put(id, analyte(id))));
        return new LinkedHashSet<>(ids.values());
    }

    private static List<Code> sorted(Set<Code> codes) {
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
}
