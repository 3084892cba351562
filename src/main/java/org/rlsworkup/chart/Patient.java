package org.rlsworkup.chart;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/**
 * A FHIR Patient.
 *
 * @param birthDate null if unknown: then no age-dependent test is suggested
 * @param sex null if the record says neither male nor female
 * @param retired whether the record is inactive or replaced by another one, under whose id the results are then kept
 */
public record Patient(
        @Nullable String id,
        @Nullable PartialDate birthDate,
        @Nullable Sex sex,
        boolean deceased,
        boolean retired,
        Meta meta)
        implements Resource {
    @Override
    public @Nullable Ref subject() {
        return id == null ? null : new Ref("Patient", id);
    }

    @Override
    public String toString() {
        return "Patient[]";
    }
}
