package org.rlsworkup.workup.missing;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.diagnosis.ActiveContexts;
import org.rlsworkup.workup.diagnosis.CardOverrides;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.Result;
import org.rlsworkup.workup.results.ResultIndex;

/** Decides for one test and one patient whether it applies, is done, is ordered or pending, or is missing. */
public final class TestEvaluator {
    private static final int ON_FILE_SHOWN = 3;
    private static final int MANY_DAYS = 100_000;
    private static final Comparator<Finding.OnFile> NEWEST_FIRST = Comparator.comparing(
                    (Finding.OnFile it) ->
                            it.date() == null ? LocalDateTime.MIN : it.date().earliest(),
                    Comparator.reverseOrder())
            .thenComparing(Finding.OnFile::what)
            .thenComparing(it -> String.valueOf(it.date()));

    private final Knowledge knowledge;
    private final MeasurementReader measurements;

    public TestEvaluator(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.measurements = new MeasurementReader(knowledge);
    }

    /**
     * The facts about one patient.
     *
     * @param age in whole years, or null if unknown
     * @param inRange whether a result is in the class "in range", so that it counts for longer
     */
    public record Facts(
            Chart chart,
            @Nullable Integer age,
            ActiveContexts contexts,
            ResultIndex results,
            CardOverrides declines,
            BiPredicate<Result, Facts> inRange,
            ZonedDateTime now) {

        /** Whether the result is in the class "in range". */
        boolean isInRange(Result result) {
            return inRange.test(result, this);
        }
    }

    public Finding evaluate(LabTest test, Facts facts) {
        var exclusion = exclusion(test, facts);
        if (exclusion != null) {
            return new Finding.NotSuggested(test, exclusion);
        }
        var onRecord = facts.results().of(test);
        var lookBack = LookBack.of(test, facts);
        var newest = newest(onRecord.results(), lookBack, facts);
        if (newest != null && newest.counts()) {
            var shorter = lookBack.forResult(newest, test, facts);
            if (!shorter.equals(lookBack)) {
                lookBack = shorter;
                newest = newest(onRecord.results(), lookBack, facts);
            }
        }
        var recheck = Recheck.of(test, newest, onRecord.results(), facts);
        if (newest != null && newest.date() != null && recheck == null) {
            return finding(test, newest, newest.date());
        }
        var onFile = onFile(onRecord, lookBack, recheck, facts);
        var ordered = byOrder(test, lookBack.days(), facts, onFile);
        if (ordered != null) {
            return ordered;
        }
        if (recheck != null && !recheck.isDue()) {
            return new Finding.DueFrom(test, recheck.from(), recheck.treatment());
        }
        var silencing = facts.contexts().silencing(RiskContext.Silence.MISSING_TESTS);
        return silencing == null
                ? missing(test, lookBack, recheck, facts, onFile)
                : new Finding.NotSuggested(test, new Finding.Exclusion.ByContext(silencing));
    }

    /**
     * Whether a treatment makes a result due, so that those on file are not read, ordered or declined as it may be. False
     * where the test is missing: that is said already.
     */
    public boolean isRecheckDue(LabTest test, Facts facts) {
        var course = test.course();
        var infusion = test.infusion();
        if ((course == null || !facts.contexts().holds(course.context()))
                && (infusion == null || !facts.contexts().holds(infusion.context()))) {
            return false;
        }
        var results = facts.results().of(test).results();
        var recheck = Recheck.of(test, newest(results, LookBack.of(test, facts), facts), results, facts);
        return recheck != null && recheck.isDue();
    }

    /** The newest that counts within the look-back, else the newest that is awaited; or null. */
    private @Nullable Result newest(List<Result> results, LookBack lookBack, Facts facts) {
        var best = Result.newest(results, Result::counts, lookBack.days(), facts.now());
        return best != null
                ? best
                : Result.newest(
                        results,
                        result -> !result.fallsShort() && !result.counts(),
                        knowledge.records().pendingDays(),
                        facts.now());
    }

    /**
     * As {@link #evaluate(LabTest, Facts)}, for a test that is done if it has a result within its look-back before or
     * after another result.
     *
     * @param around when that other result was drawn
     */
    public Finding evaluate(LabTest test, Facts facts, PartialDate around) {
        var exclusion = exclusion(test, facts);
        if (exclusion != null) {
            return new Finding.NotSuggested(test, exclusion);
        }
        var near = new ArrayList<Result>();
        for (var result : facts.results().reported(test)) {
            var date = result.date();
            if (date != null
                    && !result.fallsShort()
                    && Math.abs(ChronoUnit.DAYS.between(date.day(), around.day())) <= test.lookbackDays()) {
                near.add(result);
            }
        }
        var best = Result.newest(near, result -> true, MANY_DAYS, facts.now());
        if (best != null && best.date() != null) {
            return finding(test, best, best.date());
        }
        var ordered = byOrder(test, test.lookbackDays(), facts, new ArrayList<>());
        return ordered == null ? missing(test, LookBack.usual(test), null, facts, List.of()) : ordered;
    }

