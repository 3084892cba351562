package org.rlsworkup.workup.medicines;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.knowledge.drug.DrugRules;

/** Finds the drugs that a patient is on, or that are about to be ordered. */
public final class MedicineFinder {
    private final DrugIndex index;
    private final DrugRules.InUse rules;

    public MedicineFinder(DrugRules rules) {
        this.index = new DrugIndex(rules);
        this.rules = rules.inUse();
    }

    /** The drugs of the chart. */
    public Medicines find(Chart chart, ZonedDateTime now) {
        return find(chart.medicationUses(), chart, now);
    }

    /** The drugs of these uses, whose products may stand in the chart. */
    public Medicines find(Collection<MedicationUse> uses, Chart chart, ZonedDateTime now) {
        if (uses.isEmpty()) {
            return Medicines.NONE;
        }
        var found = new ArrayList<Medicines.Use>();
        var unnamed = 0;
        for (var use : uses) {
            if (!counts(use, now)) {
                continue;
            }
            var product = product(use, chart);
            if (product == null) {
                unnamed++;
                continue;
            }
            var drugs = index.of(product);
            if (!drugs.isEmpty()) {
                var local = index.isLocal(product, routes(use));
                drugs.forEach(drug -> found.add(new Medicines.Use(drug, use, isDrafted(use), isPlanned(use), local)));
            }
        }
        return new Medicines(found, unnamed);
    }

    /**
     * Of orders that a call brings with it those that may be this patient's: the call says whose they are if they do
     * not.
     */
    public List<MedicationUse> ordered(Collection<MedicationUse> orders, Chart chart) {
        var patient = new Ref("Patient", chart.patientId());
        return orders.stream()
                .filter(order ->
                        order.subject() == null || order.subject().isContained() || patient.equals(order.subject()))
                .map(order -> order.withStatus(rules.draftStatus()))
                .toList();
    }

    /** Ids of the Medications that must be known before it can be said which drug a use is about. */
    public List<String> toLookUp(Collection<MedicationUse> uses, Chart chart, ZonedDateTime now) {
        if (uses.isEmpty()) {
            return List.of();
        }
        return uses.stream()
                .filter(use -> use.medication() != null && counts(use, now) && product(use, chart) == null)
                .map(use -> use.medication().id())
                .distinct()
                .toList();
    }

    private boolean isDrafted(MedicationUse use) {
        return rules.draftStatus().equals(use.state().status());
    }

    private boolean isPlanned(MedicationUse use) {
        return rules.planIntent().equals(use.state().intent());
    }

    private static List<Concept> routes(MedicationUse use) {
        return use.dosages().stream()
                .map(Dosage::route)
                .filter(route -> !route.isEmpty())
                .toList();
    }

    private static @Nullable Product product(MedicationUse use, Chart chart) {
        if (!use.product().isAnonymous()) {
            return use.product();
        }
        var referred = use.medication() == null
                ? null
                : chart.medications().get(use.medication().id());
        return referred == null || referred.product().isAnonymous() ? null : referred.product();
    }

    private boolean counts(MedicationUse use, ZonedDateTime now) {
        return !use.state().doNotPerform()
                && !isShortInHospital(use)
                && switch (use.kind()) {
                    case REQUEST ->
                        use.state().status() != null
                                && rules.requestStatuses().contains(use.state().status())
                                && (use.state().intent() == null
                                        || rules.planIntent().equals(use.state().intent())
                                        || rules.intents().contains(use.state().intent()));
                    case STATEMENT ->
                        use.state().status() != null
                                && rules.statementStatuses()
                                        .contains(use.state().status())
                                && !(use.state().adherence() != null
                                        && rules.notTaken().contains(use.state().adherence()))
                                && (use.time().end() == null
                                        || mayBeAhead(use.time().end(), now));
                };
    }

    private static boolean mayBeAhead(PartialDate end, ZonedDateTime now) {
        return end.within(0, now) || end.mayReachInto(0, now);
    }

    /** A dose in an emergency or around an operation is over before anybody could act on a card. */
    private boolean isShortInHospital(MedicationUse use) {
        var limit = Duration.ofHours(rules.shortHours());
        return use.state().categories().contains(rules.inpatientCategory())
                && !use.dosages().isEmpty()
                && use.dosages().stream()
                        .allMatch(dosage -> dosage.once()
                                || (dosage.bound() != null && dosage.bound().compareTo(limit) <= 0));
    }
}
