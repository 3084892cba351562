package org.rlsworkup.fhir;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.PartialDate;

/** The members of an {@code effective[x]}, in the order in which they are believed. */
final class EffectiveDraft {
    @Nullable
    PartialDate dateTime;

    @Nullable
    PartialDate period;

    @Nullable
    PartialDate instant;

    List<PartialDate> events = List.of();

    @Nullable
    PartialDate best() {
        if (dateTime != null || period != null) {
            return dateTime != null ? dateTime : period;
        }
        return instant != null
                ? instant
                : events.stream()
                        .max(Comparator.comparing(PartialDate::earliest))
                        .orElse(null);
    }
}
