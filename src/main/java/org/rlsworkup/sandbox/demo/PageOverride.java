package org.rlsworkup.sandbox.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.sandbox.demo.ChartPicture.SilencedItem;
import org.rlsworkup.sandbox.demo.ChartPicture.SilencedItem.SilencedKind;

/**
 * A card about the patient that was overridden on the page.
 *
 * @param system of the reason's code, or null if there is no reason; likewise {@code code}
 * @param findings what was behind the card, as it said itself
 */
record PageOverride(
        Instant at, @Nullable String system, @Nullable String code, List<CardFinding> findings) {

    /** A rule, and what it was about: a test by its id, or a drug by its name. */
    record CardFinding(
            String rule, @Nullable String test, @Nullable String drug) {}

    CardOverride toCardOverride(Knowledge knowledge) {
        var tests = offered(knowledge).map(LabTest::id).collect(Collectors.toSet());
        return new CardOverride(
                at,
                code == null ? null : new Code(system, code),
                tests,
                tests.size() == 1,
                condition -> true,
                Set.of(),
                (finding, results) -> false);
    }

    /** What is not shown again because of it, and until when; nothing if it called the diagnosis wrong. */
    Stream<SilencedItem> silences(Knowledge knowledge, ZoneId zone) {
        var rules = knowledge.declined();
        var override = toCardOverride(knowledge);
        if (rules.isDiagnosisWrong(override)) {
            return Stream.empty();
        }
        var day = at.atZone(zone).toLocalDate();
        var tests = offered(knowledge)
                .map(test -> new SilencedItem(SilencedKind.TEST, test.label(), until(day, rules.days(override))));
        var readings = findings.stream()
                .flatMap(it -> reading(it, knowledge).stream())
                .map(name -> new SilencedItem(SilencedKind.READING, name, until(day, rules.resultDays())));
        var drugs = findings.stream()
                .flatMap(it -> Stream.ofNullable(it.drug()))
                .map(name -> new SilencedItem(SilencedKind.MEDICINE, name, until(day, rules.medicineDays())));
        return Stream.of(tests, readings, drugs).flatMap(it -> it);
    }

    private static String until(LocalDate day, int days) {
        return day.plusDays(days).toString();
    }

    private Stream<LabTest> offered(Knowledge knowledge) {
        var ids = findings.stream()
                .filter(it -> it.test() != null && reading(it, knowledge).isEmpty())
                .map(CardFinding::test)
                .collect(Collectors.toSet());
        return knowledge.tests().stream().filter(test -> ids.contains(test.id()));
    }

    /** The name of the reading, if the rule is one by which results are read. */
    private static List<String> reading(CardFinding finding, Knowledge knowledge) {
        return knowledge.readings().stream()
                .flatMap(set -> set.rules().stream()
                        .filter(rule -> rule.id().equals(finding.rule()))
                        .map(rule -> set.name() + ", " + rule.summary()))
                .toList();
    }
}
