package org.rlsworkup.fhir.read;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;

/** The members of an {@code effective[x]}, in the order in which they are believed. */
final class EffectiveBuilder {
    @Nullable
    PartialDate dateTime;

    @Nullable
    PartialDate period;

    /** The period, whichever of its ends is taken for a result's date. */
    Json.Period whole = Json.Period.NONE;

    @Nullable
    PartialDate instant;

    List<PartialDate> events = List.of();

    void read(Json.Period read) {
        whole = read;
        period = read.endElseStart();
    }

    /** When it began. */
    @Nullable
    PartialDate start() {
        return dateTime != null ? dateTime : whole.start();
    }

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
