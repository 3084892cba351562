package org.rlsworkup.workup.results;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.ModifierRules;
import org.rlsworkup.knowledge.Shortfall;

/**
 * One result on file, classified by everything but its age.
 *
 * @param date of the draw, as well as the record says; null if it does not
 * @param attributed whether the record says that it is this patient's; if not, it may be
 * @param derivation where its value comes from; it is read only on demand
 */
public record Result(
        CodeIndex.Meaning meaning,
        @Nullable PartialDate date,
        Standing standing,
        boolean attributed,
        Origin origin,
        Derivation derivation) {

    /** Where the value of a result comes from. */
    sealed interface Derivation {
        /** A report or a panel whose values are not in the chart. */
        record NoValue() implements Derivation {}

        /**
         * A value as sent.
         *
         * @param code under which it is filed
         * @param laboratory that performed it, or null if it is not named
         * @param modified what {@code modifierExtension}s do to its meaning
         */
        record Reported(
                Concept code,
                Observation.Measured measured,
                @Nullable String laboratory,
                ModifierRules.Effect modified) implements Derivation {}

        /** Two results of one specimen from which it is calculated. */
        record Calculated(Result part, Result whole) implements Derivation {}

        /** Several derivations of one value, the most trusted first. */
        record Alternatives(List<Derivation> derivations) implements Derivation {
            public Alternatives {
                derivations = List.copyOf(derivations);
            }
        }
    }

    static final Derivation NO_VALUE = new Derivation.NoValue();

    /**
     * Where a result was reported. What it shares with others is looked up only on demand: for most results it never is.
     *
     * @param hierarchy of the chart; null for a report whose results are not in the chart
     * @param observation that holds the result; null like {@code hierarchy}
     */
    record Origin(
            @Nullable ReportHierarchy hierarchy, @Nullable Observation observation) {
        static final Origin REPORT = new Origin(null, null);

        /** Identities shared with results of the same specimen: the specimen, a report, a panel, the Observation. */
        Set<Object> groups() {
            return hierarchy == null || observation == null ? Set.of() : hierarchy.groups(observation);
        }
    }

    /** Whether a result counts, whatever its age. */
    public sealed interface Standing {
        /** It counts, whether or not its value can be interpreted; its status may not have been sent. */
        record Counts(boolean statusSent) implements Standing {}

        /** It is not final yet. */
        record Awaited() implements Standing {}

        record FallsShort(Shortfall why) implements Standing {}
    }

    static final Standing COUNTS = new Standing.Counts(true);
    static final Standing COUNTS_WITHOUT_STATUS = new Standing.Counts(false);
    static final Standing AWAITED = new Standing.Awaited();

    public static Standing fallsShort(Shortfall why) {
        return new Standing.FallsShort(why);
    }

    Result with(Derivation other) {
        return new Result(meaning, date, standing, attributed, origin, other);
    }

    /** The laboratory that performed it, or null if it is not named. */
    @Nullable
    public String laboratory() {
        return derivation instanceof Derivation.Reported(var code, var measured, var laboratory, var modified)
                ? laboratory
                : null;
    }

    /** The id of the Observation that holds it, or null. */
    public @Nullable String observationId() {
        return origin.observation() == null ? null : origin.observation().id();
    }

    /** The newest that meets the condition within the days: one that is surely this patient's, else any; or null. */
    public static @Nullable Result newest(
            List<Result> results, Predicate<Result> condition, int days, ZonedDateTime now) {
        Result newest = null;
        for (var result : results) {
            if (condition.test(result)
                    && result.date() != null
                    && result.date().within(days, now)
                    && (newest == null || result.isBetterThan(newest, now.getZone()))) {
                newest = result;
            }
        }
        return newest;
    }

    private boolean isBetterThan(Result other, ZoneId zone) {
        if (attributed != other.attributed || date == null || other.date == null) {
            return attributed;
        }
        var later = date.instant(zone).compareTo(other.date.instant(zone));
        if (later == 0) {
            later = date.precision().compareTo(other.date.precision());
        }
        // Of two of one moment any may be taken, but always the same: the order of the chart must not decide.
        return later == 0 ? written().compareTo(other.written()) > 0 : later > 0;
    }

    private String written() {
        var observation = origin.observation();
        return observation != null && observation.measured().value() instanceof Value.Quantity quantity
                ? quantity.value() + " " + quantity.unit() + " " + quantity.code() + " " + observation.id()
                : "";
    }

    public boolean counts() {
        return standing instanceof Standing.Counts;
    }

    /** Whether it has a status; without one, its value is read, and that is said. */
    public boolean isStatusSent() {
        return !(standing instanceof Standing.Counts(var sent)) || sent;
    }

    public boolean fallsShort() {
        return standing instanceof Standing.FallsShort;
    }

    /** What it is called in a sentence. */
    public String what() {
        return switch (meaning) {
            case CodeIndex.Meaning.Measures(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Never(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Resembles(var analyte, var code) ->
                code.system() == null ? analyte.name() : code.code();
            case CodeIndex.Meaning.Panel(var tests) -> "a panel";
        };
    }

    @Override
    public String toString() {
        return "Result[" + what() + "]";
    }
}
