package org.rlsworkup.feedback.insights;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.rlsworkup.feedback.DurationBuckets;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.PeriodTotals.CallTotal;
import org.rlsworkup.feedback.PeriodTotals.CardSum;
import org.rlsworkup.feedback.PeriodTotals.CardTotal;
import org.rlsworkup.feedback.PeriodTotals.Latency;
import org.rlsworkup.feedback.PeriodTotals.TotalKind;
import org.rlsworkup.feedback.PeriodTotals.WordsTotal;
import org.rlsworkup.feedback.ReportingPeriod;
import org.rlsworkup.feedback.insights.InsightsChart.Cell;
import org.rlsworkup.feedback.insights.InsightsChart.Data;
import org.rlsworkup.feedback.insights.InsightsChart.PlotType;

/**
 * The charts of a period. Small counts are not shown, because they could identify somebody.
 *
 * @param openingServices ids of the services that are called whenever a chart is opened
 * @param least the smallest count above 0 that is shown
 */
record InsightsCharts(ReportingPeriod period, PeriodTotals totals, Set<String> openingServices, int least) {
    /** As {@code page.properties} says. */
    private static final int MAX_LINES = 6;

    private static final int MOST_NOTES = 30;

    /** All charts, in the order of the page. */
    List<InsightsChart> all() {
        return List.of(
                cards(),
                byName("tests", TotalKind.TEST, "Test"),
                overTime("tests-over-time", TotalKind.TEST, "Test"),
                byName("rules", TotalKind.RULE, "Rule"),
                overTime("rules-over-time", TotalKind.RULE, "Rule"),
                reasons(),
                feedbackTimes(),
                silenced(),
                words(),
                burden(),
                latency(),
                unreadable(),
                unread(),
                interoperability());
    }

    private InsightsChart cards() {
        var groups = period.grouped(totals.cards(TotalKind.CARD), CardTotal::onDay);
        var data = new Data(PlotType.BAR, "cards", period.labels(groups), 0, "Issued", "Accepted", "Overridden");
        groups.forEach((day, cards) -> data.row(day, cells(CardSum.of(cards))));
        return data.chart("cards", cardColumns(period.groupHeading()));
    }

    private InsightsChart byName(String id, TotalKind kind, String column) {
        var names = totals.cards(kind).stream()
                .collect(Collectors.groupingBy(CardTotal::name, TreeMap::new, Collectors.toList()));
        var data = new Data(PlotType.BAR, "%", List.copyOf(names.keySet()), 3, "Acceptance rate", "Override rate");
        names.forEach((name, cards) -> data.row(name, cells(CardSum.of(cards))));
        return data.chart(id, cardColumns(column));
    }

    private static List<String> cardColumns(String first) {
        return List.of(first, "Issued", "Accepted", "Overridden", "Acceptance rate", "Override rate");
    }

    private Cell[] cells(CardSum sum) {
        return new Cell[] {
            count(sum.issued()),
            sum.offering() == 0 && sum.issued() > 0 ? new Cell("–", null) : count(sum.accepted()),
            count(sum.overridden()),
            percent(sum.accepted(), sum.offering(), " %"),
            percent(sum.overridden(), sum.issued(), " %")
        };
    }

    private Cell count(long number) {
        return number > 0 && number < least ? new Cell("<" + least, null) : new Cell(Long.toString(number), number);
    }

    /** A rate in per cent, not shown if the counts are too small. */
    private Cell percent(long part, long whole, String unit) {
        if (whole < least || (part > 0 && part < least)) {
            return new Cell("–", null);
        }
        var rate = Math.round(1000.0 * part / whole) / 10.0;
        return new Cell(rate + unit, rate);
    }

