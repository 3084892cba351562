package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;

/**
 * A FHIR Observation.
 *
 * @param identifiers business identifiers, {@code system|value}, {@code |value} where no system is given
 * @param status code, or null if absent
 * @param effective {@code effectiveDateTime}, else the end of {@code effectivePeriod} (its start if open), else
 *     {@code effectiveInstant}, else the last event of {@code effectiveTiming}; null if none
 * @param issued null if absent
 * @param measured value of the Observation itself
 * @param components further values under their own codes; the status is that of the Observation
 * @param members {@code hasMember}; one whose reference cannot be resolved has neither type nor id
 * @param contained Observations contained in this one
 * @param laboratory name of the organization that performed it, or null
 * @param patientReported whether a patient is a performer or it is derived from a QuestionnaireResponse
 */
public record Observation(
        @Nullable String id,
        @Nullable Ref subject,
        List<String> identifiers,
        @Nullable String status,
        Concept code,
        @Nullable PartialDate effective,
        @Nullable PartialDate issued,
        Measured measured,
        List<Component> components,
        List<Ref> members,
        List<Observation> contained,
        Specimen specimen,
        @Nullable String laboratory,
        boolean patientReported)
        implements Resource {
    public Observation {
        identifiers = List.copyOf(identifiers);
        components = List.copyOf(components);
        members = List.copyOf(members);
        contained = List.copyOf(contained);
    }

    /**
     * A value, or why there is none, with what the laboratory says beside it.
     *
     * @param value null if there is none
     * @param absentReason the code sent as reason for its absence, or null
     * @param ranges the laboratory's reference ranges
     * @param flag the laboratory's own reading, {@code H} or {@code L}: the first code sent, else text; or null
     */
    public record Measured(
            @Nullable Value value,
            @Nullable String absentReason,
            List<ReferenceRange> ranges,
            @Nullable String flag) {
        public static final Measured NOTHING = new Measured(null, null);

        public Measured {
            ranges = List.copyOf(ranges);
        }

        public Measured(@Nullable Value value, @Nullable String absentReason) {
            this(value, absentReason, List.of(), null);
        }

        public boolean isNothing() {
            return value == null && absentReason == null;
        }
    }

    /**
     * A {@code referenceRange}; its text is not read.
     *
     * @param low null if open
     * @param high null if open
     * @param kind code of its type, {@code normal} for what is meant by a range; or null
     * @param special whether it is for some people only: of an age, or of a group
     */
    public record ReferenceRange(
            Value.@Nullable Quantity low,
            Value.@Nullable Quantity high,
            @Nullable String kind,
            boolean special) {}

    /** One of several values of a panel Observation. */
    public record Component(Concept code, Measured measured) {}

    /**
     * What is known of the specimen without another read.
     *
     * @param ref the referenced specimen, or null
     * @param words what it is called: the display of the reference, then text and displays of the type of a contained
     *     Specimen
     * @param collected when it was taken, from a contained Specimen, or null
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
