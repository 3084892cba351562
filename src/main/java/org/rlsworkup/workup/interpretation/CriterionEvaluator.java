package org.rlsworkup.workup.interpretation;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.rule.Condition;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.workup.diagnosis.ActiveContexts;
import org.rlsworkup.workup.interpretation.Interpretation.Cutoff;
import org.rlsworkup.workup.results.Measurement;

/**
 * Evaluates the criteria of rules for one patient.
 *
 * @param values the newest that count, by analyte id
 * @param contexts that hold
 * @param age in whole years, or null if unknown
 * @param sex null if unknown
 * @param missing ids of the tests listed as missing
 * @param fired ids of the rules that fired so far; grows while the rule sets are applied
 */
record CriterionEvaluator(
        Map<String, AnalyteValue> values,
        ActiveContexts contexts,
        @Nullable Integer age,
        @Nullable Sex sex,
        Set<String> missing,
        Set<String> fired) {
    /** Codes of a low value in HL7 v2 and v3, and the word. */
    private static final Set<String> LOW = Set.of("L", "LL", "LU", "<", "LOW");

    CriterionEvaluator with(Map<String, AnalyteValue> others) {
        return new CriterionEvaluator(others, contexts, age, sex, missing, fired);
    }

    /** Whether the criterion holds; unknown if what it needs is not on file. */
    Ternary evaluate(Criterion criterion) {
        return switch (criterion) {
            // The most frequent first: they are checked in this order.
            case Criterion.Compares it -> compares(it);
            case Criterion.All(var parts) -> {
                var truth = Ternary.TRUE;
                for (var i = 0; i < parts.size() && truth != Ternary.FALSE; i++) {
                    truth = truth.and(evaluate(parts.get(i)));
                }
                yield truth;
            }
            case Criterion.AnyOf(var parts) -> {
                var truth = Ternary.FALSE;
                for (var i = 0; i < parts.size() && truth != Ternary.TRUE; i++) {
                    truth = truth.or(evaluate(parts.get(i)));
                }
                yield truth;
            }
            case Criterion.Not(var inner) -> evaluate(inner).not();
            case Criterion.Present(var analyte) -> Ternary.of(known(analyte) != null);
            case Criterion.HasLabRange(var analyte) -> {
                var known = known(analyte);
                yield Ternary.of(known != null && !known.labRange().equals(LabRange.NONE));
            }
            case Criterion.Near it -> Ternary.of(isNear(it));
            case Criterion.Drawn it -> Ternary.of(isDrawn(it));
            case Criterion.CalledLow(var analyte) -> Ternary.of(isCalledLow(known(analyte)));
            case Criterion.Afternoon(var analyte) -> Ternary.of(isAfternoon(values.get(analyte)));
            case Criterion.Missing(var test) -> Ternary.of(missing.contains(test));
            case Criterion.Holds(var context) -> Ternary.of(contexts.holds(context));
            case Criterion.Age(var comparison, var years) ->
                age == null ? Ternary.UNKNOWN : Ternary.of(comparison.holds(age.compareTo(years)));
            case Criterion.IsSex(var wanted) -> sex == null ? Ternary.UNKNOWN : Ternary.of(sex == wanted);
            case Criterion.Spoke(var rule) -> Ternary.of(fired.contains(rule));
        };
    }

    boolean isTrue(Condition condition) {
        return evaluate(condition.criterion()) == Ternary.TRUE;
    }

    private Measurement.@Nullable Known known(String analyte) {
        var value = values.get(analyte);
        return value != null && value.measurement() instanceof Measurement.Known known ? known : null;
    }

    private Ternary compares(Criterion.Compares it) {
        var known = known(it.analyte());
        var cutoff = known == null ? null : cutoff(it, known);
        if (known == null || cutoff == null) {
            return Ternary.FALSE;
        }
        var interval = cutoff.unit().equals(known.scale().unit()) ? known.interval() : known.inMain();
        return interval == null ? Ternary.UNKNOWN : interval.is(it.comparison(), cutoff.limit());
    }

    /** In the unit it is compared in: the laboratory's own limit, else that of the value's scale, else the main one. */
    private static @Nullable Cutoff cutoff(Criterion.Compares it, Measurement.Known known) {
        var values = it.limit().values();
        var unit = known.scale().unit();
        var limit =
                switch (it.limit().laboratory()) {
                    case LOWER -> known.labRange().low();
                    case UPPER -> known.labRange().high();
                    case null -> null;
                };
        if (limit == null) {
            limit = values.get(unit);
        }
        if (limit == null) {
            unit = known.analyte().main().unit();
            limit = values.get(unit);
        }
        return limit == null ? null : new Cutoff(it.analyte(), it.comparison(), limit, unit);
    }

    private boolean isNear(Criterion.Near it) {
        var one = values.get(it.analyte());
        var other = values.get(it.other());
        if (one == null || other == null) {
            return false;
        }
        var apart = ChronoUnit.DAYS.between(
                one.date().earliest().toLocalDate(), other.date().earliest().toLocalDate());
        return Math.abs(apart) <= it.days();
    }

    private boolean isDrawn(Criterion.Drawn it) {
        var value = values.get(it.analyte());
        var days = daysAfter(it.analyte(), it.context());
        return switch (it.timing()) {
            case DURING ->
                value != null && contexts.heldOn(it.context(), value.date().day());
            case BEFORE -> days != null && days < 0;
            case AFTER -> days != null && days >= it.days();
        };
    }

    /** From the newest record that shows the context to the draw; null if one of them has no date. */
    private @Nullable Long daysAfter(String analyte, String context) {
        var value = values.get(analyte);
        var date = contexts.date(context);
        return value == null || date == null
                ? null
                : ChronoUnit.DAYS.between(date.day(), value.date().day());
    }

    private static boolean isCalledLow(Measurement.@Nullable Known known) {
        if (known == null) {
            return false;
        }
        var limit = known.labRange().low();
        return (known.flag() != null && LOW.contains(known.flag().toUpperCase(Locale.ROOT)))
                || (limit != null && known.interval().is(Comparison.LESS, limit) == Ternary.TRUE);
    }

    private static boolean isAfternoon(@Nullable AnalyteValue value) {
        return value != null
                && value.date().precision() == PartialDate.Precision.TIME
                && value.date().earliest().getHour() >= 12;
    }

    /** The comparisons by which the criterion is true, or unknown. */
    List<Cutoff> comparisons(Condition condition, Ternary wanted) {
        var found = new ArrayList<Cutoff>();
        collect(condition.criterion(), wanted, found);
        return found;
    }

    private void collect(Criterion criterion, Ternary wanted, List<Cutoff> found) {
        switch (criterion) {
            case Criterion.Compares it -> {
                var known = known(it.analyte());
                var cutoff = known == null ? null : cutoff(it, known);
                if (cutoff != null && compares(it) == wanted) {
                    found.add(cutoff);
                }
            }
            case Criterion.All(var parts) -> parts.forEach(part -> collect(part, wanted, found));
            case Criterion.AnyOf(var parts) ->
                parts.stream().filter(part -> evaluate(part) == wanted).forEach(part -> collect(part, wanted, found));
            default -> {
                // The others compare no values.
            }
        }
    }
}
