package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.ModifierRules.Effect;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Calculation;
import org.rlsworkup.workup.results.CodeIndex.Meaning;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.Measurement.NotInterpretable;
import org.rlsworkup.workup.results.Measurement.ValueProblem;
import org.rlsworkup.workup.results.Result.Derivation;

/** Reads the values of results, on demand: most values of a chart are never needed. */
public final class MeasurementReader {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Knowledge knowledge;
    private final Map<List<String>, Formula> formulas = new HashMap<>();

    private record Formula(Analyte analyte, Calculation.Whole whole) {}

    public MeasurementReader(Knowledge knowledge) {
        this.knowledge = knowledge;
        for (var analyte : knowledge.analytes().values()) {
            var calculation = analyte.calculated();
            if (calculation != null) {
                for (var whole : calculation.wholes()) {
                    formulas.put(List.of(calculation.part(), whole.analyte()), new Formula(analyte, whole));
                }
            }
        }
    }

    /** The value of a result: a reported one, unless only a calculated one can be interpreted. */
    public Measurement of(Result result) {
        return of(result.meaning(), result.derivation());
    }

    private Measurement of(Meaning meaning, Derivation derivation) {
        return switch (derivation) {
            case Derivation.NoValue() -> new NotInterpretable(ValueProblem.NO_VALUE, null);
            case Derivation.Reported sent
            when sent.modified() != Effect.NONE ->
                new NotInterpretable(
                        sent.modified() == Effect.SPECIMEN ? ValueProblem.SPECIMEN : ValueProblem.MODIFIED,
                        sent.measured().value());
            case Derivation.Reported sent ->
                meaning instanceof Meaning.Measures(var analyte)
                        ? ValueReader.read(analyte, sent.code(), sent.measured())
                        : new NotInterpretable(
                                ValueProblem.NO_VALUE, sent.measured().value());
            case Derivation.Calculated(var part, var whole) -> calculate(of(part), of(whole));
            case Derivation.Alternatives(var derivations) -> best(meaning, derivations);
        };
    }

    private Measurement best(Meaning meaning, List<Derivation> derivations) {
        var first = of(meaning, derivations.get(0));
        var other = derivations.stream()
                .skip(1)
                .map(it -> of(meaning, it))
                .filter(Known.class::isInstance)
                .map(Known.class::cast)
                .findFirst()
                .orElse(null);
        if (other == null || !(first instanceof Known known)) {
            return other == null ? first : other;
        }
        return !known.isCalculated() && differ(known, other) ? known.differing(other) : known;
    }

    private static boolean differ(Known reported, Known calculated) {
        var calculation = calculated.analyte().calculated();
        var one = reported.inMain();
        if (calculation == null || one == null) {
            return false;
        }
        var apart = calculation.noteAbove();
        return isFurtherBelow(one, calculated.interval(), apart) || isFurtherBelow(calculated.interval(), one, apart);
    }

    private static boolean isFurtherBelow(Interval one, Interval other, BigDecimal apart) {
        return one.high() != null
                && other.low() != null
                && other.low().subtract(one.high()).compareTo(apart) > 0;
    }

    private Measurement calculate(Measurement part, Measurement whole) {
        if (!(part instanceof Known above)) {
            return part;
        }
        if (!(whole instanceof Known below)) {
            return whole;
        }
        var formula = formulas.get(List.of(above.analyte().id(), below.analyte().id()));
        if (formula == null) {
            return new NotInterpretable(ValueProblem.NO_VALUE, null);
        }
        var analyte = formula.analyte();
        var share = share(formula.whole(), above, below);
        if (share == null) {
            return new NotInterpretable(ValueProblem.UNIT_MISMATCH, below.sent());
        }
        var percent = share.map(PERCENT::multiply);
        var written = new Value.Text(percent.written(1) + " " + analyte.main().unit());
        return ValueReader.isPlausible(percent, analyte.main(), analyte)
                ? new Known(analyte, analyte.main(), percent, LabRange.NONE, null, written, List.of(above, below), null)
                : new NotInterpretable(ValueProblem.IMPLAUSIBLE, written);
    }

    /** Both in the unit they were reported in if that is the same, else in the main unit of the part. */
    private @Nullable Interval share(Calculation.Whole rule, Known above, Known below) {
        var equivalent = rule.equivalent(below.scale().id());
        var scale = knowledge
                .analyte(above.analyte().id())
                .scale(equivalent == null ? below.scale().id() : equivalent.scale());
        var amount = equivalent == null ? below.interval() : below.interval().map(equivalent.times()::multiply);
        if (scale.equals(above.scale())) {
            return Interval.share(above.interval(), amount, rule.plusPart());
        }
        var part = above.inMain();
        return part == null || scale.toMain() == null
                ? null
                : Interval.share(part, scale.toMain().apply(amount), rule.plusPart());
    }
}