    private InsightsChart overTime(String id, TotalKind kind, String column) {
        var all = totals.cards(kind);
        var names = all.stream()
                .collect(Collectors.groupingBy(CardTotal::name, Collectors.summingLong(CardTotal::issued)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        var groups = period.grouped(all, CardTotal::onDay);
        var data = new Data(PlotType.LINE, "%", period.labels(groups), 0);
        groups.forEach((day, cards) -> {
            var byName = cards.stream().collect(Collectors.groupingBy(CardTotal::name));
            for (var i = 0; i < names.size(); i++) {
                var name = names.get(i);
                var sum = CardSum.of(byName.getOrDefault(name, List.of()));
                var accepted = percent(sum.accepted(), sum.offering(), " %");
                if (i < MAX_LINES) {
                    data.plot.point(name, accepted.value());
                }
                if (sum.issued() > 0) {
                    var overridden = percent(sum.overridden(), sum.issued(), " %");
                    data.row(day, new Cell(name, null), count(sum.issued()), accepted, overridden);
                }
            }
        });
        return data.chart(id, List.of(period.groupHeading(), column, "Issued", "Acceptance rate", "Override rate"));
    }

    private Data tally(String series, String unit, Map<String, Long> counts) {
        var data = new Data(PlotType.BAR, unit, List.copyOf(counts.keySet()), 0, series);
        counts.forEach((name, number) -> data.row(name, count(number)));
        return data;
    }

    private InsightsChart reasons() {
        return tally("Cards", "cards", totals.reasons()).chart("reasons", List.of("Reason", "Cards"));
    }

    private InsightsChart silenced() {
        var counts = new TreeMap<String, Long>();
        totals.silenced()
                .forEach(it -> counts.put(
                        kind(it.kind()) + (it.name().equals("*") ? ": whole card" : ": " + it.name()), it.calls()));
        return tally("Calls", "calls", counts).chart("silenced", List.of("Kind of card and finding", "Calls"));
    }

    private static String kind(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private InsightsChart interoperability() {
        var counts = totals.notes().stream()
                .collect(Collectors.groupingBy(
                        it -> kind(it.kind()) + ": " + it.name(),
                        Collectors.summingLong(PeriodTotals.NoteTotal::calls)));
        var most = new LinkedHashMap<String, Long>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_NOTES)
                .forEach(it -> most.put(it.getKey(), it.getValue()));
        return tally("Calls", "calls", most).chart("interoperability", List.of("What does not fit", "Calls"));
    }

    private InsightsChart words() {
        return percentiles(
                        "words",
                        totals.words().stream()
                                .collect(counted(it -> kind(it.kind()), WordsTotal::words, WordsTotal::cards)))
                .chart("words", List.of("Kind of card", "Cards", "Median", "95 %", "99 %"));
    }

    private InsightsChart feedbackTimes() {
        var times = totals.feedbackTimes();
        var labels = times.keySet().stream().map(InsightsCharts::duration).toList();
        var data = new Data(PlotType.BAR, "cards", labels, 0, "Cards");
        times.forEach((seconds, cards) -> data.row("up to " + duration(seconds), count(cards)));
        var median = DurationBuckets.percentile(times, 0.5);
        var note = median == 0 ? "" : "Half of the feedback came within " + duration(median) + ".";
        return data.chart("answer-times", List.of("Time", "Cards"), note);
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

    private InsightsChart burden() {
        var cards = period.grouped(totals.cards(TotalKind.CARD), CardTotal::onDay);
        var openings = period.grouped(totals.calls(), CallTotal::onDay);
        var data = new Data(PlotType.LINE, "cards per 100 openings", period.labels(openings), 2, "Cards per 100");
        openings.forEach((day, calls) -> {
            var opened = sum(
                    calls,
                    it -> openingServices.contains(it.service())
                            && !it.outcome().equals("failed"));
            var issued = cards.getOrDefault(day, List.of()).stream()
                    .filter(it -> openingServices.contains(it.service()))
                    .mapToLong(CardTotal::issued)
                    .sum();
            data.row(day, count(opened), count(issued), percent(issued, opened, ""));
        });
        return data.chart("burden", List.of(period.groupHeading(), "Openings", "Cards", "Per 100"));
    }

    private static long sum(List<CallTotal> calls, Predicate<CallTotal> counted) {
        return calls.stream().filter(counted).mapToLong(CallTotal::calls).sum();
    }

    private InsightsChart latency() {
        return percentiles(
                        "ms",
                        totals.latencies().stream().collect(counted(Latency::service, Latency::millis, Latency::calls)))
                .chart("latency", List.of("Service", "Calls", "Median", "95 %", "99 %"));
    }

    /** How often each value occurs, by name. */
    private static <T> Collector<T, ?, TreeMap<String, TreeMap<Integer, Long>>> counted(
            Function<T, String> name, Function<T, Integer> value, Function<T, Long> count) {
        return Collectors.groupingBy(name, TreeMap::new, Collectors.toMap(value, count, Long::sum, TreeMap::new));
    }

    private Data percentiles(String unit, TreeMap<String, TreeMap<Integer, Long>> byName) {
        var data = new Data(PlotType.BAR, unit, List.copyOf(byName.keySet()), 1, "Median", "95 %", "99 %");
        byName.forEach((name, counts) -> {
            var all = counts.values().stream().mapToLong(Long::longValue).sum();
            var cells = DoubleStream.of(0.5, 0.95, 0.99)
                    .mapToObj(share -> DurationBuckets.percentile(counts, share))
                    .map(it -> new Cell(it + " " + unit, it));
            data.row(name, Stream.concat(Stream.of(count(all)), cells).toArray(Cell[]::new));
        });
        return data;
    }

    private InsightsChart unreadable() {
        var groups = period.grouped(totals.calls(), CallTotal::onDay);
        var data = new Data(PlotType.LINE, "% of calls", period.labels(groups), 2, "Not readable");
        groups.forEach((day, calls) -> {
            var all = sum(calls, it -> true);
            var unreadable = sum(calls, it -> it.outcome().equals("unreadable"));
            data.row(day, count(all), count(unreadable), percent(unreadable, all, " %"));
        });
        return data.chart("fhir-failures", List.of(period.groupHeading(), "Calls", "Not readable", "Share"));
    }

    private InsightsChart unread() {
        var counts = new TreeMap<String, Long>();
        totals.unread().forEach((source, calls) -> counts.put(source.replace('_', ' '), calls));
        return tally("Calls", "calls", counts).chart("unread", List.of("Part of the chart", "Calls"));
    }
}
