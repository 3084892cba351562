package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.drug.MedicationRule.Section;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.medicines.MedicationFinding;

/** Makes the card of medicines. Of the chart only dates and counts are shown: the drugs have the knowledge's names. */
final class MedicationsCard {
    private static final Set<Source> MEDICATIONS = Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS);

    private final CardText text;

    MedicationsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
    }

    /** The card; empty if no rule applies to any medicine. */
    Optional<Card> of(MedicationAdvice advice, DataCoverage coverage) {
        var findings = advice.findings();
        if (!advice.earnsCard()) {
            return Optional.empty();
        }
        var gravest = Collections.max(
                findings.stream().map(MedicationFinding::indicator).toList());
        var trace = findings.stream()
                .map(it -> RuleTrace.of(it.rule().id(), "drug", it.drug().name()))
                .toList();
        return Optional.of(new Card(
                CardKind.MEDICINES,
                summary(advice),
                detail(advice, coverage),
                gravest,
                List.of(),
                trace,
                told(advice)));
    }

    private static List<Card.Told> told(MedicationAdvice advice) {
        return advice.findings().stream()
                .map(finding -> finding.drug().id())
                .distinct()
                .map(drug ->
                        new Card.Told(CardOverride.drug(drug), advice.drafts().getOrDefault(drug, Set.of())))
                .toList();
    }

    private static List<MedicationFinding> in(Section section, MedicationAdvice advice) {
        return advice.findings().stream()
                .filter(finding -> finding.rule().section() == section)
                .toList();
    }

    private static List<String> names(List<MedicationFinding> findings) {
        return findings.stream()
                .map(finding -> finding.drug().name())
                .distinct()
                .toList();
    }

    private String summary(MedicationAdvice advice) {
        var rls = text.rls(advice.diagnosis());
        var worsening = names(in(Section.WORSENING, advice));
        var agonists = names(in(Section.DOPAMINERGIC, advice));
        if (worsening.isEmpty()) {
            return text.summary(agonists, drugs -> text.say(Phrase.MED_SUMMARY_DOPAMINERGIC, rls, drugs));
        }
        if (!agonists.isEmpty()) {
            var named = String.join(", ", agonists);
            return text.summary(worsening, drugs -> text.say(Phrase.MED_SUMMARY_BOTH, rls, named, drugs));
        }
        return worsening.size() == 1
                ? text.say(Phrase.MED_SUMMARY_ONE, rls, worsening.get(0))
                : text.summary(worsening, drugs -> text.say(Phrase.MED_SUMMARY, rls, worsening.size(), drugs));
    }

    private String detail(MedicationAdvice advice, DataCoverage coverage) {
        return text.paragraphs()
                .add(introduction(advice))
                .section(text.say(Phrase.MED_HEADING_WORSENING), lines(Section.WORSENING, advice))
                .section(text.say(Phrase.MED_HEADING_DOPAMINERGIC), lines(Section.DOPAMINERGIC, advice))
                .add(declined(advice))
                .add("---")
                .add(closing(advice, coverage))
                .join();
    }

    private String introduction(MedicationAdvice advice) {
        var isOnlyDopaminergic = in(Section.WORSENING, advice).isEmpty();
        return text.sentences()
                .add(
                        advice.ordering()
                                ? text.say(Phrase.MED_ORDERING, String.join(", ", names(advice.findings())))
                                : null)
                .say(isOnlyDopaminergic ? Phrase.MED_INTRODUCTION_DOPAMINERGIC : Phrase.MED_INTRODUCTION)
                .sayIf(advice.inRemission(), Phrase.MED_IN_REMISSION)
                .sayIf(advice.diagnosis().byTextOnly(), Phrase.MATCHED_BY_TEXT)
                .join();
    }

    /** Drugs of one class with the same evidence and alternative share a line. */
    private Stream<String> lines(Section section, MedicationAdvice advice) {
        var lines = new LinkedHashMap<List<Object>, List<MedicationFinding>>();
        for (var finding : in(section, advice)) {
            var key = List.<Object>of(finding.rule().id(), finding.evidence(), String.valueOf(finding.alternative()));
            lines.computeIfAbsent(key, it -> new ArrayList<>()).add(finding);
        }
        return lines.values().stream().map(same -> line(same, advice.ordering()));
    }

    private String line(List<MedicationFinding> same, boolean ordering) {
        var first = same.get(0);
        var rule = first.rule();
        var drugs = String.join(", ", names(same));
        var evidence = String.join(" / ", first.evidence());
        var dates = same.stream()
                .filter(finding -> finding.since() != null)
                .map(finding -> finding.since().written()
                        + (same.size() > 1 ? " (" + finding.drug().name() + ")" : ""))
                .collect(Collectors.joining(", "));
        var unread = rule.unverified() ? text.say(Phrase.MED_SOURCE_UNREAD) : "";
        var sentences = text.sentences().say(Phrase.MED_LINE, drugs, rule.label(), evidence, unread);
        if (!ordering) {
            sentences.add(rule.discuss()).sayIf(!dates.isEmpty(), Phrase.MED_SINCE, dates);
        }
        return sentences
                .add(first.note())
                .sayIf(first.alternative() != null, Phrase.MED_ALTERNATIVE, String.valueOf(first.alternative()))
                // The prescriber need not be told to talk to the prescriber.
                .sayIf(rule.section() == Section.WORSENING && !ordering, Phrase.MED_REVIEW)
                .join();
    }

    /** The drugs that were declined before: those not shown again yet, and those shown again. */
    private String declined(MedicationAdvice advice) {
        var sentences = text.sentences();
        for (var isSilent : List.of(true, false)) {
            var drugs = advice.declined().entrySet().stream()
                    .filter(it -> it.getValue().holds() == isSilent)
                    .map(it -> it.getKey() + " (" + it.getValue().on() + ")")
                    .collect(Collectors.joining(", "));
            sentences.sayIf(!drugs.isEmpty(), isSilent ? Phrase.MED_DECLINED : Phrase.MED_DECLINED_BEFORE, drugs);
        }
        return sentences.join();
    }

    private String closing(MedicationAdvice advice, DataCoverage coverage) {
        var mayLack = advice.unread().stream().anyMatch(MEDICATIONS::contains);
        return text.sentences()
                .sayIf(!coverage.declinesKnown() && !advice.ordering(), Phrase.DECLINES_UNREAD)
                .sayIf(!advice.ordering() && mayLack, Phrase.MEDICATIONS_UNREAD)
                .sayCount(Phrase.MEDICATIONS_UNNAMED, advice.unnamed())
                .say(Phrase.FOOTER)
                .join();
    }
}
