package org.rlsworkup.sandbox.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.sandbox.demo.ChartPicture.Mark;
import org.rlsworkup.sandbox.demo.ChartPicture.Point;
import org.rlsworkup.sandbox.demo.ChartPicture.ShownBand;
import org.rlsworkup.sandbox.demo.ChartPicture.SilencedItem;
import org.rlsworkup.sandbox.demo.ChartPicture.TestState;
import org.rlsworkup.sandbox.demo.ChartPicture.Trend;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;
import org.rlsworkup.workup.results.ResultIndex;
import org.rlsworkup.workup.results.ResultReader;

/** Puts what the core says about a chart into a {@link ChartPicture}. Decides nothing itself. */
final class ChartPainter {
    private final Knowledge knowledge;
    private final Workup workup;
    private final ResultReader results;
    private final MeasurementReader measurements;

    ChartPainter(Workup workup) {
        this.knowledge = workup.knowledge();
        this.workup = workup;
        this.results = new ResultReader(knowledge);
        this.measurements = new MeasurementReader(knowledge);
    }

    /** A result with its value. */
    private record Read(Result result, Measurement value) {
        @Nullable
        Known known() {
            return value instanceof Known known ? known : null;
        }
    }

    ChartPicture paint(Chart chart, ClassBands bands, List<PageOverride> overrides, ZonedDateTime now) {
        var declined =
                overrides.stream().map(it -> it.toCardOverride(knowledge)).toList();
        var assessment = workup.assess(chart, declined, now);
        var index = results.read(chart, now);
        var trends = new ArrayList<Trend>();
        for (var analyte : knowledge.analytes().values()) {
            var all = resultsOf(analyte, index).stream()
                    .map(result -> new Read(result, measurements.of(result)))
                    .sorted(Comparator.comparing((Read it) -> moment(it.result().date(), now.getZone()))
                            .reversed())
                    .toList();
            if (!all.isEmpty()) {
                trends.add(trend(analyte, all, chart, bands, now.getZone()));
            }
        }
        return new ChartPicture(
                outcome(assessment),
                charted(chart, now),
                tests(assessment),
                trends,
                silenced(overrides, assessment, now));
    }

    private List<String> charted(Chart chart, ZonedDateTime now) {
        return chart.conditions().stream()
                .filter(it -> workup.hasRls(Chart.of(chart.patientId(), null, List.of(it), Set.of()), now))
                .flatMap(it -> Stream.ofNullable(it.id()))
                .toList();
    }

    private List<Result> resultsOf(Analyte analyte, ResultIndex index) {
        return knowledge.tests().stream()
                .filter(test ->
                        !test.calculatedFrom().isEmpty() && test.measuredBy().contains(analyte.id()))
                .findFirst()
                .map(test -> index.of(test).results())
                .orElseGet(() -> index.byAnalyte().getOrDefault(analyte.id(), List.of()));
    }

    private static String moment(@Nullable PartialDate date, ZoneId zone) {
        return date == null ? "" : date.instant(zone).toString();
    }

    private Trend trend(Analyte analyte, List<Read> all, Chart chart, ClassBands classes, ZoneId zone) {
        var newest = all.stream()
                .filter(it -> it.result().counts() && it.known() != null)
                .findFirst();
        var scale = newest.map(it -> Objects.requireNonNull(it.known()).scale()).orElse(analyte.main());
        var range =
                newest.map(it -> Objects.requireNonNull(it.known()).labRange()).orElse(LabRange.NONE);
        var bands = classes.of(analyte, scale, range);
        return new Trend(
                analyte.id(),
                analyte.name(),
                scale.unit(),
                bands.stream()
                        .map(it -> new ShownBand(
                                it.values().low(), it.values().high(), range(it.values()), it.level(), it.says()))
                        .toList(),
                all.stream().map(it -> point(it, scale, bands, zone)).toList(),
                orders(analyte, chart, zone),
                newest.map(it -> it.result().observationId()).orElse(null));
    }

    private static String range(Interval values) {
        var exact = values.exact();
        return exact != null ? "exactly " + exact.toPlainString() : values.written(4);
    }

    private Point point(Read it, Scale scale, List<ClassBands.ValueBand> bands, ZoneId zone) {
        var known = it.known();
        var date = it.result().date();
        var onAxis = known == null ? null : known.in(scale);
        var band = onAxis == null
                ? null
                : IntStream.range(0, bands.size())
                        .filter(i -> bands.get(i).holds(onAxis))
                        .boxed()
                        .findFirst()
                        .orElse(null);
        return new Point(
                it.result().observationId(),
                date == null ? null : date.instant(zone).toString(),
                date == null ? "" : date.written(),
                it.value().asSent(),
                onAxis == null ? null : rounded(onAxis.low()),
                onAxis == null ? null : rounded(onAxis.high()),
                it.result().counts(),
                it.result().counts() ? band : null,
                note(it));
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal number) {
        return number == null ? null : number.round(MathContext.DECIMAL32);
    }

