package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.analyte.UnitFinder;
import org.rlsworkup.knowledge.analyte.UnitFinder.Found;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.Measurement.NotInterpretable;
import org.rlsworkup.workup.results.Measurement.ValueProblem;

/** Reads one value of one analyte; the unit tells on which of its scales. */
final class ValueReader {
    /** Codes of {@code dataAbsentReason} that mean that a value exists and was not sent; with others, there is none. */
    static final Set<String> WITHHELD = Set.of("masked", "not-permitted", "unsupported", "as-text");

    /** A number with more digits is no measurement, and arithmetic with it takes long. */
    private static final int MOST_DIGITS = 60;

    private final Analyte analyte;
    private final Measured measured;
    private final List<Scale> scales;
    private final @Nullable String defaultUnit;

    private ValueReader(Analyte analyte, Concept code, Measured measured) {
        this.analyte = analyte;
        this.measured = measured;
        var scalesOfCodes = List.<Scale>of();
        String unit = null;
        var codings = code.codings();
        for (var i = 0; i < codings.size(); i++) {
            var filing = analyte.codes().get(codings.get(i).code());
            if (filing != null) {
                scalesOfCodes = union(scalesOfCodes, filing.scales());
                unit = unit == null ? filing.defaultUnit() : unit;
            }
        }
        this.scales = scalesOfCodes;
        this.defaultUnit = unit;
    }

    private static List<Scale> union(List<Scale> some, List<Scale> more) {
        return some.isEmpty()
                ? more
                : Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    static Measurement read(Analyte analyte, Concept code, Measured measured) {
        return new ValueReader(analyte, code, measured).read();
    }

    private Measurement read() {
        var value = measured.value();
        if (value == null) {
            return notInterpretable(
                    measured.absentReason() != null && WITHHELD.contains(measured.absentReason())
                            ? ValueProblem.WITHHELD
                            : ValueProblem.NO_VALUE);
        }
        if (scales.isEmpty()) {
            return notInterpretable(ValueProblem.NOT_CLASSED);
        }
        return switch (value) {
            case Value.Quantity it -> quantity(it);
            case Value.Text(var text) -> words(text);
            case Value.Range(var low, var high) -> range(low, high);
            case Value.Unitless(var number) -> number(interval(null, number), ofRanges());
            case Value.Other() -> notInterpretable(ValueProblem.NO_NUMBER);
        };
    }

    private Measurement quantity(Value.Quantity it) {
        return it.value() == null
                ? notInterpretable(ValueProblem.NO_VALUE)
                : number(interval(it.comparator(), it.value()), UnitFinder.of(it, scales));
    }

    private Measurement words(String text) {
        var written = WrittenNumber.in(text);
        if (written == null) {
            return notInterpretable(ValueProblem.NO_NUMBER);
        }
        var unit = UnitFinder.of(written.unit(), scales);
        if (unit instanceof Found.Mismatch && written.unit().contains(" ")) {
            return notInterpretable(ValueProblem.NO_NUMBER);
        }
        return number(
                interval(written.comparator(), written.number()), unit instanceof Found.Missing ? ofRanges() : unit);
    }

    private Measurement range(Value.@Nullable Quantity low, Value.@Nullable Quantity high) {
        var least = low == null ? null : low.value();
        var most = high == null ? null : high.value();
        if (least == null && most == null) {
            return notInterpretable(ValueProblem.NO_VALUE);
        }
        if (least != null && most != null && least.compareTo(most) > 0) {
            return notInterpretable(ValueProblem.NO_NUMBER);
        }
        var units = new LinkedHashSet<Found>();
        if (low != null && least != null) {
            units.add(UnitFinder.of(low, scales));
        }
        if (high != null && most != null) {
            units.add(UnitFinder.of(high, scales));
        }
        return number(Interval.between(least, most), one(units));
    }

    /** The unit that all of these have, if they agree. */
    private static Found one(Set<Found> units) {
        units.remove(UnitFinder.MISSING);
        return switch (units.size()) {
            case 0 -> UnitFinder.MISSING;
            case 1 -> units.iterator().next();
            default -> UnitFinder.MISMATCH;
        };
    }

    /** Null for a comparator that is not about size (R5's {@code ad}) or not known. */
    private static @Nullable Interval interval(@Nullable String comparator, BigDecimal number) {
        return switch (comparator) {
            case "<" -> Interval.that(Comparison.LESS, number);
            case "<=" -> Interval.that(Comparison.AT_MOST, number);
            case ">" -> Interval.that(Comparison.MORE, number);
            case ">=" -> Interval.that(Comparison.AT_LEAST, number);
            case null -> Interval.exactly(number);
            default -> null;
        };
    }

    /** The unit of the reference ranges, if they agree. */
    private Found ofRanges() {
        var units = new LinkedHashSet<Found>();
        for (var range : measured.ranges()) {
            for (var limit : new Value.Quantity[] {range.low(), range.high()}) {
                if (limit != null) {
                    units.add(UnitFinder.of(limit, scales));
                }
            }
        }
        var unit = one(units);
        return unit instanceof Found.On ? unit : UnitFinder.MISSING;
    }

    private Measurement number(@Nullable Interval value, Found unit) {
        if (value == null) {
            return notInterpretable(ValueProblem.NO_NUMBER);
        }
        return switch (unit) {
            case Found.On(var scale, var factor) -> on(scale, factor, value);
            case Found.Mismatch() -> notInterpretable(ValueProblem.UNIT_MISMATCH);
            case Found.Missing() ->
                defaultUnit != null && UnitFinder.of(defaultUnit, scales) instanceof Found.On(var scale, var factor)
                        ? on(scale, factor, value)
                        : notInterpretable(ValueProblem.NO_UNIT);
        };
    }

    private Measurement on(Scale scale, BigDecimal factor, Interval sent) {
        if (scale.noClass()) {
            return notInterpretable(ValueProblem.NOT_CLASSED);
        }
        if (isBeyondArithmetic(sent.low()) || isBeyondArithmetic(sent.high())) {
            return notInterpretable(ValueProblem.IMPLAUSIBLE);
        }
        var value = sent.map(factor::multiply);
        if (!isPlausible(value, scale, analyte)) {
            return notInterpretable(ValueProblem.IMPLAUSIBLE);
        }
        var range = LabRanges.of(measured.ranges(), scale, factor, analyte);
        var written = Objects.requireNonNull(measured.value());
        return new Known(analyte, scale, value, range, measured.flag(), written, List.of(), null);
    }

    static boolean isBeyondArithmetic(@Nullable BigDecimal number) {
        return number != null && (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS);
    }

    /** By the limits of the value's own scale, else by those of the main scale. No amount is below zero. */
    static boolean isPlausible(Interval value, Scale scale, Analyte analyte) {
        if (value.is(Comparison.LESS, BigDecimal.ZERO) == Ternary.TRUE) {
            return false;
        }
        if (scale.plausible() != null) {
            return value.reaches(scale.plausible());
        }
        var limits = analyte.main().plausible();
        return limits == null
                || scale.toMain() == null
                || scale.toMain().apply(value).reaches(limits);
    }

    private NotInterpretable notInterpretable(ValueProblem why) {
        return new NotInterpretable(why, measured.value());
    }
}