    private Finding.@Nullable Exclusion exclusion(LabTest test, Facts facts) {
        var context = firstHeld(test.offIn(), facts);
        if (context != null) {
            return new Finding.Exclusion.ByContext(context);
        }
        if (test.minimumAge() == 0) {
            return null;
        }
        if (facts.age() == null) {
            return new Finding.Exclusion.BirthDateUnknown();
        }
        return facts.age() < test.minimumAge() ? new Finding.Exclusion.TooYoung(test.minimumAge()) : null;
    }

    private static @Nullable RiskContext firstHeld(Set<String> ids, Facts facts) {
        for (var context : facts.contexts().held()) {
            if (ids.contains(context.id())) {
                return context;
            }
        }
        return null;
    }

    private List<Finding.OnFile> onFile(
            ResultIndex.TestResults onRecord, LookBack lookBack, @Nullable Recheck recheck, Facts facts) {
        var days = lookBack.days();
        var onFile = new ArrayList<Finding.OnFile>();
        onRecord.results().forEach(result -> onFile.add(shortfall(result, days, recheck, facts)));
        if (recheck == null) {
            onRecord.parts().stream()
                    .filter(Result::counts)
                    .filter(part -> part.date() != null && part.date().within(days, facts.now()))
                    .forEach(part ->
                            onFile.add(new Finding.OnFile(Shortfall.PART_ONLY, part.what(), part.date(), days)));
        }
        return onFile;
    }

    private static Finding finding(LabTest test, Result result, PartialDate date) {
        if (!result.attributed()) {
            return new Finding.Unverifiable(test);
        }
        return result.counts() ? new Finding.Done(test, date) : new Finding.Pending(test, date);
    }

    private Finding.OnFile shortfall(Result result, int lookback, @Nullable Recheck recheck, Facts facts) {
        var date = result.date();
        return switch (result.standing()) {
            case Result.Standing.FallsShort(var why) -> new Finding.OnFile(why, result.what(), date, lookback);
            case Result.Standing.Awaited() ->
                new Finding.OnFile(
                        Shortfall.PRELIMINARY,
                        result.what(),
                        date,
                        knowledge.records().pendingDays());
            case Result.Standing.Counts counts ->
                new Finding.OnFile(
                        tooOld(date, lookback, recheck, facts),
                        result.what(),
                        result.attributed() ? measurements.of(result) : null,
                        date,
                        lookback);
        };
    }

    private static Shortfall tooOld(@Nullable PartialDate date, int lookback, @Nullable Recheck recheck, Facts facts) {
        if (recheck != null && date != null && date.within(lookback, facts.now())) {
            return recheck.shortfall();
        }
        return date != null && date.mayReachInto(lookback, facts.now()) ? Shortfall.DAY_NOT_RECORDED : Shortfall.OLDER;
    }

    private @Nullable Finding byOrder(LabTest test, int lookback, Facts facts, List<Finding.OnFile> onFile) {
        return facts.chart().orders().isEmpty() && facts.chart().unattributed().isEmpty()
                ? null
                : new OrderEvaluator(knowledge, test, lookback, facts).evaluate(onFile);
    }

    private Finding missing(
            LabTest test, LookBack lookBack, @Nullable Recheck recheck, Facts facts, List<Finding.OnFile> onFile) {
        var declined = facts.declines().declinedOn(test, facts.contexts());
        if (declined != null) {
            return new Finding.DeclinedByClinician(test, declined);
        }
        var higherYield = facts.contexts().held().stream()
                .filter(context -> context.higherYield().contains(test.id()))
                .toList();
        var insteadIn = firstHeld(test.orderIn().keySet(), facts);
        var orderable = insteadIn == null ? test.order() : test.orderIn().getOrDefault(insteadIn.id(), test.order());
        var whyIn = firstHeld(test.whyIn().keySet(), facts);
        var why = whyIn == null ? test.why() : test.whyIn().getOrDefault(whyIn.id(), test.why());
        var reviewFirst = onFile.stream().anyMatch(it -> mayBeCurrent(it, lookBack.days(), facts.now()));
        var recommended = test.tier() == Tier.CORE
                && (test.recommended() || !higherYield.isEmpty())
                && !reviewFirst
                && firstHeld(test.notRecommendedIn(), facts) == null;
        return new Finding.Missing(
                test,
                recheck == null ? null : recheck.treatment(),
                lookBack.days(),
                lookBack.because(),
                why,
                orderable,
                insteadIn,
                higherYield,
                recommended,
                worthShowing(onFile),
                facts.declines().lastDeclined(test));
    }

    /** Whether it may turn out to be a current result or order, so that it is looked at before ordering again. */
    private static boolean mayBeCurrent(Finding.OnFile it, int lookback, ZonedDateTime now) {
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
