package org.rlsworkup.knowledge.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Comparison;

/**
 * What a rule asks of a chart. Answers are three-valued: a value reported as {@code <100} is neither above 75 nor not,
 * and an unknown birth date is no age.
 */
public sealed interface Criterion {

    /** Every comparison in it, however deep. */
    default Stream<Compares> comparisons() {
        return switch (this) {
            case Compares it -> Stream.of(it);
            case All(var of) -> of.stream().flatMap(Criterion::comparisons);
            case AnyOf(var of) -> of.stream().flatMap(Criterion::comparisons);
            case Not(var of) -> of.comparisons();
            default -> Stream.of();
        };
    }

    /** The newest value of the analyte compares so with the limit; false if there is none that can be read. */
    record Compares(String analyte, Comparison comparison, Limit limit) implements Criterion {}

    /** There is a value of the analyte that can be read. */
    record Present(String analyte) implements Criterion {}

    /** The laboratory gave a reference range with the value. */
    record HasLabRange(String analyte) implements Criterion {}

    /** Both have a value and they were taken at most so many days apart. */
    record Near(String analyte, int days, String other) implements Criterion {}

    /**
     * It was taken at this time of a context.
     *
     * @param days after its beginning, at least; only for {@link Timing#AFTER}
     */
    record Drawn(String analyte, Timing timing, int days, String context) implements Criterion {}

    /** When a sample was taken: while a context held, or before or after the newest record that shows it. */
    enum Timing {
        DURING,
        BEFORE,
        AFTER
    }

    /** The laboratory calls it low, by its flag or its reference range. */
    record CalledLow(String analyte) implements Criterion {}

    /** It was taken at noon or later, by the clock of the sender. */
    record Afternoon(String analyte) implements Criterion {}

    /** The test is listed as missing. */
    record Missing(String test) implements Criterion {}

    /** The context holds. */
    record Holds(String context) implements Criterion {}

    /** The patient's age in whole years compares so; unknown without a birth date. */
    record Age(Comparison comparison, int years) implements Criterion {}

    /** The patient's administrative sex is this; unknown if it is not recorded as female or male. */
    record IsSex(Sex sex) implements Criterion {}

    /** A rule of this id spoke, of this rule set or an earlier one. */
    record Spoke(String rule) implements Criterion {}

    /** All of them. */
    record All(List<Criterion> of) implements Criterion {}

    /** At least one of them. */
    record AnyOf(List<Criterion> of) implements Criterion {}

    /** Its contrary. */
    record Not(Criterion of) implements Criterion {}

    /**
     * What a value is compared with.
     *
     * @param laboratory the end of the laboratory's own range, which goes first, or null
     * @param values the limit in the canonical unit of each scale that has one of its own; in any other scale the value
     *     is converted to the analyte's main scale. Empty if only the laboratory's range counts
     */
    record Limit(@Nullable LabEnd laboratory, Map<String, BigDecimal> values) {}

    /** An end of the laboratory's reference range. */
    enum LabEnd {
        LOWER,
        UPPER
    }
}
