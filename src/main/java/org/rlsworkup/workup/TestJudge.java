package org.rlsworkup.workup;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.CodeIndex.Meaning;

/** Judges one test for one patient: whether it applies, is done, is on its way, or is missing. */
final class TestJudge {
    private static final int ON_FILE_SHOWN = 3;
    private static final int MANY_DAYS = 100_000;
    private static final Comparator<Finding.OnFile> NEWEST_FIRST = Comparator.comparing(
                    (Finding.OnFile it) ->
                            it.date() == null ? LocalDateTime.MIN : it.date().earliest(),
                    Comparator.reverseOrder())
            .thenComparing(Finding.OnFile::what)
            .thenComparing(it -> String.valueOf(it.date()));

    private final Knowledge knowledge;
    private final OrderJudge orders;

    TestJudge(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.orders = new OrderJudge(knowledge.records());
    }

    /**
     * The facts about one patient.
     *
     * @param age in whole years, or null if unknown
     * @param contexts that hold
     * @param results attributed first
     */
    record Facts(Chart chart, @Nullable Integer age, Contexts contexts, List<Result> results, ZonedDateTime now) {}

    Finding judge(LabTest test, Facts facts) {
        var off = off(test, facts);
        if (off != null) {
            return new Finding.Off(test, off);
        }
        var shorterIn = shorterIn(test, facts);
        var lookback = lookback(test, shorterIn);
        var course = courseDays(test, lookback, facts);
        if (course != lookback && test.course() != null) {
            shorterIn = facts.contexts().find(test.course().context());
            lookback = course;
        }
        var onFile = new ArrayList<Finding.OnFile>();
        var found = byResult(test, lookback, facts, onFile);
        if (found instanceof Finding.Done(var same, var drawn)
                && !test.lookbackAfter().isEmpty()) {
            var outdated = outdatedBy(test, drawn, facts);
            if (outdated != null) {
                shorterIn = outdated;
                lookback = test.lookbackAfter().getOrDefault(outdated.id(), lookback);
                found = byResult(test, lookback, facts, onFile);
            }
        }
        if (found == null) {
            found = byOrder(test, lookback, facts, onFile);
        }
        if (found != null) {
            return found;
        }
        var silencing = facts.contexts().silencing(RiskContext.Silence.MISSING_TESTS);
        return silencing == null
                ? missing(test, lookback, shorterIn, facts, onFile)
                : new Finding.Off(test, new Finding.Reason.InContext(silencing));
    }

    /**
     * Judges a test that belongs to another result: whether it is done within its look-back before or after that.
     *
     * @param around when the other was drawn
     */
    Finding judge(LabTest test, Facts facts, PartialDate around) {
        var off = off(test, facts);
        if (off != null) {
            return new Finding.Off(test, off);
        }
        var near = new ArrayList<Result>();
        for (var result : resultsFor(test, facts)) {
            var date = result.date();
            if (date != null
                    && !result.fallsShort()
                    && Math.abs(ChronoUnit.DAYS.between(date.day(), around.day())) <= test.lookbackDays()) {
                near.add(result);
            }
        }
        var best = newest(near, result -> true, MANY_DAYS, facts);
        if (best != null && best.date() != null) {
            return finding(test, best, best.date());
        }
        var ordered = byOrder(test, test.lookbackDays(), facts, new ArrayList<>());
        return ordered == null ? missing(test, test.lookbackDays(), null, facts, List.of()) : ordered;
    }

    private Finding.@Nullable Reason off(LabTest test, Facts facts) {
        for (var context : facts.contexts().held()) {
            if (test.offIn().contains(context.id())) {
                return new Finding.Reason.InContext(context);
            }
        }
        if (test.minimumAge() == 0) {
            return null;
        }
        if (facts.age() == null) {
            return new Finding.Reason.AgeUnknown();
        }
        return facts.age() < test.minimumAge() ? new Finding.Reason.Age(test.minimumAge()) : null;
    }

    /** How far back a result of this test counts for this patient, in days. */
    int lookback(LabTest test, Facts facts) {
        return lookback(test, shorterIn(test, facts));
    }

    private static int lookback(LabTest test, @Nullable RiskContext shorterIn) {
        return shorterIn == null
                ? test.lookbackDays()
                : test.lookbackIn().getOrDefault(shorterIn.id(), test.lookbackDays());
    }

    private @Nullable RiskContext shorterIn(LabTest test, Facts facts) {
        if (facts.contexts().held().isEmpty() || test.lookbackIn().isEmpty()) {
            return null;
        }
        return facts.contexts().held().stream()
                .filter(context ->
                        test.lookbackIn().getOrDefault(context.id(), test.lookbackDays()) < test.lookbackDays())
                .min(Comparator.comparing(context -> test.lookbackIn().getOrDefault(context.id(), test.lookbackDays())))
                .orElse(null);
    }

