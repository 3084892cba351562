package org.rlsworkup.cards;

import java.time.ZonedDateTime;
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
    private final CardText text;
    private final Footer footer;

    MedicationsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.footer = new Footer(knowledge);
    }

    /** The card; empty if no rule applies to any medicine. */
    Optional<Card> of(MedicationAdvice advice, DataCoverage coverage, ZonedDateTime now) {
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
                detail(advice, coverage, now),
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

    private static List<String> names(Section section, MedicationAdvice advice) {
        return names(advice.findings().stream()
                .filter(finding -> finding.rule().section() == section)
                .toList());
    }

    private static List<String> names(List<MedicationFinding> findings) {
        return findings.stream()
                .map(finding -> finding.drug().name())
                .distinct()
                .toList();
    }

    /** A dopamine agonist first, and as many names as fit. */
    private String summary(MedicationAdvice advice) {
        var rls = text.rls(advice.diagnosis());
        var agonists = names(Section.DOPAMINERGIC, advice);
        var worsening = names(Section.WORSENING, advice);
        for (var shown = worsening.size(); shown >= 0; shown--) {
            var clauses = new ArrayList<String>();
            if (!agonists.isEmpty()) {
                // There is no augmentation yet of what is only being ordered.
                clauses.add(text.say(
                        advice.ordering() ? Phrase.MED_SUMMARY_DOPAMINERGIC_ORDERED : Phrase.MED_SUMMARY_DOPAMINERGIC,
                        CardText.names(agonists)));
            }
            if (!worsening.isEmpty()) {
                var named = new ArrayList<>(worsening.subList(0, shown));
                if (shown < worsening.size()) {
                    named.add(text.say(Phrase.MED_SUMMARY_MORE, worsening.size() - shown));
                }
                clauses.add(text.say(Phrase.MED_SUMMARY, CardText.names(named)));
            }
            var summary = text.say(Phrase.SUMMARY, rls, String.join("; ", clauses));
            if (summary.length() <= Card.LONGEST_SUMMARY || shown == 0) {
                return Card.fitting(summary, "");
            }
        }
        throw new IllegalStateException("a card names at least one medicine");
    }

    private String detail(MedicationAdvice advice, DataCoverage coverage, ZonedDateTime now) {
        var canStop = !advice.ordering() && !names(Section.WORSENING, advice).isEmpty();
        return text.paragraphs()
                .add(CardText.list(lines(advice)))
                .add(text.sentences()
                        // A medicine that is only being ordered cannot be stopped yet.
                        .sayIf(canStop, Phrase.MED_REVIEW)
                        .sayIf(advice.inRemission(), Phrase.MED_IN_REMISSION)
                        .sayIf(advice.diagnosis().byTextOnly(), Phrase.MATCHED_BY_TEXT)
                        .add(declined(advice))
                        .join())
                .add("---")
                .add(footer(advice, coverage, now))
                .join();
    }

    /** While a medicine is being ordered, neither answers to cards nor the medicines on record matter. */
    private String footer(MedicationAdvice advice, DataCoverage coverage, ZonedDateTime now) {
        return footer.ofMedicines(
                advice.ordering() ? coverage.withDeclinesKnown() : coverage,
                advice.ordering() ? Set.<Source>of() : advice.unread(),
                advice.unnamed(),
                now);
    }

    /** Drugs of one class with the same evidence and alternative share a line; those that can worsen RLS come first. */
    private Stream<String> lines(MedicationAdvice advice) {
        var lines = new LinkedHashMap<List<Object>, List<MedicationFinding>>();
        for (var section : Section.values()) {
            for (var finding : advice.findings()) {
                if (finding.rule().section() == section) {
                    var key = List.<Object>of(
                            finding.rule().id(), finding.evidence(), String.valueOf(finding.alternative()));
                    lines.computeIfAbsent(key, it -> new ArrayList<>()).add(finding);
                }
            }
        }
        return lines.values().stream().map(same -> line(same, advice.ordering()));
    }

    private String line(List<MedicationFinding> same, boolean ordering) {
        var first = same.get(0);
        var rule = first.rule();
        var drugs = ValueFormatter.capitalised(CardText.names(names(same)));
        var evidence = String.join("; ", first.evidence());
        if (rule.unverified()) {
            evidence = evidence.isEmpty()
                    ? text.say(Phrase.NOTE_NOT_READ_IN_FULL)
                    : text.say(Phrase.NOT_READ_IN_FULL, evidence);
        }
        var dates = same.stream()
                .filter(finding -> finding.since() != null)
                .map(finding -> finding.since().written()
                        + (same.size() > 1 ? " (" + finding.drug().name() + ")" : ""))
                .collect(Collectors.joining(", "));
        var sentences = text.sentences()
                .say(Phrase.MED_LINE, drugs, rule.label())
                .sayIf(!evidence.isEmpty(), Phrase.MED_EVIDENCE, ValueFormatter.capitalised(evidence));
        if (!ordering) {
            sentences.add(rule.discuss()).sayIf(!dates.isEmpty(), Phrase.MED_SINCE, dates);
        }
        return sentences
                .add(first.note())
                .sayIf(first.alternative() != null, Phrase.MED_ALTERNATIVE, String.valueOf(first.alternative()))
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
}
