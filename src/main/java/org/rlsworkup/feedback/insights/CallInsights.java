package org.rlsworkup.feedback.insights;

import static org.rlsworkup.feedback.insights.InsightsChart.count;
import static org.rlsworkup.feedback.insights.InsightsChart.percent;
import static org.rlsworkup.feedback.insights.InsightsChart.point;
import static org.rlsworkup.feedback.insights.InsightsChart.text;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlsworkup.feedback.DurationBuckets;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.PeriodTotals.CallTotal;
import org.rlsworkup.feedback.PeriodTotals.CardSum;
import org.rlsworkup.feedback.PeriodTotals.CardTotal;
import org.rlsworkup.feedback.PeriodTotals.Latency;
import org.rlsworkup.feedback.PeriodTotals.TotalKind;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.insights.InsightsChart.Data;
import org.rlsworkup.feedback.insights.InsightsChart.PlotType;

/** The charts of calls: how often a card is shown, how long a response takes, and what could not be read. */
record CallInsights(ReportingPeriod period, PeriodTotals totals, ChartOpeningServices openingServices) {

    List<InsightsChart> charts() {
        return List.of(burden(), latency(), unreadable(), unread());
    }

    private InsightsChart burden() {
        var ids = openingServices.ids();
        var openings = period.grouped(
                totals.calls().stream()
                        .filter(it ->
                                ids.contains(it.service()) && !it.outcome().equals("failed"))
                        .toList(),
                CallTotal::onDay);
        var cards = period.grouped(
                totals.cards(TotalKind.CARD).stream()
                        .filter(it -> ids.contains(it.service()))
                        .toList(),
                CardTotal::onDay);
        var data = new Data();
        openings.forEach((day, calls) -> {
            var opened = sum(calls);
            var issued = CardSum.of(cards.getOrDefault(day, List.of())).issued();
            var rate = percent(issued, opened);
            data.point("Cards per 100", rate);
            data.row(day.toString(), count(opened), count(issued), text(rate, ""));
        });
        return InsightsChart.of(
                "burden",
                "Cards per 100 chart openings",
                "How often a card is shown when a chart is opened, for patients with and without RLS.",
                List.of(period.groupHeading(), "Openings", "Cards", "Per 100"),
                data,
                PlotType.LINE,
                "cards per 100 openings",
                period.labels(openings));
    }

    private static long sum(List<CallTotal> calls) {
        return calls.stream().mapToLong(CallTotal::calls).sum();
    }

    private InsightsChart latency() {
        var byService = totals.latencies().stream()
                .collect(Collectors.groupingBy(Latency::service, TreeMap::new, Collectors.toList()));
        var data = new Data();
        byService.forEach((service, calls) -> {
            var counts =
                    calls.stream().collect(Collectors.toMap(Latency::millis, Latency::calls, Long::sum, TreeMap::new));
            var median = DurationBuckets.percentile(counts, 0.5);
            var p95 = DurationBuckets.percentile(counts, 0.95);
            var p99 = DurationBuckets.percentile(counts, 0.99);
            data.point("Median", median);
            data.point("95 %", p95);
            data.point("99 %", p99);
            var all = counts.values().stream().mapToLong(Long::longValue).sum();
            data.row(service, count(all), median + " ms", p95 + " ms", p99 + " ms");
        });
        return InsightsChart.of(
                "latency",
                "Response time",
                "Median, 95th and 99th percentile of the time to answer a call, rounded up by at most a quarter.",
                List.of("Service", "Calls", "Median", "95 %", "99 %"),
                data,
                PlotType.BAR,
                "ms",
                List.copyOf(byService.keySet()));
    }

    private InsightsChart unreadable() {
        var groups = period.grouped(totals.calls(), CallTotal::onDay);
        var data = new Data();
        groups.forEach((day, calls) -> {
            var all = sum(calls);
            var unreadable = sum(calls.stream()
                    .filter(it -> it.outcome().equals("unreadable"))
                    .toList());
            var rate = percent(unreadable, all);
            data.point("Not readable", rate);
            data.row(day.toString(), count(all), count(unreadable), text(rate, " %"));
        });
        return InsightsChart.of(
                "fhir-failures",
                "Charts that could not be read",
                "Calls answered with 412 or 403 because neither prefetch nor the FHIR server provided the data needed.",
                List.of(period.groupHeading(), "Calls", "Not readable", "Share"),
                data,
                PlotType.LINE,
                "% of calls",
                period.labels(groups));
    }

    private InsightsChart unread() {
        var data = new Data();
        totals.unread().forEach((source, calls) -> {
            data.point("Calls", point(calls));
            data.row(source.replace('_', ' '), count(calls));
        });
        return InsightsChart.of(
                "unread",
                "Data that could not be read",
                "Calls in which this part of the chart was requested but not read completely, whether a card was shown"
                        + " or not.",
                List.of("Part of the chart", "Calls"),
                data,
                PlotType.BAR,
                "calls",
                data.rows.stream().map(InsightsChart.TableRow::name).toList());
    }
}