    /** How far to look back on a treatment that the test accompanies: as far as ever where its start is not known. */
    private static int courseDays(LabTest test, int lookback, Facts facts) {
        var course = test.course();
        var start = course == null ? null : facts.contexts().date(course.context());
        if (course == null || start == null || !start.hasDay()) {
            return lookback;
        }
        var days = (int) ChronoUnit.DAYS.between(start.day(), start.today(facts.now()));
        if (days < 0) {
            return lookback;
        }
        return days < course.days()
                ? days + course.baselineDays()
                : Math.min(lookback, Math.max(0, days - course.days() - 1));
    }

    /** The context, charted after the draw, in which the result is too old. */
    private static @Nullable RiskContext outdatedBy(LabTest test, PartialDate drawn, Facts facts) {
        for (var context : facts.contexts().held()) {
            var days = test.lookbackAfter().get(context.id());
            var charted = facts.contexts().date(context.id());
            if (days != null
                    && charted != null
                    && charted.day().isAfter(drawn.day())
                    && !drawn.within(days, facts.now())) {
                return context;
            }
        }
        return null;
    }

    private @Nullable Finding byResult(LabTest test, int lookback, Facts facts, List<Finding.OnFile> onFile) {
        if (facts.results().isEmpty()) {
            return null;
        }
        var parts = new ArrayList<Result>();
        var results = results(test, facts, parts);
        var best = newest(results, Result::counts, lookback, facts);
        if (best == null) {
            best = newest(results, result -> !result.fallsShort() && !result.counts(), pendingDays(), facts);
        }
        if (best != null && best.date() != null) {
            return finding(test, best, best.date());
        }
        results.forEach(result -> onFile.add(shortfall(result, lookback, facts)));
        parts.stream()
                .filter(Result::counts)
                .filter(part -> part.date() != null && part.date().within(lookback, facts.now()))
                .forEach(part ->
                        onFile.add(new Finding.OnFile(Shortfall.PART_ONLY, part.what(), part.date(), lookback)));
        return null;
    }

    /** The results of a test, calculated ones included. */
    List<Result> results(LabTest test, Facts facts) {
        return results(test, facts, new ArrayList<>());
    }

    private List<Result> results(LabTest test, Facts facts, List<Result> parts) {
        var results = resultsFor(test, facts);
        var calculated = new ArrayList<Result>();
        for (var pair : test.calculatedFrom()) {
            addPairs(live(pair.get(0), facts), live(pair.get(1), facts), facts, calculated, parts);
        }
        return calculated.isEmpty()
                ? results
                : CalculatedResults.join(results, calculated, facts.now().getZone(), sameSpecimen());
    }

    private void addPairs(
            List<Result> first, List<Result> second, Facts facts, List<Result> results, List<Result> parts) {
        if (!first.isEmpty() && !second.isEmpty()) {
            results.addAll(SpecimenPairs.of(first, second, facts.now().getZone(), sameSpecimen()));
        }
        parts.addAll(first);
        parts.addAll(second);
    }

    private Duration sameSpecimen() {
        return Duration.ofMinutes(knowledge.records().sameSpecimenMinutes());
    }

    private int pendingDays() {
        return knowledge.records().pendingDays();
    }

    private static Finding finding(LabTest test, Result result, PartialDate date) {
        if (!result.attributed()) {
            return new Finding.Unverifiable(test);
        }
        return result.counts() ? new Finding.Done(test, date) : new Finding.Pending(test, date);
    }

    private static List<Result> resultsFor(LabTest test, Facts facts) {
        var results = new ArrayList<Result>();
        for (var result : facts.results()) {
            var isForTest =
                    switch (result.meaning()) {
                        case Meaning.Measures(var analyte) -> test.measuredBy().contains(analyte.id());
                        case Meaning.Never(var analyte) -> test.measuredBy().contains(analyte.id());
                        case Meaning.Panel(var tests) -> tests.contains(test.id());
                    };
            if (isForTest) {
                results.add(result);
            }
        }
        return results;
    }

    private static List<Result> live(String analyteId, Facts facts) {
        var live = new ArrayList<Result>();
        for (var result : facts.results()) {
            if (!result.fallsShort()
                    && result.meaning() instanceof Meaning.Measures(var analyte)
                    && analyte.id().equals(analyteId)) {
                live.add(result);
            }
        }
        return live;
    }

    /** The newest within the days that is this patient's for certain, else the newest that may be. */
    private static @Nullable Result newest(List<Result> results, Predicate<Result> condition, int days, Facts facts) {
        Result newest = null;
        for (var result : results) {
            if (condition.test(result)
                    && result.date() != null
                    && result.date().within(days, facts.now())
                    && (newest == null || isBetter(result, newest, facts.now().getZone()))) {
                newest = result;
            }
        }
        return newest;
    }

