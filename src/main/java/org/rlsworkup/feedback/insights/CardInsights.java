package org.rlsworkup.feedback.insights;

import static org.rlsworkup.feedback.insights.InsightsChart.count;
import static org.rlsworkup.feedback.insights.InsightsChart.drawn;
import static org.rlsworkup.feedback.insights.InsightsChart.said;
import static org.rlsworkup.feedback.insights.InsightsChart.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.DurationBuckets;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.PeriodTotals.CardSum;
import org.rlsworkup.feedback.PeriodTotals.Cards;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.insights.InsightsChart.Chart;
import org.rlsworkup.feedback.insights.InsightsChart.Kind;
import org.rlsworkup.feedback.insights.InsightsChart.Row;

/** Figures of cards and of the answers to them. */
final class CardInsights {
    private static final int MOST_LINES = 6;
    private static final Map<Integer, String> TIMES = Map.ofEntries(
            Map.entry(15, "15 s"),
            Map.entry(30, "30 s"),
            Map.entry(60, "1 min"),
            Map.entry(120, "2 min"),
            Map.entry(300, "5 min"),
            Map.entry(600, "10 min"),
            Map.entry(1800, "30 min"),
            Map.entry(3600, "1 h"),
            Map.entry(14_400, "4 h"),
            Map.entry(86_400, "1 day"),
            Map.entry(604_800, "7 days"),
            Map.entry(2_592_000, "30 days or more"));

    private final ReportingPeriod span;
    private final PeriodTotals sums;

    CardInsights(ReportingPeriod span, PeriodTotals sums) {
        this.span = span;
        this.sums = sums;
    }

    List<InsightsChart> all() {
        return List.of(
                cards(),
                answers(
                        "tests",
                        "TEST",
                        "Answers by test",
                        "Test",
                        "Cards that offered the test, how many of these orders were taken, and how many were"
                                + " declined."),
                overTime("tests-over-time", "TEST", "Tests over time", "Test"),
                answers(
                        "rules",
                        "RULE",
                        "Answers by rule",
                        "Rule",
                        "Cards on which the rule spoke, with an accepted or a declined order or an overridden card; –"
                                + " where there was no order to accept."),
                overTime("rules-over-time", "RULE", "Rules over time", "Rule"),
                reasons(),
                answerTimes());
    }

    private InsightsChart cards() {
        var byPeriod = span.byPeriod(
                sums.cards().stream().filter(it -> it.isOf("CARD")).toList(), Cards::onDay);
        var rows = new ArrayList<Row>();
        var series = new LinkedHashMap<String, List<@Nullable Number>>();
        List.of("Issued", "Accepted", "Overridden").forEach(name -> series.put(name, new ArrayList<>()));
        byPeriod.forEach((period, cards) -> {
            var sum = CardSum.of(cards);
            var counts =
                    Stream.of(sum.issued(), sum.accepted(), sum.overridden()).iterator();
            series.values().forEach(line -> line.add(drawn(counts.next())));
            rows.add(row(period.toString(), sum));
        });
        return new InsightsChart(
                "cards",
                "Cards issued",
                "Cards that clients in live mode were sent. Accepted: at least one order was taken. Overridden: the"
                        + " card was dismissed and nothing taken. What clinicians ignore is not reported.",
                List.of(span.periodName(), "Issued", "Accepted", "Overridden", "Acceptance rate", "Override rate"),
                rows,
                new Chart(Kind.BAR, "cards", span.labels(byPeriod), series));
    }

    private InsightsChart answers(String id, String kind, String title, String what, String about) {
        var byName = sums.cards().stream()
                .filter(it -> it.isOf(kind))
                .collect(Collectors.groupingBy(Cards::name, TreeMap::new, Collectors.toList()));
        var rows = new ArrayList<Row>();
        var accepted = new ArrayList<@Nullable Number>();
        var overridden = new ArrayList<@Nullable Number>();
        byName.forEach((name, cards) -> {
            var sum = CardSum.of(cards);
            accepted.add(share(sum.accepted(), sum.offering()));
            overridden.add(share(sum.overridden(), sum.issued()));
            rows.add(row(name, sum));
        });
        var series = new LinkedHashMap<String, List<@Nullable Number>>();
        series.put("Acceptance rate", accepted);
        series.put("Override rate", overridden);
        return new InsightsChart(
                id,
                title,
                about,
                List.of(what, "Issued", "Accepted", "Overridden", "Acceptance rate", "Override rate"),
                rows,
                new Chart(Kind.BAR, "%", List.copyOf(byName.keySet()), series));
    }

