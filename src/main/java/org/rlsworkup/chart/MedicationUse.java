package org.rlsworkup.chart;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR MedicationRequest, MedicationStatement or MedicationAdministration: a medicine that is ordered, drafted, taken
 * or given.
 *
 * @param product as described in the resource itself or in one contained in it
 * @param medication the Medication elsewhere that it refers to, or null
 */
public record MedicationUse(
        Kind kind,
        @Nullable String id,
        @Nullable Ref subject,
        State state,
        Time time,
        Product product,
        @Nullable Ref medication,
        List<Dosage> dosages,
        List<Concept> reasons,
        List<Ref> reasonRefs,
        Meta meta)
        implements Resource {
    public MedicationUse {
        dosages = List.copyOf(dosages);
        reasons = List.copyOf(reasons);
        reasonRefs = List.copyOf(reasonRefs);
    }

    public enum Kind {
        REQUEST,
        STATEMENT,
        ADMINISTRATION
    }

    /** Status and related members: adherence of an R5 statement only, intent and {@code doNotPerform} of a request. */
    public record State(
            @Nullable String status,
            @Nullable String adherence,
            @Nullable String intent,
            boolean doNotPerform,
            List<String> categories) {
        public State {
            categories = List.copyOf(categories);
        }
    }

    /** The authoring date of a request, start and end of the period of another; each null if not given. */
    public record Time(
            @Nullable PartialDate written,
            @Nullable PartialDate start,
            @Nullable PartialDate end) {}

    /** With this status if it has none. */
    public MedicationUse withStatus(String assumed) {
        if (state.status() != null) {
            return this;
        }
        var known = new State(assumed, state.adherence(), state.intent(), state.doNotPerform(), state.categories());
        return new MedicationUse(
                kind, id, subject, known, time, product, medication, dosages, reasons, reasonRefs, meta);
    }

    /** When it was first taken: by its period, its dosage or the day it was written; null if none is given. */
    public @Nullable PartialDate since() {
        if (time.start() != null) {
            return time.start();
        }
        return dosages.stream()
                .flatMap(dosage -> Stream.ofNullable(dosage.start()))
                .min(Comparator.comparing(PartialDate::earliest))
                .orElse(time.written());
    }

    @Override
    public String toString() {
        return "MedicationUse[kind=" + kind + "]";
    }
}
