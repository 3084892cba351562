package org.rlsworkup.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;

/**
 * One patient's chart as far as it was read.
 *
 * @param encounterId the encounter in which the chart was opened, or null
 * @param patient null if not read (yet), or if there is no such record
 * @param encounter that encounter, or null if it was not read
 * @param medications products that medication uses refer to, by id
 * @param unattributed resources without a resolvable subject: never interpreted, but they keep a test from being called
 *     missing
 * @param unread the sources that were not read to their end; what is not found in them is unknown, not absent
 * @param foreign number of resources about other patients, which were left out
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

    /** Keeps what is about this patient, sorted by type, and counts what is about another one. */
    public static Chart of(
            String patientId,
            @Nullable String encounterId,
            Collection<? extends Resource> resources,
            Set<Source> unread) {
        var subject = new Ref("Patient", patientId);
        var possible = new ArrayList<Resource>(resources.size());
        var foreign = new ArrayList<Resource>();
        var medications = new HashMap<String, Medication>();
        for (var resource : resources) {
            if (!(resource instanceof Medication medication)) {
                var isPossible = isUnattributed(resource) || subject.equals(resource.subject());
                (isPossible ? possible : foreign).add(resource);
            } else if (medication.id() != null) {
                medications.put(medication.id(), medication);
            }
        }
        ResourceVersions.keepLatest(possible);
        var own = new ArrayList<Resource>(possible.size());
        var unattributed = new ArrayList<Resource>();
        possible.forEach(resource -> (isUnattributed(resource) ? unattributed : own).add(resource));
        var left = leaveOutModified(own);
        var patients = only(Patient.class, own);
        var patient = patients.isEmpty() ? null : patients.getLast();
        return new Chart(
                patientId,
                encounterId,
                patient,
                only(Condition.class, own),
                only(Observation.class, own),
                only(DiagnosticReport.class, own),
                only(ServiceRequest.class, own),
                only(Procedure.class, own),
                encounter(encounterId, own),
                only(MedicationUse.class, own),
                medications,
                unattributed,
                unread(unread, left, patient, foreign),
                foreign.size());
    }

    private static @Nullable Encounter encounter(@Nullable String id, List<Resource> own) {
        for (var resource : own) {
            if (resource instanceof Encounter encounter
                    && encounter.id() != null
                    && encounter.id().equals(id)) {
                return encounter;
            }
        }
        return null;
    }

    private static boolean isUnattributed(Resource resource) {
        return resource.subject() == null || resource.subject().isContained();
    }

    /** A Procedure or Encounter whose meaning is modified is left out; what is returned counts as unread. */
    private static Set<Source> leaveOutModified(List<Resource> own) {
        var left = EnumSet.noneOf(Source.class);
        for (var resource : own) {
            if (resource.meta().isModified() && resource instanceof Procedure) {
                left.add(Source.PROCEDURES);
            } else if (resource.meta().isModified() && resource instanceof Encounter) {
                left.add(Source.ENCOUNTER);
            }
        }
        own.removeIf(it -> it.meta().isModified() && (it instanceof Procedure || it instanceof Encounter));
        return left;
    }

    private static Set<Source> unread(
            Set<Source> unread, Set<Source> left, @Nullable Patient patient, List<Resource> foreign) {
        var all = EnumSet.copyOf(left);
        all.addAll(unread);
        if (patient == null ? !only(Patient.class, foreign).isEmpty() : patient.retired()) {
            // The results belong to another id after a merge, so they were not read.
            all.add(Source.PATIENT);
        }
        return all;
    }

    private static <T extends Resource> List<T> only(Class<T> type, List<Resource> resources) {
        var only = new ArrayList<T>();
        for (var resource : resources) {
            if (type.isInstance(resource)) {
                only.add(type.cast(resource));
            }
        }
        return only;
    }

    /** This chart with newer Conditions of the same patient, each in place of the one with its id. */
    public Chart withConditionsOf(Chart newer) {
        var all = new ArrayList<>(newer.conditions);
        var renewed = new HashSet<@Nullable String>();
        newer.conditions.forEach(it -> renewed.add(it.id()));
        conditions.stream()
                .filter(old -> old.id() == null || !renewed.contains(old.id()))
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

    /** This chart with further orders of the same patient. */
    public Chart withOrders(List<ServiceRequest> more) {
        var all = new ArrayList<>(orders);
        all.addAll(more);
        return new Chart(
                patientId,
                encounterId,
                patient,
                conditions,
                observations,
                reports,
                all,
                procedures,
                encounter,
                medicationUses,
                medications,
                unattributed,
                unread,
                foreign);
    }

    /** The unattributed resources of one type. */
    public <T extends Resource> List<T> unattributed(Class<T> type) {
        return only(type, unattributed);
    }

    @Override
    public String toString() {
        return "Chart[unread=" + unread + "]";
    }
}