    private InsightsChart overTime(String id, String kind, String title, String what) {
        var ofKind = sums.cards().stream().filter(it -> it.isOf(kind)).toList();
        var names = ofKind.stream()
                .collect(Collectors.groupingBy(Cards::name, Collectors.summingLong(Cards::issued)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        var drawnNames = names.stream().limit(MOST_LINES).toList();
        var rows = new ArrayList<Row>();
        var series = new LinkedHashMap<String, List<@Nullable Number>>();
        var byPeriod = span.byPeriod(ofKind, Cards::onDay);
        byPeriod.forEach((period, cards) -> {
            var byName = cards.stream().collect(Collectors.groupingBy(Cards::name));
            for (var name : names) {
                var sum = CardSum.of(byName.getOrDefault(name, List.of()));
                var rate = share(sum.accepted(), sum.offering());
                if (drawnNames.contains(name)) {
                    series.computeIfAbsent(name, it -> new ArrayList<>()).add(rate);
                }
                if (sum.issued() > 0) {
                    rows.add(new Row(
                            period.toString(),
                            List.of(
                                    name,
                                    count(sum.issued()),
                                    said(rate, " %"),
                                    said(share(sum.overridden(), sum.issued()), " %"))));
                }
            }
        });
        return new InsightsChart(
                id,
                title,
                "Acceptance rate in each period; drawn for the " + MOST_LINES + " most frequent.",
                List.of(span.periodName(), what, "Issued", "Acceptance rate", "Override rate"),
                rows,
                new Chart(Kind.LINE, "%", span.labels(byPeriod), series));
    }

    private static Row row(String name, CardSum sum) {
        return new Row(
                name,
                List.of(
                        count(sum.issued()),
                        sum.offering() == 0 && sum.issued() > 0 ? said(null, "") : count(sum.accepted()),
                        count(sum.overridden()),
                        said(share(sum.accepted(), sum.offering()), " %"),
                        said(share(sum.overridden(), sum.issued()), " %")));
    }

    private InsightsChart reasons() {
        var byReason = sums.reasons();
        var rows = byReason.entrySet().stream()
                .map(it -> new Row(it.getKey(), List.of(count(it.getValue()))))
                .toList();
        return new InsightsChart(
                "reasons",
                "Why cards were overridden",
                "The reason chosen last for each overridden card; (none) where none was chosen.",
                List.of("Reason", "Cards"),
                rows,
                new Chart(
                        Kind.BAR,
                        "cards",
                        List.copyOf(byReason.keySet()),
                        Map.of(
                                "Cards",
                                byReason.values().stream()
                                        .<@Nullable Number>map(InsightsChart::drawn)
                                        .toList())));
    }

    private InsightsChart answerTimes() {
        var counts = sums.answers();
        var rows = counts.entrySet().stream()
                .map(it -> new Row("up to " + TIMES.get(it.getKey()), List.of(count(it.getValue()))))
                .toList();
        var median = DurationBuckets.percentile(counts, 0.5);
        return new InsightsChart(
                "answer-times",
                "Time from card to answer",
                "From when a card was sent to the first answer to it, by the client's clock."
                        + (median == 0 ? "" : " Half of the answers came within " + TIMES.get(median) + "."),
                List.of("Time", "Cards"),
                rows,
                new Chart(
                        Kind.BAR,
                        "cards",
                        counts.keySet().stream()
                                .map(it -> String.valueOf(TIMES.get(it)))
                                .toList(),
                        Map.of(
                                "Cards",
                                counts.values().stream()
                                        .<@Nullable Number>map(InsightsChart::drawn)
                                        .toList())));
    }
}
