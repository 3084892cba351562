package org.rlsworkup.feedback.insights;

import static org.rlsworkup.feedback.insights.InsightsChart.count;
import static org.rlsworkup.feedback.insights.InsightsChart.said;
import static org.rlsworkup.feedback.insights.InsightsChart.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.DurationBuckets;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.PeriodTotals.Call;
import org.rlsworkup.feedback.PeriodTotals.CardSum;
import org.rlsworkup.feedback.PeriodTotals.Cards;
import org.rlsworkup.feedback.PeriodTotals.Took;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.insights.InsightsChart.Chart;
import org.rlsworkup.feedback.insights.InsightsChart.Kind;
import org.rlsworkup.feedback.insights.InsightsChart.Row;

/** Figures of calls: how often the service speaks up, how long it takes, and what it could not read. */
final class CallInsights {
    private static final List<String> OPENINGS = List.of("rls-workup", "rls-workup-encounter-start");

    private final ReportingPeriod span;
    private final PeriodTotals sums;

    CallInsights(ReportingPeriod span, PeriodTotals sums) {
        this.span = span;
        this.sums = sums;
    }

    List<InsightsChart> all() {
        return List.of(burden(), latency(), unreadable(), sources());
    }

    private InsightsChart burden() {
        var openings = span.byPeriod(
                sums.calls().stream()
                        .filter(it ->
                                OPENINGS.contains(it.service()) && !it.outcome().equals("failed"))
                        .toList(),
                Call::onDay);
        var cards = span.byPeriod(
                sums.cards().stream()
                        .filter(it -> it.isOf("CARD") && OPENINGS.contains(it.service()))
                        .toList(),
                Cards::onDay);
        var rows = new ArrayList<Row>();
        var drawn = new ArrayList<@Nullable Number>();
        openings.forEach((period, calls) -> {
            var opened = calls.stream().mapToLong(Call::calls).sum();
            var issued = CardSum.of(cards.getOrDefault(period, List.of())).issued();
            var rate = share(issued, opened);
            drawn.add(rate);
            rows.add(new Row(period.toString(), List.of(count(opened), count(issued), said(rate, ""))));
        });
        return new InsightsChart(
                "burden",
                "Cards per 100 chart openings",
                "How often the service speaks up when a chart is opened, RLS or not.",
                List.of(span.periodName(), "Openings", "Cards", "Per 100"),
                rows,
                new Chart(Kind.LINE, "cards per 100 openings", span.labels(openings), Map.of("Cards per 100", drawn)));
    }

    private InsightsChart latency() {
        var byService = sums.latencies().stream()
                .collect(Collectors.groupingBy(Took::service, TreeMap::new, Collectors.toList()));
        var shares = new LinkedHashMap<String, Double>();
        shares.put("Median", 0.5);
        shares.put("95 %", 0.95);
        shares.put("99 %", 0.99);
        var rows = new ArrayList<Row>();
        var series = new LinkedHashMap<String, List<@Nullable Number>>();
        byService.forEach((service, calls) -> {
            var counts = calls.stream().collect(Collectors.toMap(Took::millis, Took::calls, Long::sum, TreeMap::new));
            var cells = new ArrayList<String>();
            cells.add(count(counts.values().stream().mapToLong(Long::longValue).sum()));
            shares.forEach((name, part) -> {
                var millis = DurationBuckets.percentile(counts, part);
                cells.add(millis + " ms");
                series.computeIfAbsent(name, it -> new ArrayList<>()).add(millis);
            });
            rows.add(new Row(service, cells));
        });
        return new InsightsChart(
                "latency",
                "Time to answer a call",
                "Within which time half, 95 % and 99 % of the calls were answered, rounded up by at most a quarter.",
                List.of("Service", "Calls", "Median", "95 %", "99 %"),
                rows,
                new Chart(Kind.BAR, "ms", List.copyOf(byService.keySet()), series));
    }

    private InsightsChart unreadable() {
        var byPeriod = span.byPeriod(sums.calls(), Call::onDay);
        var rows = new ArrayList<Row>();
        var drawn = new ArrayList<@Nullable Number>();
        byPeriod.forEach((period, calls) -> {
            var all = calls.stream().mapToLong(Call::calls).sum();
            var unreadable = calls.stream()
                    .filter(it -> it.outcome().equals("unreadable"))
                    .mapToLong(Call::calls)
                    .sum();
            var rate = share(unreadable, all);
            drawn.add(rate);
            rows.add(new Row(period.toString(), List.of(count(all), count(unreadable), said(rate, " %"))));
        });
        return new InsightsChart(
                "fhir-failures",
                "Charts that could not be read",
                "Calls answered 412 or 403, because neither prefetch nor FHIR server gave what is needed.",
                List.of(span.periodName(), "Calls", "Not readable", "Share"),
                rows,
                new Chart(Kind.LINE, "% of calls", span.labels(byPeriod), Map.of("Not readable", drawn)));
    }

    private InsightsChart sources() {
        var rows = sums.unread().entrySet().stream()
                .map(it -> new Row(it.getKey().replace('_', ' '), List.of(count(it.getValue()))))
                .toList();
        var drawn = sums.unread().values().stream()
                .<@Nullable Number>map(InsightsChart::drawn)
                .toList();
        return new InsightsChart(
                "unread",
                "What could not be read",
                "Calls in which this part of the chart was asked for and not read to its end, whether there was a card"
                        + " or not.",
                List.of("Part of the chart", "Calls"),
                rows,
                new Chart(Kind.BAR, "calls", rows.stream().map(Row::name).toList(), Map.of("Calls", drawn)));
    }
}
