package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
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

    private static final int LONGEST = 64;

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
        if (measured.absentReason() != null && !WITHHELD.contains(measured.absentReason())) {
            return notInterpretable(ValueProblem.MODIFIED);
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
        var unit = unitBeforeRemark(written.unit(), scales);
        if (unit instanceof Found.Mismatch && written.unit().contains(" ")) {
            return notInterpretable(ValueProblem.NO_NUMBER);
        }
        var number = written.withoutPoint() == null
                ? written.number()
                : decided(written.number(), written.withoutPoint(), unit);
        if (number == null) {
            return notInterpretable(ValueProblem.AMBIGUOUS);
        }
        return number(interval(written.comparator(), number), unit instanceof Found.Missing ? ofRanges() : unit);
    }

    /**
     * Of two ways to read a number the one that is near the laboratory's range, if the other is not; without a range the
     * first, if the second is not plausible; else null.
     */
    private @Nullable BigDecimal decided(BigDecimal one, BigDecimal other, Found unit) {
        for (var range : measured.ranges()) {
            var first = isNear(one, range);
            if (first != isNear(other, range)) {
                return first ? one : other;
            }
        }
        return unit instanceof Found.On(var scale, var factor)
                        && !isPlausible(Interval.exactly(other.multiply(factor)), scale, analyte)
                ? one
                : null;
    }

    private static boolean isNear(BigDecimal number, ReferenceRange range) {
        var low = range.low() == null ? null : range.low().value();
        var high = range.high() == null ? null : range.high().value();
        return (low != null || high != null)
                && (low == null || number.multiply(BigDecimal.TEN).compareTo(low) >= 0)
                && (high == null || number.compareTo(high.multiply(BigDecimal.TEN)) <= 0);
    }

    /** The unit at the beginning of a text, if what follows it is a remark without another number. */
    private static Found unitBeforeRemark(String text, List<Scale> scales) {
        var found = UnitFinder.of(text, scales);
        for (var end = text.length() - 1; found instanceof Found.Mismatch && end >= 0; end--) {
            var c = text.charAt(end);
            if (Character.isDigit(c) && !text.substring(end).contains("m2")) {
                return found;
            }
            if (Character.isWhitespace(c) || "([,;".indexOf(c) >= 0) {
                var unit = text.substring(0, end).strip();
                var shorter = UnitFinder.of(unit, scales);
                // A word after a bare % may be part of it: "% change" is none.
                var ends = c == '(' || c == '[' || unit.contains("/");
                found = ends && (shorter instanceof Found.On || unit.isEmpty()) ? shorter : found;
            }
        }
        return found;
    }

    /** Whether a text is a number with a unit of the analyte or none, whatever remark follows. */
    static boolean beginsWithValue(String text, Analyte analyte) {
        var written = WrittenNumber.in(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        if (written == null) {
            return false;
        }
        for (var end = written.unit().length(); end > 0; end--) {
            if (UnitFinder.of(written.unit().substring(0, end), analyte.scales()) instanceof Found.On) {
                return true;
            }
        }
        return written.unit().isEmpty() || "([{;".indexOf(written.unit().charAt(0)) >= 0;
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
            case "=" -> Interval.exactly(number);
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
        if (scale.isMistakable(factor) && isPlausible(sent, scale, analyte)) {
            return notInterpretable(ValueProblem.AMBIGUOUS);
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
