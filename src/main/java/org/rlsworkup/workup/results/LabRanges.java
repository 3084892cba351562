package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.analyte.UnitFinder;
import org.rlsworkup.knowledge.analyte.UnitFinder.Found;

/** Selects the reference range that applies to a value, and converts it to the scale of the value. */
final class LabRanges {
    private static final String NORMAL = "normal";

    private LabRanges() {}

    /** With scale and factor of the value's unit, which is also that of limits without a unit. */
    static LabRange of(List<ReferenceRange> ranges, Scale scale, BigDecimal factor, Analyte analyte) {
        var meant = meant(ranges);
        if (meant == null) {
            return LabRange.NONE;
        }
        var low = limit(meant.low(), scale, factor, analyte);
        var high = limit(meant.high(), scale, factor, analyte);
        return low != null && high != null && low.compareTo(high) > 0 ? LabRange.NONE : new LabRange(low, high);
    }

    private static @Nullable ReferenceRange meant(List<ReferenceRange> ranges) {
        if (ranges.size() == 1) {
            return isOfNormal(ranges.get(0)) ? ranges.get(0) : null;
        }
        var general = ranges.stream()
                .filter(range -> !range.special() && isOfNormal(range))
                .toList();
        var normal = general.stream().filter(range -> range.kind() != null).toList();
        var choice = normal.isEmpty() ? general : normal;
        return choice.size() == 1 ? choice.get(0) : null;
    }

    private static boolean isOfNormal(ReferenceRange range) {
        return range.kind() == null || range.kind().equals(NORMAL);
    }

    private static @Nullable BigDecimal limit(
            Value.@Nullable Quantity sent, Scale scale, BigDecimal factor, Analyte analyte) {
        if (sent == null || sent.value() == null || ValueReader.isBeyondArithmetic(sent.value())) {
            return null;
        }
        return switch (unit(sent, scale, analyte)) {
            case Found.Missing() -> sent.value().multiply(factor);
            case Found.Mismatch() -> null;
            case Found.On(var own, var ownFactor)
            when own.equals(scale) -> sent.value().multiply(ownFactor);
            case Found.On(var own, var ownFactor) ->
                own.toMain() == null || scale.toMain() == null
                        ? null
                        : Objects.requireNonNull(scale.toMain())
                                .undo(own.toMain()
                                        .apply(Interval.exactly(sent.value().multiply(ownFactor))))
                                .exact();
        };
    }

    /** If two scales share a unit (urea and urea nitrogen), that of the value is meant. */
    private static Found unit(Value.Quantity sent, Scale scale, Analyte analyte) {
        var own = UnitFinder.of(sent, List.of(scale));
        return own instanceof Found.Mismatch ? UnitFinder.of(sent, analyte.scales()) : own;
    }
}
