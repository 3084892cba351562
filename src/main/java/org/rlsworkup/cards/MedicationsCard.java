package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.MedicationAdvice;
import org.rlsworkup.workup.medicines.MedicationFinding;

/**
 * Makes the card of medicines. All words are the knowledge's, the names of the drugs too; of the chart only dates and
 * counts are shown.
 */
public final class MedicationsCard {
    private static final Set<Source> MEDICATIONS = Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS);

    private final Knowledge knowledge;

    public MedicationsCard(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** The card; empty if no medicine is worth a word. */
    public Optional<Card> of(MedicationAdvice advice) {
        var findings = advice.findings();
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Card(
                        summary(advice),
                        detail(advice),
                        findings.stream()
                                .map(MedicationFinding::indicator)
                                .max(Comparator.naturalOrder())
                                .orElse(Indicator.INFO),
                        List.of(),
                        findings.stream()
                                .map(it -> RuleTrace.of(
                                        it.rule().id(), "drug", it.drug().name()))
                                .toList()));
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
        var worsening = names(in(Section.WORSENING, advice));
        var all = worsening.isEmpty() ? names(advice.findings()) : worsening;
        for (var shown = all.size(); shown > 0; shown--) {
            var named = String.join(", ", all.subList(0, shown));
            var drugs = shown == all.size()
                    ? named
                    : say(Phrase.SUMMARY_MORE, Map.of("tests", named, "count", "" + (all.size() - shown)));
            var summary = summary(advice, worsening.size(), drugs);
            if (summary.length() <= Card.LONGEST_SUMMARY) {
                return summary;
            }
        }
        throw new IllegalStateException("the summary does not fit, whatever it names");
    }

    private String summary(MedicationAdvice advice, int worsening, String drugs) {
        var rls = say(advice.diagnosis().confirmed() ? Phrase.RLS_CHARTED : Phrase.RLS_POSSIBLE, Map.of());
        return switch (worsening) {
            case 0 -> say(Phrase.MED_SUMMARY_DOPAMINERGIC, Map.of("rls", rls, "drugs", drugs));
            case 1 -> say(Phrase.MED_SUMMARY_ONE, Map.of("rls", rls, "drugs", drugs));
            default -> say(Phrase.MED_SUMMARY, Map.of("rls", rls, "count", "" + worsening, "drugs", drugs));
        };
    }

    private String detail(MedicationAdvice advice) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(introduction(advice));
        section(paragraphs, Phrase.MED_HEADING_WORSENING, Section.WORSENING, advice);
        section(paragraphs, Phrase.MED_HEADING_DOPAMINERGIC, Section.DOPAMINERGIC, advice);
        paragraphs.add("---");
        paragraphs.add(closing(advice));
        return String.join("\n\n", paragraphs);
    }

    private String introduction(MedicationAdvice advice) {
        var sentences = new ArrayList<String>();
        if (advice.ordering()) {
            sentences.add(say(Phrase.MED_ORDERING, Map.of("drugs", String.join(", ", names(advice.findings())))));
        }
        sentences.add(say(
                in(Section.WORSENING, advice).isEmpty()
                        ? Phrase.MED_INTRODUCTION_DOPAMINERGIC
                        : Phrase.MED_INTRODUCTION,
                Map.of()));
        if (advice.inRemission()) {
            sentences.add(say(Phrase.MED_IN_REMISSION, Map.of()));
        }
        if (advice.diagnosis().byTextOnly()) {
            sentences.add(say(Phrase.MATCHED_BY_TEXT, Map.of()));
        }
        return String.join(" ", sentences);
    }

    /** Drugs of one class of which the same is to be said stand in one line. */
    private void section(List<String> paragraphs, Phrase heading, Section section, MedicationAdvice advice) {
        var findings = in(section, advice);
        if (findings.isEmpty()) {
            return;
        }
        var lines = new LinkedHashMap<List<Object>, List<MedicationFinding>>();
        findings.forEach(finding -> lines.computeIfAbsent(
                        List.of(finding.rule().id(), finding.evidence()), key -> new ArrayList<>())
                .add(finding));
        paragraphs.add("### " + say(heading, Map.of()));
        paragraphs.add(lines.values().stream()
                .map(same -> line(same, advice.ordering()))
                .collect(Collectors.joining("\n")));
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
        sentences.add(say(first.evidence().isEmpty() ? Phrase.MED_LINE_WITHOUT_LEVEL : Phrase.MED_LINE, values));
        var dates = same.stream()
                .filter(finding -> finding.since() != null)
                .map(finding -> finding.since().written()
                        + (same.size() > 1 ? " (" + finding.drug().name() + ")" : ""))
                .collect(Collectors.joining(", "));
        if (!dates.isEmpty()) {
            sentences.add(say(Phrase.MED_SINCE, Map.of("dates", dates)));
        }
        if (first.note() != null) {
            sentences.add(first.note());
        }
        if (first.alternatives() != null && !first.alternatives().isEmpty()) {
            sentences.add(first.alternatives());
        }
        // What is only being ordered is nothing to stop yet.
        if (first.rule().section() == Section.WORSENING && !ordering) {
            sentences.add(say(Phrase.MED_REVIEW, Map.of()));
        }
        return "- " + String.join(" ", sentences);
    }

    private String closing(MedicationAdvice advice) {
        var sentences = new ArrayList<String>();
        if (!advice.ordering()) {
            sentences.add(say(Phrase.MED_LIFESTYLE, Map.of()));
            if (advice.unread().stream().anyMatch(MEDICATIONS::contains)) {
                sentences.add(say(Phrase.MEDICATIONS_UNREAD, Map.of()));
            }
        }
        if (advice.unnamed() > 0) {
            sentences.add(say(Phrase.MEDICATIONS_UNNAMED, Map.of("count", "" + advice.unnamed())));
        }
        sentences.add(say(Phrase.FOOTER, Map.of()));
        return String.join(" ", sentences);
    }

    private String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }
}
