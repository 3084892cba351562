package org.rlsworkup.knowledge.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;

/**
 * The bands into which the rules of a set cut the values of one analyte, for readers: in each band the rules that can
 * speak there if this is the only value on file. What else is known of the patient is left open.
 */
final class Bands {
    private final String analyte;
    private final Scale scale;
    private final List<RuleSet.Rule> rules;

    /**
     * A band.
     *
     * @param values all of them are in it
     * @param rules that can speak, in the order of the file; the last of them surely does where {@code certain}
     */
    record Band(Interval values, List<RuleSet.Rule> rules, boolean certain) {
        /** Its upper end, or null. */
        public @Nullable BigDecimal to() {
            return values.high() == null ? null : PageWords.plain(values.high());
        }

        /** The highest indicator that a rule can give in it, or none. */
        public String level() {
            return rules.stream()
                    .flatMap(rule -> Stream.ofNullable(rule.indicator()))
                    .max(Indicator::compareTo)
                    .map(Indicator::code)
                    .orElse("none");
        }

        /**
         * Whether which of the rules speaks depends on more than this value: one that would hold for certain is still
         * only possible where one asked before it may speak.
         */
        public boolean depends() {
            return !certain || rules.size() > 1;
        }

        /** Both ends in words. */
        public String range() {
            var low = values.low() == null ? "" : PageWords.plain(values.low()).toPlainString();
            var high =
                    values.high() == null ? "" : PageWords.plain(values.high()).toPlainString();
            if (values.exact() != null) {
                return "exactly " + low;
            }
            if (low.isEmpty() && high.isEmpty()) {
                return "any value";
            }
            if (low.isEmpty()) {
                return values.highIncluded() ? high + " and below" : "below " + high;
            }
            if (high.isEmpty()) {
                return values.lowIncluded() ? low + " and above" : "above " + low;
            }
            return (values.lowIncluded() ? "from " : "above ")
                    + low
                    + (values.highIncluded() ? " to " : " to below ")
                    + high;
        }
    }

    /** @param rules those of one population, in the order in which the first that holds speaks */
    Bands(String analyte, Scale scale, List<RuleSet.Rule> rules) {
        this.analyte = analyte;
        this.scale = scale;
        this.rules = rules;
    }

    /** In rising order; empty if no rule has a limit on this scale. */
    List<Band> list() {
        var cuts = new TreeMap<BigDecimal, Cut>();
        rules.forEach(rule -> collect(rule.when().criterion(), cuts));
        if (cuts.isEmpty()) {
            return List.of();
        }
        var bands = new ArrayList<Band>();
        BigDecimal low = null;
        var lowIncluded = false;
        for (var cut : cuts.entrySet()) {
            var at = cut.getKey();
            var ends = cut.getValue();
            add(bands, band(new Interval(low, lowIncluded, at, !ends.below)));
            if (ends.below && ends.above) {
                add(bands, band(Interval.exactly(at)));
            }
            low = at;
            lowIncluded = ends.below && !ends.above;
        }
        add(bands, band(new Interval(low, lowIncluded, null, false)));
        return bands;
    }

    /** Where the same rules speak on both sides, a limit of another population does not divide them. */
    private static void add(List<Band> bands, Band next) {
        var last = bands.isEmpty() ? null : bands.getLast();
        if (last != null && last.rules().equals(next.rules()) && last.certain() == next.certain()) {
            var joined = new Interval(
                    last.values().low(),
                    last.values().lowIncluded(),
                    next.values().high(),
                    next.values().highIncluded());
            bands.set(bands.size() - 1, new Band(joined, last.rules(), last.certain()));
        } else {
            bands.add(next);
        }
    }

    /** Where one band ends: below the number, above it, or, with a band of its own for the number, both. */
    private static final class Cut {
        private boolean below;
        private boolean above;

        void at(Comparison comparison) {
            switch (comparison) {
                case LESS, AT_LEAST -> below = true;
                case AT_MOST, MORE -> above = true;
            }
        }
    }

    private void collect(Criterion criterion, Map<BigDecimal, Cut> cuts) {
        criterion.comparisons().filter(it -> it.analyte().equals(analyte)).forEach(it -> {
            var number = limit(it.limit());
            if (number != null) {
                cuts.computeIfAbsent(number, at -> new Cut()).at(it.comparison());
            }
        });
    }

    private @Nullable BigDecimal limit(Criterion.Limit limit) {
        return limit.values().get(scale.id());
    }

    private Band band(Interval values) {
        var speaking = new ArrayList<RuleSet.Rule>();
        for (var rule : rules) {
            var holds = holds(rule.when().criterion(), values);
            if (holds != Ternary.FALSE) {
                speaking.add(rule);
            }
            if (holds == Ternary.TRUE) {
                return new Band(values, speaking, true);
            }
        }
        return new Band(values, speaking, false);
    }

    /** No other value and no treatment is on file, so nothing compares with them; diagnoses, sex and the like are not known. */
    private Ternary holds(Criterion criterion, Interval values) {
        return switch (criterion) {
            case Criterion.All(var of) ->
                of.stream().map(part -> holds(part, values)).reduce(Ternary.TRUE, Ternary::and);
            case Criterion.AnyOf(var of) ->
                of.stream().map(part -> holds(part, values)).reduce(Ternary.FALSE, Ternary::or);
            case Criterion.Not(var of) -> holds(of, values).not();
            case Criterion.Present(var id) -> Ternary.of(id.equals(analyte));
            case Criterion.Compares(var id, var comparison, var limit) -> {
                if (!id.equals(analyte)) {
                    yield Ternary.FALSE;
                }
                var number = limit(limit);
                yield number == null ? Ternary.UNKNOWN : values.is(comparison, number);
            }
            case Criterion.Drawn it -> Ternary.FALSE;
            default -> Ternary.UNKNOWN;
        };
    }
}
