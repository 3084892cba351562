package org.rlsworkup.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/**
 * One patient's chart as far as it was read: every resource in it is about this patient or, where the sender did not
 * say whom it is about, stands in {@code unattributed}.
 *
 * @param encounterId the encounter in which the chart was opened, or null
 * @param patient null if not read (yet), or if there is no such record
 * @param encounter the encounter in which the chart was opened, or null if the call names none or it was not read
 * @param medications products that medication uses refer to, by id
 * @param unattributed results without a resolvable subject: never interpreted, but they keep a test from being
 *     "missing"
 * @param unread the sources that were not read to their end; what is missing in them is unknown, not absent
 * @param foreign number of resources about somebody else, left out
 */
public record Chart(
        String patientId,
        @Nullable String encounterId,
        @Nullable Patient patient,
        List<Condition> conditions,
        List<Observation> observations,
        List<DiagnosticReport> reports,
        List<ServiceRequest> orders,
        List<Procedure> procedures,
        @Nullable Encounter encounter,
        List<MedicationUse> medicationUses,
        Map<String, Medication> medications,
        List<Resource> unattributed,
        Set<Source> unread,
        int foreign) {
    public Chart {
        conditions = List.copyOf(conditions);
        observations = List.copyOf(observations);
        reports = List.copyOf(reports);
        orders = List.copyOf(orders);
        procedures = List.copyOf(procedures);
        medicationUses = List.copyOf(medicationUses);
        medications = Map.copyOf(medications);
        unattributed = List.copyOf(unattributed);
        unread = Set.copyOf(unread);
    }

    /** Sorts what was read, dropping and counting what is about another patient. */
    public static Chart of(
            String patientId,
            @Nullable String encounterId,
            Collection<? extends Resource> resources,
            Set<Source> unread) {
        var subject = new Ref("Patient", patientId);
        var sorting = new Sorting();
        for (var resource : resources) {
            if (resource instanceof Medication medication) {
                sorting.add(medication);
            } else if (resource.subject() == null || resource.subject().isContained()) {
                sorting.unattributed.add(resource);
            } else if (subject.equals(resource.subject())) {
                sorting.add(resource);
            } else {
                sorting.drop(resource);
            }
        }
        var missing = EnumSet.noneOf(Source.class);
        missing.addAll(unread);
        if (sorting.patient == null ? sorting.foreignPatient : sorting.patient.retired()) {
            // A merged or inactive record holds the results under another id: we could not look.
            missing.add(Source.PATIENT);
        }
        return new Chart(
                patientId,
                encounterId,
                sorting.patient,
                sorting.conditions,
                sorting.observations,
                sorting.reports,
                sorting.orders,
                sorting.procedures,
                sorting.encounter(encounterId),
                sorting.medicationUses,
                sorting.medications,
                sorting.unattributed,
                missing,
                sorting.foreign);
    }

    /**
     * This chart with the newer Conditions of the same patient: each stands in place of the one that has its id here.
     */
    public Chart withConditionsOf(Chart newer) {
        var renewed = new HashSet<String>();
        newer.conditions.forEach(
                condition -> Optional.ofNullable(condition.id()).ifPresent(renewed::add));
        var all = new ArrayList<>(newer.conditions);
        conditions.stream()
                .filter(condition -> condition.id() == null || !renewed.contains(condition.id()))
                .forEach(all::add);
        return new Chart(
                patientId,
                encounterId,
                patient,
                all,
                observations,
                reports,
                orders,
                procedures,
                encounter,
                medicationUses,
                medications,
                unattributed,
                unread,
                foreign + newer.foreign);
    }

    /** The unattributed resources of one kind. */
    public <T extends Resource> List<T> unattributed(Class<T> kind) {
        return unattributed.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static final class Sorting {
        private @Nullable Patient patient;
        private final List<Condition> conditions = new ArrayList<>();
        private final List<Observation> observations = new ArrayList<>();
        private final List<DiagnosticReport> reports = new ArrayList<>();
        private final List<ServiceRequest> orders = new ArrayList<>();
        private final List<Procedure> procedures = new ArrayList<>();
        private final List<Encounter> encounters = new ArrayList<>(1);
        private final List<MedicationUse> medicationUses = new ArrayList<>();
        private final Map<String, Medication> medications = new HashMap<>();
        private final List<Resource> unattributed = new ArrayList<>();
        private int foreign;
        private boolean foreignPatient;

        private void drop(Resource resource) {
            foreign++;
            foreignPatient |= resource instanceof Patient;
        }

        private void add(Medication medication) {
            if (medication.id() != null) {
                medications.put(medication.id(), medication);
            }
        }

        private void add(Resource resource) {
            switch (resource) {
                case Patient it -> patient = it;
                case Condition it -> conditions.add(it);
                case Observation it -> observations.add(it);
                case DiagnosticReport it -> reports.add(it);
                case ServiceRequest it -> orders.add(it);
                case Procedure it -> procedures.add(it);
                case Encounter it -> encounters.add(it);
                case MedicationUse it -> medicationUses.add(it);
                case Medication it -> add(it);
            }
        }

        /** Only the open encounter says anything about now. */
        private @Nullable Encounter encounter(@Nullable String id) {
            for (var encounter : encounters) {
                if (id != null && id.equals(encounter.id())) {
                    return encounter;
                }
            }
            return null;
        }
    }

    @Override
    public String toString() {
        return "Chart[unread=" + unread + "]";
    }
}
