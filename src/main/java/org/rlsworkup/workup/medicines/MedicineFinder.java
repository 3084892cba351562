package org.rlsworkup.workup.medicines;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Product;
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

    /** The drugs of these uses, which may refer to products in the chart. */
    public Medicines find(Collection<MedicationUse> uses, Chart chart, ZonedDateTime now) {
        if (uses.isEmpty()) {
            return Medicines.NONE;
        }
        var found = new ArrayList<Medicines.Use>();
        var over = new ArrayList<Medicines.Use>();
        var unnamed = 0;
        for (var use : uses) {
            if (!counts(use, now)) {
                addOver(use, chart, now, over);
                continue;
            }
            var product = product(use, chart);
            if (product == null || use.meta().isModified()) {
                unnamed++;
                continue;
            }
            var drugs = index.of(product);
            if (!drugs.isEmpty()) {
                var drafted = rules.draftStatus().equals(use.state().status());
                var planned = rules.planIntent().equals(use.state().intent());
                var routes = use.dosages().stream()
                        .map(Dosage::route)
                        .filter(route -> !route.isEmpty())
                        .toList();
                var local = index.isLocal(product, routes);
                drugs.forEach(drug -> found.add(
                        new Medicines.Use(drug, use, drafted, planned, local, ProductStrength.of(drug, product))));
            }
        }
        return found.isEmpty() && over.isEmpty() && unnamed == 0
                ? Medicines.NONE
                : new Medicines(found, over, rules.joinedDays(), unnamed);
    }

    private void addOver(MedicationUse use, Chart chart, ZonedDateTime now, List<Medicines.Use> over) {
        var product = isOver(use, now) && !use.meta().isModified() ? product(use, chart) : null;
        if (product != null) {
            index.of(product).forEach(drug -> over.add(new Medicines.Use(drug, use, false, false, false, null)));
        }
    }

    /** Whether it was taken and no longer is. */
    private boolean isOver(MedicationUse use, ZonedDateTime now) {
        var state = use.state();
        var since = use.since();
        return !state.doNotPerform()
                && rules.completedStatuses().contains(String.valueOf(state.status()))
                && (state.intent() == null || rules.intents().contains(state.intent()))
                && since != null
                && !since.isAfter(now, 0);
    }

    /** The draft orders of a call that may be this patient's: one without a subject is about the patient of the call. */
    public List<MedicationUse> ordered(Collection<MedicationUse> orders, Chart chart) {
        var patient = new Ref("Patient", chart.patientId());
        return orders.stream()
                .filter(order ->
                        order.subject() == null || order.subject().isContained() || patient.equals(order.subject()))
                .map(order -> order.withStatus(rules.draftStatus()))
                .toList();
    }

    /** Ids of the Medications that these uses refer to without naming the drug themselves, of uses that are over last. */
    public List<String> toLookUp(Collection<MedicationUse> uses, Chart chart, ZonedDateTime now) {
        if (uses.isEmpty()) {
            return List.of();
        }
        return uses.stream()
                .filter(use -> use.medication() != null
                        && (counts(use, now) || isOver(use, now))
                        && product(use, chart) == null)
                .sorted(Comparator.comparing(use -> !counts(use, now)))
                .map(use -> use.medication().id())
                .distinct()
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
        var state = use.state();
        if (state.doNotPerform() || state.status() == null || isShortInHospital(use)) {
            return false;
        }
        return switch (use.kind()) {
            // It is over once it was given.
            case ADMINISTRATION -> false;
            case REQUEST ->
                rules.requestStatuses().contains(state.status())
                        && (state.intent() == null
                                || rules.planIntent().equals(state.intent())
                                || rules.intents().contains(state.intent()));
            case STATEMENT -> {
                var end = use.time().end();
                yield rules.statementStatuses().contains(state.status())
                        && !(state.adherence() != null && rules.notTaken().contains(state.adherence()))
                        && (end == null || end.within(0, now) || end.mayReachInto(0, now));
            }
        };
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
