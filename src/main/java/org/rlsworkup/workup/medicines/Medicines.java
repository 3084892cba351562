package org.rlsworkup.workup.medicines;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.drug.Drug;

/**
 * The drugs that a chart names, as far as they are recognized.
 *
 * @param all every drug of every use that counts, in an order that does not depend on that of the chart
 * @param over every drug of every use that is completed, the one that ended last first
 * @param joinedDays how many days may lie between a use and the next for both to be one treatment
 * @param unnamed number of uses that count and do not say which drug they are about
 */
public record Medicines(List<Use> all, List<Use> over, int joinedDays, int unnamed) {
    public static final Medicines NONE = new Medicines(List.of(), List.of(), 0, 0);

    public Medicines {
        all = all.stream().sorted(Use.ORDER).toList();
        over = over.stream().sorted(Use.ENDED_LAST_FIRST).toList();
    }

    /**
     * One drug in one use.
     *
     * @param drafted whether it is not yet ordered
     * @param planned whether it is only planned
     * @param local whether it acts only where it is applied
     * @param strength of the drug in the product, in mg, as far as the product's name tells; or null
     */
    public record Use(
            Drug drug,
            MedicationUse source,
            boolean drafted,
            boolean planned,
            boolean local,
            @Nullable BigDecimal strength) {
        private static final Comparator<Use> ORDER = Comparator.comparing(
                        (Use use) -> use.drug().id())
                .thenComparing(
                        use -> use.since() == null ? null : use.since().earliest(),
                        Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(use -> use.source().id(), Comparator.nullsLast(Comparator.naturalOrder()));

        private static final Comparator<Use> ENDED_LAST_FIRST =
                Comparator.comparing(Use::lastDay).reversed().thenComparing(ORDER);

        /** Type and id of the order with the drug, by which a draft is known again; null for one without an id. */
        public @Nullable String draft() {
            return source.id() == null ? null : source.kind() + "/" + source.id() + " " + drug.id();
        }

        /** The last day on which it is known to have been taken. */
        private LocalDate lastDay() {
            var end = source.time().end() == null ? since() : source.time().end();
            return end == null ? LocalDate.MIN : end.day();
        }

        /** Since when it is taken, or null if unknown. */
        public @Nullable PartialDate since() {
            return source.since();
        }
    }

    /** Without the draft orders that were shown before. */
    public Medicines without(Predicate<String> shown) {
        var left = all.stream()
                .filter(use -> use.draft() == null || !shown.test(use.draft()))
                .toList();
        return left.size() == all.size() ? this : new Medicines(left, over, joinedDays, unnamed);
    }

    /** The draft orders of each drug, by its id; those without an id are left out. */
    public Map<String, Set<String>> drafts() {
        return all.stream()
                .filter(use -> use.draft() != null)
                .collect(Collectors.groupingBy(
                        use -> use.drug().id(), Collectors.mapping(Use::draft, Collectors.toSet())));
    }

    /** As {@link #isOn(String)}, by a product of which at least this strength, in mg, is known; 0: any. */
    public boolean isOn(String drug, int milligrams) {
        return milligrams == 0
                ? isOn(drug)
                : all.stream()
                        .filter(use -> use.drug().id().equals(drug) && !use.drafted() && !use.planned())
                        .anyMatch(use -> use.strength() != null
                                && use.strength().compareTo(BigDecimal.valueOf(milligrams)) >= 0);
    }

    /** Whether the patient is on the drug by any route; what is only drafted or planned does not count. */
    public boolean isOn(String drug) {
        return first(drug) != null;
    }

    /**
     * The start of the treatment with the drug: the earliest start of a use, completed ones included, that is joined to
     * today without a longer gap. Empty if the patient is not on it, or if no use states a start.
     */
    public Optional<PartialDate> since(String drug) {
        return Optional.ofNullable(first(drug)).map(Use::since).map(start -> joined(drug, start));
    }

    private PartialDate joined(String drug, PartialDate current) {
        var start = current;
        for (var use : over) {
            var isTaken = use.source().kind() != MedicationUse.Kind.ADMINISTRATION;
            var before = isTaken && use.drug().id().equals(drug) ? use.since() : null;
            if (before != null
                    && before.day().isBefore(start.day())
                    && !use.lastDay().plusDays(joinedDays).isBefore(start.day())) {
                start = before;
            }
        }
        return start;
    }

    /** The days on which the drug was given and that is done: those of completed uses. */
    public List<PartialDate> given(String drug) {
        return over.stream()
                .filter(use -> use.drug().id().equals(drug))
                .flatMap(use -> Stream.ofNullable(use.since()))
                .toList();
    }

    /** The uses of a drug are adjacent, those with a start first, the earliest of them before all. */
    private @Nullable Use first(String drug) {
        for (var at = begin(drug); at < all.size() && all.get(at).drug().id().equals(drug); at++) {
            var use = all.get(at);
            if (!use.drafted() && !use.planned()) {
                return use;
            }
        }
        return null;
    }

    /** The index at which the uses of a drug begin, or would. */
    private int begin(String drug) {
        var from = 0;
        var to = all.size();
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (all.get(middle).drug().id().compareTo(drug) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
