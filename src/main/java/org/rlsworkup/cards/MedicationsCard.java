package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlsworkup.chart.Source;
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
    Optional<Card> of(MedicationAdvice advice) {
        var findings = advice.findings();
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        var gravest = Collections.max(
                findings.stream().map(MedicationFinding::indicator).toList());
        var trace = findings.stream()
                .map(it -> RuleTrace.of(it.rule().id(), "drug", it.drug().name()))
                .toList();
        return Optional.of(new Card(summary(advice), detail(advice), gravest, List.of(), trace));
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
        return switch (worsening.size()) {
            case 0 ->
                text.summary(
                        names(advice.findings()),
                        drugs -> text.say(Phrase.MED_SUMMARY_DOPAMINERGIC, Map.of("rls", rls, "drugs", drugs)));
            case 1 -> text.say(Phrase.MED_SUMMARY_ONE, Map.of("rls", rls, "drugs", worsening.get(0)));
            default ->
                text.summary(
                        worsening,
                        drugs -> text.say(
                                Phrase.MED_SUMMARY,
                                Map.of("rls", rls, "count", "" + worsening.size(), "drugs", drugs)));
        };
    }

    private String detail(MedicationAdvice advice) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(introduction(advice));
        CardText.addSection(
                paragraphs, text.say(Phrase.MED_HEADING_WORSENING), lines(in(Section.WORSENING, advice), advice));
        CardText.addSection(
                paragraphs, text.say(Phrase.MED_HEADING_DOPAMINERGIC), lines(in(Section.DOPAMINERGIC, advice), advice));
        paragraphs.add("---");
        paragraphs.add(closing(advice));
        return String.join("\n\n", paragraphs);
    }

    private String introduction(MedicationAdvice advice) {
        var sentences = new ArrayList<String>();
        if (advice.ordering()) {
            sentences.add(text.say(Phrase.MED_ORDERING, Map.of("drugs", String.join(", ", names(advice.findings())))));
        }
        sentences.add(text.say(
                in(Section.WORSENING, advice).isEmpty()
                        ? Phrase.MED_INTRODUCTION_DOPAMINERGIC
                        : Phrase.MED_INTRODUCTION));
        if (advice.inRemission()) {
            sentences.add(text.say(Phrase.MED_IN_REMISSION));
        }
        if (advice.diagnosis().byTextOnly()) {
            sentences.add(text.say(Phrase.MATCHED_BY_TEXT));
        }
        return String.join(" ", sentences);
    }

    /** Drugs of one class with the same evidence share a line. */
    private List<String> lines(List<MedicationFinding> findings, MedicationAdvice advice) {
        var lines = new LinkedHashMap<List<Object>, List<MedicationFinding>>();
        findings.forEach(finding -> lines.computeIfAbsent(
                        List.of(finding.rule().id(), finding.evidence()), key -> new ArrayList<>())
                .add(finding));
        return lines.values().stream()
                .map(same -> line(same, advice.ordering()))
                .toList();
    }

    private String line(List<MedicationFinding> same, boolean ordering) {
        var first = same.get(0);
        var sentences = new ArrayList<String>();
        var values = new HashMap<String, String>();
        values.put("drugs", String.join(", ", names(same)));
        values.put("class", first.rule().label());
        values.put("discuss", first.rule().discuss());
        if (!first.evidence().isEmpty()) {
            values.put("evidence", String.join(" / ", first.evidence()));
        }
        sentences.add(text.say(first.evidence().isEmpty() ? Phrase.MED_LINE_WITHOUT_LEVEL : Phrase.MED_LINE, values));
        var dates = same.stream()
                .filter(finding -> finding.since() != null)
                .map(finding -> finding.since().written()
                        + (same.size() > 1 ? " (" + finding.drug().name() + ")" : ""))
                .collect(Collectors.joining(", "));
        if (!dates.isEmpty()) {
            sentences.add(text.say(Phrase.MED_SINCE, Map.of("dates", dates)));
        }
        if (first.note() != null) {
            sentences.add(first.note());
        }
        if (first.alternatives() != null && !first.alternatives().isEmpty()) {
            sentences.add(first.alternatives());
        }
        // A medicine that is only being ordered cannot be stopped yet.
        if (first.rule().section() == Section.WORSENING && !ordering) {
            sentences.add(text.say(Phrase.MED_REVIEW));
        }
        return String.join(" ", sentences);
    }

    private String closing(MedicationAdvice advice) {
        var sentences = new ArrayList<String>();
        if (!advice.ordering()) {
            sentences.add(text.say(Phrase.MED_LIFESTYLE));
            if (advice.unread().stream().anyMatch(MEDICATIONS::contains)) {
                sentences.add(text.say(Phrase.MEDICATIONS_UNREAD));
            }
        }
        if (advice.unnamed() > 0) {
            sentences.add(text.say(Phrase.MEDICATIONS_UNNAMED, Map.of("count", "" + advice.unnamed())));
        }
        sentences.add(text.say(Phrase.FOOTER));
        return String.join(" ", sentences);
    }
}