    private static boolean isBetter(Result result, Result than, ZoneId zone) {
        if (result.attributed() != than.attributed()) {
            return result.attributed();
        }
        if (result.date() == null || than.date() == null) {
            return result.date() != null;
        }
        var later = result.date().instant(zone).compareTo(than.date().instant(zone));
        return later > 0
                || (later == 0
                        && result.date().precision().compareTo(than.date().precision()) > 0);
    }

    private Finding.OnFile shortfall(Result result, int lookback, Facts facts) {
        var date = result.date();
        return switch (result.standing()) {
            case Result.Standing.FallsShort(var why) -> new Finding.OnFile(why, result.what(), date, lookback);
            case Result.Standing.Pending() ->
                new Finding.OnFile(Shortfall.PRELIMINARY, result.what(), date, pendingDays());
            case Result.Standing.Counts() ->
                new Finding.OnFile(
                        date != null && date.mayReachInto(lookback, facts.now())
                                ? Shortfall.DAY_NOT_RECORDED
                                : Shortfall.OLDER,
                        result.what(),
                        date,
                        lookback);
        };
    }

    private @Nullable Finding byOrder(LabTest test, int lookback, Facts facts, List<Finding.OnFile> onFile) {
        var chart = facts.chart();
        var verdict = orders.judge(test, lookback, chart, chart.orders(), facts.now());
        for (var pair : test.calculatedFrom()) {
            if (verdict instanceof OrderJudge.Verdict.NotOrdered
                    && !chart.orders().isEmpty()) {
                var parts = pair.stream().map(knowledge::analyte).toList();
                verdict = orders.judgeParts(parts, lookback, chart, chart.orders(), facts.now())
                        .orElse(verdict);
            }
        }
        return switch (verdict) {
            case OrderJudge.Verdict.Ordered(var date) -> new Finding.Ordered(test, date);
            case OrderJudge.Verdict.Completed(var date) -> new Finding.Pending(test, date);
            case OrderJudge.Verdict.NotToBeDone() -> new Finding.NotToBeDone(test);
            case OrderJudge.Verdict.NotOrdered(var seen) -> {
                onFile.addAll(seen);
                yield unverifiableOrder(test, lookback, facts);
            }
        };
    }

    private @Nullable Finding unverifiableOrder(LabTest test, int lookback, Facts facts) {
        if (facts.chart().unattributed().isEmpty()) {
            return null;
        }
        var unattributed = facts.chart().unattributed(ServiceRequest.class);
        var verdict = orders.judge(test, lookback, facts.chart(), unattributed, facts.now());
        return verdict instanceof OrderJudge.Verdict.NotOrdered ? null : new Finding.Unverifiable(test);
    }

    private Finding missing(
            LabTest test, int lookback, @Nullable RiskContext shorterIn, Facts facts, List<Finding.OnFile> onFile) {
        var higherYield = facts.contexts().held().stream()
                .filter(context -> context.higherYield().contains(test.id()))
                .toList();
        var insteadIn = facts.contexts().held().stream()
                .filter(context -> test.orderableIn().containsKey(context.id()))
                .findFirst()
                .orElse(null);
        var orderable = insteadIn == null
                ? test.orderable()
                : test.orderableIn().getOrDefault(insteadIn.id(), test.orderable());
        var why = facts.contexts().held().stream()
                .filter(context -> test.whyIn().containsKey(context.id()))
                .map(context -> test.whyIn().getOrDefault(context.id(), test.why()))
                .findFirst()
                .orElse(test.why());
        var lookFirst = onFile.stream().anyMatch(it -> asksForALook(it, lookback, facts.now()));
        var recommended =
                test.offer().tier() == Tier.CORE && (test.recommended() || !higherYield.isEmpty()) && !lookFirst;
        return new Finding.Missing(
                test, lookback, shorterIn, why, orderable, insteadIn, higherYield, recommended, worthShowing(onFile));
    }

    /** Whether it might turn out to be a current result after all. */
    private static boolean asksForALook(Finding.OnFile it, int lookback, ZonedDateTime now) {
        var date = it.date();
        return it.why().asksForALook()
                && (date == null || date.within(lookback, now) || date.mayReachInto(lookback, now));
    }

    /** The newest of each kind, and not too many. */
    private static List<Finding.OnFile> worthShowing(List<Finding.OnFile> onFile) {
        if (onFile.size() <= 1) {
            return onFile;
        }
        var newest = new EnumMap<Shortfall, Finding.OnFile>(Shortfall.class);
        onFile.stream().sorted(NEWEST_FIRST).forEach(it -> newest.putIfAbsent(it.why(), it));
        return newest.values().stream()
                .sorted(NEWEST_FIRST)
                .limit(ON_FILE_SHOWN)
                .toList();
    }
}
