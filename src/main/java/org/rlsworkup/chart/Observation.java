package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;

/**
 * A FHIR Observation.
 *
 * @param effective {@code effectiveDateTime}, else the end of {@code effectivePeriod} (its start if open), else
 *     an {@code effective} instant, else the last event of {@code effectiveTiming}; null if none
 * @param effectiveStart start of an {@code effectivePeriod} that has an end, too; else null
 * @param members {@code hasMember}; one whose reference cannot be resolved has neither type nor id
 * @param laboratory name of the organization that performed it, or null
 * @param patientReported whether a patient is a performer or it is derived from a QuestionnaireResponse
 * @param socialHistory whether one of its categories is {@code social-history}
 */
public record Observation(
        @Nullable String id,
        @Nullable Ref subject,
        @Nullable String status,
        Concept code,
        @Nullable PartialDate effective,
        @Nullable PartialDate effectiveStart,
        @Nullable PartialDate issued,
        Measured measured,
        List<Component> components,
        List<Ref> members,
        List<Observation> contained,
        Specimen specimen,
        @Nullable String laboratory,
        boolean patientReported,
        boolean socialHistory,
        Meta meta)
        implements Resource {
    public Observation {
        components = List.copyOf(components);
        members = List.copyOf(members);
        contained = List.copyOf(contained);
    }

    /**
     * A value, or why there is none, with the laboratory's own interpretation.
     *
     * @param absentReason code that says why there is no value, or null
     * @param flag first code of its {@code interpretation} ({@code H}, {@code L}), else its text, or null
     * @param modifiers of a component
     */
    public record Measured(
            @Nullable Value value,
            @Nullable String absentReason,
            List<ReferenceRange> ranges,
            @Nullable String flag,
            List<Meta.Modifier> modifiers) {
        public static final Measured NOTHING = new Measured(null, null);

        public Measured {
            ranges = List.copyOf(ranges);
            modifiers = List.copyOf(modifiers);
        }

        public Measured(@Nullable Value value, @Nullable String absentReason) {
            this(value, absentReason, List.of(), null, List.of());
        }

        public boolean isNothing() {
            return value == null && absentReason == null;
        }
    }

    /**
     * A {@code referenceRange}; its text is not read.
     *
     * @param kind code of its type such as {@code normal}, or null
     * @param special whether it applies to some age or group only
     */
    public record ReferenceRange(
            Value.@Nullable Quantity low,
            Value.@Nullable Quantity high,
            @Nullable String kind,
            boolean special) {}

    /** A component: its status is that of the Observation. */
    public record Component(Concept code, Measured measured) {}

    /**
     * What the Observation and a contained Specimen tell of the specimen.
     *
     * @param words display of the reference, then text and displays of the Specimen's type
     */
    public record Specimen(
            @Nullable Ref ref, List<String> words, @Nullable PartialDate collected) {
        public static final Specimen UNKNOWN = new Specimen(null, List.of(), null);

        public Specimen {
            words = List.copyOf(words);
        }
    }

    @Override
    public String toString() {
        return "Observation[]";
    }
}
