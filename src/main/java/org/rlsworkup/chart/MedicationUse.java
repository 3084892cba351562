package org.rlsworkup.chart;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR MedicationRequest or MedicationStatement: a medicine that is ordered, drafted or taken.
 *
 * @param product what the resource itself says of the product, or what it contains says
 * @param medication the Medication elsewhere that it refers to, or null
 * @param reasons what it is given for
 * @param reasonRefs what it is given for, by reference
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
        List<Ref> reasonRefs)
        implements Resource {
    public MedicationUse {
        dosages = List.copyOf(dosages);
        reasons = List.copyOf(reasons);
        reasonRefs = List.copyOf(reasonRefs);
    }

    /** What kind of resource says so. */
    public enum Kind {
        REQUEST,
        STATEMENT
    }

    /**
     * How matters stand with it.
     *
     * @param status code, or null if absent
     * @param adherence what a statement of R5 says about whether it is taken, or null
     * @param intent code of a request, or null
     * @param doNotPerform whether a request says that it is not to be given
     * @param categories codes of all categories
     */
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

    /**
     * When it is taken; what is not said is null.
     *
     * @param written when a request was written
     * @param start when it began, as a statement says
     * @param end when it ended or will end, as a statement says
     */
    public record Time(
            @Nullable PartialDate written,
            @Nullable PartialDate start,
            @Nullable PartialDate end) {}

    /** This as one with this status, if it has none. */
    public MedicationUse withStatus(String assumed) {
        if (state.status() != null) {
            return this;
        }
        var known = new State(assumed, state.adherence(), state.intent(), state.doNotPerform(), state.categories());
        return new MedicationUse(kind, id, subject, known, time, product, medication, dosages, reasons, reasonRefs);
    }

    /** Since when it is taken: by its own period, by its dosage, or by the day it was written; null if nothing says. */
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