    private String note(Read it) {
        var date = it.result().date();
        var day = date == null ? "" : date.written();
        var shortfall =
                switch (it.result().standing()) {
                    case Result.Standing.FallsShort(var why) -> why;
                    case Result.Standing.Awaited() -> Shortfall.PRELIMINARY;
                    case Result.Standing.Counts counts -> null;
                };
        if (shortfall != null) {
            return knowledge.say(shortfall, it.result().what(), day, 0);
        }
        var reason = it.value() instanceof Measurement.NotInterpretable(var why, var sent) ? why.reason() : null;
        return reason == null
                ? ""
                : knowledge.say(reason, it.result().what(), day, it.value().asSent());
    }

    private List<Mark> orders(Analyte analyte, Chart chart, ZoneId zone) {
        var marks = new ArrayList<Mark>();
        for (var order : chart.orders()) {
            var date = order.authored() != null ? order.authored() : order.occurrence();
            var isOfAnalyte = knowledge.tests().stream()
                    .filter(test -> test.measuredBy().contains(analyte.id()))
                    .anyMatch(test -> order.code().any(test.orderCodes()::contains));
            if (isOfAnalyte && date != null) {
                var names = order.code().names();
                marks.add(new Mark(
                        date.instant(zone).toString(),
                        date.written(),
                        String.valueOf(order.status()),
                        names.isEmpty() ? analyte.name() : names.getFirst()));
            }
        }
        return marks;
    }

    private static String outcome(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Assessed it -> "assessed";
            case Assessment.MedicationsOnly it -> "medications-only";
            case Assessment.IncompleteChart it -> "incomplete";
            case Assessment.NoAdvice(var reason) ->
                reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private List<TestState> tests(Assessment assessment) {
        return assessment instanceof Assessment.Assessed assessed
                ? assessed.findings().stream().map(this::state).toList()
                : List.of();
    }

    private TestState state(Finding finding) {
        return switch (finding) {
            case Finding.Done(var test, var date) -> state(test, "done", date.written(), "");
            case Finding.Ordered(var test, var date) ->
                state(test, "ordered", date == null ? null : date.written(), "");
            case Finding.Pending(var test, var date) -> state(test, "pending", date.written(), "");
            case Finding.DueFrom(var test, var date, var after) ->
                state(test, "due-from", date.toString(), after.label());
            case Finding.NotToBeDone(var test) -> state(test, "not-to-be-done", null, "");
            case Finding.Unverifiable(var test) -> state(test, "unverifiable", null, "");
            case Finding.DeclinedByClinician(var test, var date) -> state(test, "declined", date.toString(), "");
            case Finding.NotSuggested(var test, var why) -> state(test, "not-suggested", null, "");
            case Finding.Missing it ->
                state(it.test(), it.recheckOn() == null ? "missing" : "recheck-due", null, onFile(it));
        };
    }

    private static TestState state(LabTest test, String state, @Nullable String date, String note) {
        return new TestState(test.id(), test.tier() == Tier.CORE, test.label(), state, date, note);
    }

    private String onFile(Finding.Missing missing) {
        return missing.onFile().stream()
                .map(it -> knowledge.say(
                        it.why(), it.what(), it.date() == null ? "" : it.date().written(), it.days()))
                .collect(Collectors.joining("; "));
    }

    private List<SilencedItem> silenced(List<PageOverride> overrides, Assessment assessment, ZonedDateTime now) {
        if (assessment instanceof Assessment.NoAdvice(var reason)
                && reason == Assessment.NoAdviceReason.DIAGNOSIS_WRONG) {
            return List.of(new SilencedItem(SilencedItem.SilencedKind.DIAGNOSIS, "", null));
        }
        var newest = new TreeMap<String, SilencedItem>();
        overrides.stream()
                .sorted(Comparator.comparing(PageOverride::at))
                .flatMap(it -> it.silences(knowledge, now.getZone()))
                .forEach(it -> newest.put(it.name(), it));
        return newest.values().stream()
                .filter(it -> it.until() == null
                        || it.until().compareTo(now.toLocalDate().toString()) >= 0)
                .toList();
    }
}
