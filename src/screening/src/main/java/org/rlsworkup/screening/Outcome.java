package org.rlsworkup.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;
import org.rlsworkup.workup.diagnosis.Diagnosis;

/**
 * An assessment in the words of a row.
 *
 * @param unnamed number of medicines that do not say which drug they are
 */
record Outcome(
        String name, String reason, String diagnosis, List<String> medicines, List<String> contexts, int unnamed) {
    static Outcome of(Assessment assessment) {
        return switch (assessment) {
            case Assessment.NoAdvice(var reason) ->
                new Outcome("no-advice", reason(reason), "", List.of(), List.of(), 0);
            case Assessment.IncompleteChart(var diagnosis, var unread) ->
                new Outcome("could-not-look", "", certainty(diagnosis), List.of(), List.of(), 0);
            case Assessment.MedicationsOnly(var advice) ->
                new Outcome(
                        "medicines-only",
                        advice.inRemission() ? "in-remission" : "workup-suppressed",
                        certainty(advice.diagnosis()),
                        drugs(advice),
                        List.of(),
                        advice.unnamed());
            case Assessment.Assessed it ->
                new Outcome(
                        "assessed",
                        "",
                        certainty(it.diagnosis()),
                        it.medicines().all().stream()
                                .filter(use -> !use.drafted() && !use.planned())
                                .map(use -> use.drug().id())
                                .distinct()
                                .toList(),
                        it.contexts().stream().map(RiskContext::id).toList(),
                        it.medicines().unnamed());
        };
    }

    /** RLS is charted here, so where it is not active it is in remission. */
    private static String reason(NoAdviceReason reason) {
        return reason == NoAdviceReason.RLS_NOT_CHARTED ? "in-remission" : words(reason);
    }

    private static String certainty(@Nullable Diagnosis diagnosis) {
        if (diagnosis == null) {
            return "";
        }
        return diagnosis.byTextOnly() ? "by-text" : diagnosis.confirmed() ? "confirmed" : "possible";
    }

    private static List<String> drugs(MedicationAdvice advice) {
        return advice.findings().stream()
                .map(finding -> finding.drug().id())
                .distinct()
                .toList();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What could not be looked at, sorted. */
    List<String> notLookedAt(Chart chart, int skipped) {
        var all = new ArrayList<>(names(chart.unread()));
        if (skipped > 0) {
            all.add("unreadable-entries:" + skipped);
        }
        if (unnamed > 0) {
            all.add("unnamed-medicines:" + unnamed);
        }
        return all;
    }

    private static List<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Outcome::words).sorted().toList();
    }
}
