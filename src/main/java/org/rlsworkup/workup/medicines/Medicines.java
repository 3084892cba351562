package org.rlsworkup.workup.medicines;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.drug.Drug;

/**
 * The drugs that a chart names, as far as we know them.
 *
 * @param all every drug of every use that counts, in an order that does not depend on that of the chart
 * @param unnamed number of uses that count and say nowhere which drug they are about
 */
public record Medicines(List<Use> all, int unnamed) {
    private static final Comparator<Use> ORDER = Comparator.comparing(
                    (Use use) -> use.drug().id())
            .thenComparing(
                    use -> use.since() == null ? null : use.since().earliest(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(use -> use.source().id(), Comparator.nullsLast(Comparator.naturalOrder()));
    public static final Medicines NONE = new Medicines(List.of(), 0);

    public Medicines {
        all = all.stream().sorted(ORDER).toList();
    }

    /**
     * One drug in one use.
     *
     * @param drafted whether it is not yet ordered
     * @param planned whether it is only planned
     * @param local whether it acts only where it is applied
     */
    public record Use(Drug drug, MedicationUse source, boolean drafted, boolean planned, boolean local) {
        /** Since when it is taken, or null if nothing says. */
        public @Nullable PartialDate since() {
            return source.since();
        }
    }

    /** Whether the patient is on the drug by any route; what is only drafted or planned does not count. */
    public boolean isOn(String drug) {
        return first(drug) != null;
    }

    /** Since when the patient is on the drug: the earliest start given; empty if not on it, or if no use gives one. */
    public Optional<PartialDate> since(String drug) {
        return Optional.ofNullable(first(drug)).map(Use::since);
    }

    /** The uses of a drug stand together, those with a start first, the earliest of them before all. */
    private @Nullable Use first(String drug) {
        for (var at = begin(drug); at < all.size(); at++) {
            var use = all.get(at);
            if (!use.drug().id().equals(drug)) {
                return null;
            }
            if (!use.drafted() && !use.planned()) {
                return use;
            }
        }
        return null;
    }

    /** Where the uses of a drug begin, or would. */
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
