package org.rlsworkup.feedback.insights;

import static org.rlsworkup.feedback.insights.InsightsChart.count;
import static org.rlsworkup.feedback.insights.InsightsChart.percent;
import static org.rlsworkup.feedback.insights.InsightsChart.point;
import static org.rlsworkup.feedback.insights.InsightsChart.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlsworkup.feedback.DurationBuckets;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.PeriodTotals.CardSum;
import org.rlsworkup.feedback.PeriodTotals.CardTotal;
import org.rlsworkup.feedback.PeriodTotals.TotalKind;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.insights.InsightsChart.Data;
import org.rlsworkup.feedback.insights.InsightsChart.PlotType;

/** The charts of cards and the feedback on them. */
record CardInsights(ReportingPeriod period, PeriodTotals totals) {
    private static final int MAX_LINES = 6;

    List<InsightsChart> charts() {
        return List.of(
                cards(),
                byName(
                        "tests",
                        TotalKind.TEST,
                        "Feedback by test",
                        "Test",
                        "Cards that offered the test, and how many of these orders were accepted and declined."),
                overTime("tests-over-time", TotalKind.TEST, "Tests over time", "Test"),
                byName(
                        "rules",
                        TotalKind.RULE,
                        "Feedback by rule",
                        "Rule",
                        "Cards with a message of the rule, and how many had its order accepted, or its order declined"
                                + " or the card overridden; – if the message had no order to accept."),
                overTime("rules-over-time", TotalKind.RULE, "Rules over time", "Rule"),
                reasons(),
                feedbackTimes());
    }

    private InsightsChart cards() {
        var groups = period.grouped(totals.cards(TotalKind.CARD), CardTotal::onDay);
        var data = new Data();
        groups.forEach((day, cards) -> {
            var sum = CardSum.of(cards);
            data.point("Issued", point(sum.issued()));
            data.point("Accepted", point(sum.accepted()));
            data.point("Overridden", point(sum.overridden()));
            addRow(data, day.toString(), sum);
        });
        return InsightsChart.of(
                "cards",
                "Cards issued",
                "Cards sent to clients in live mode. Accepted: at least one order was accepted. Overridden: the card"
                        + " was dismissed and no order accepted. Clients do not report cards that were ignored.",
                List.of(period.groupHeading(), "Issued", "Accepted", "Overridden", "Acceptance rate", "Override rate"),
                data,
                PlotType.BAR,
                "cards",
                period.labels(groups));
    }

    private InsightsChart byName(String id, TotalKind kind, String title, String column, String description) {
        var names = totals.cards(kind).stream()
                .collect(Collectors.groupingBy(CardTotal::name, TreeMap::new, Collectors.toList()));
        var data = new Data();
        names.forEach((name, cards) -> {
            var sum = CardSum.of(cards);
            data.point("Acceptance rate", percent(sum.accepted(), sum.offering()));
            data.point("Override rate", percent(sum.overridden(), sum.issued()));
            addRow(data, name, sum);
        });
        return InsightsChart.of(
                id,
                title,
                description,
                List.of(column, "Issued", "Accepted", "Overridden", "Acceptance rate", "Override rate"),
                data,
                PlotType.BAR,
                "%",
                List.copyOf(names.keySet()));
    }

    private static void addRow(Data data, String name, CardSum sum) {
        data.row(
                name,
                count(sum.issued()),
                sum.offering() == 0 && sum.issued() > 0 ? text(null, "") : count(sum.accepted()),
                count(sum.overridden()),
                text(percent(sum.accepted(), sum.offering()), " %"),
                text(percent(sum.overridden(), sum.issued()), " %"));
    }

    private InsightsChart overTime(String id, TotalKind kind, String title, String column) {
        var all = totals.cards(kind);
        var names = all.stream()
                .collect(Collectors.groupingBy(CardTotal::name, Collectors.summingLong(CardTotal::issued)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        var data = new Data();
        var groups = period.grouped(all, CardTotal::onDay);
        groups.forEach((day, cards) -> {
            var byName = cards.stream().collect(Collectors.groupingBy(CardTotal::name));
            for (var i = 0; i < names.size(); i++) {
                var name = names.get(i);
                var sum = CardSum.of(byName.getOrDefault(name, List.of()));
                var accepted = percent(sum.accepted(), sum.offering());
                if (i < MAX_LINES) {
                    data.point(name, accepted);
                }
                if (sum.issued() > 0) {
                    var overridden = text(percent(sum.overridden(), sum.issued()), " %");
                    data.row(day.toString(), name, count(sum.issued()), text(accepted, " %"), overridden);
                }
            }
        });
        return InsightsChart.of(
                id,
                title,
                "Acceptance rate in each period. The chart shows the " + MAX_LINES + " most frequent.",
                List.of(period.groupHeading(), column, "Issued", "Acceptance rate", "Override rate"),
                data,
                PlotType.LINE,
                "%",
                period.labels(groups));
    }

    private InsightsChart reasons() {
        var data = new Data();
        totals.reasons().forEach((reason, cards) -> {
            data.point("Cards", point(cards));
            data.row(reason, count(cards));
        });
        return InsightsChart.of(
                "reasons",
                "Why cards were overridden",
                "The reason chosen last for each overridden card; (none) if none was chosen.",
                List.of("Reason", "Cards"),
                data,
                PlotType.BAR,
                "cards",
                List.copyOf(totals.reasons().keySet()));
    }

    private InsightsChart feedbackTimes() {
        var times = totals.feedbackTimes();
        var data = new Data();
        times.forEach((seconds, cards) -> {
            data.point("Cards", point(cards));
            data.row("up to " + duration(seconds), count(cards));
        });
        var median = DurationBuckets.percentile(times, 0.5);
        return InsightsChart.of(
                "answer-times",
                "Time from card to feedback",
                "From sending a card to the first feedback on it, by the client's clock."
                        + (median == 0 ? "" : " Half of the feedback came within " + duration(median) + "."),
                List.of("Time", "Cards"),
                data,
                PlotType.BAR,
                "cards",
                times.keySet().stream().map(CardInsights::duration).toList());
    }

    /** The bound of a bucket; the last bucket has none. */
    private static String duration(int seconds) {
        if (seconds < 3600) {
            return seconds < 60 ? seconds + " s" : seconds / 60 + " min";
        }
        var hours = seconds / 3600;
        return hours < 24
                ? hours + " h"
                : hours == 24 ? "1 day" : hours < 720 ? hours / 24 + " days" : "30 days or more";
    }
}
