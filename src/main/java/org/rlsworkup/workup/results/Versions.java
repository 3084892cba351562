package org.rlsworkup.workup.results;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.PartialDate;

/** Selects the valid version of results that were sent as several resources with one identifier. */
final class Versions {
    /** The later issue decides; without one, a correction replaces a final result, and that any other. */
    private static final Comparator<Observation> HOLDS = Comparator.comparing((Observation it) ->
                    it.issued() == null ? Instant.MIN : it.issued().instant(ZoneOffset.UTC))
            .thenComparing(it -> rank(it.status()));

    private Versions() {}

    private record VersionKey(
            String identifier,
            CodeIndex.Meaning meaning,
            @Nullable PartialDate effective) {}

    static List<Observation> current(List<Observation> observations, CodeIndex codes) {
        var single = new ArrayList<Observation>();
        var versions = new LinkedHashMap<VersionKey, Observation>();
        for (var i = 0; i < observations.size(); i++) {
            var observation = observations.get(i);
            var meaning = observation.identifiers().isEmpty() ? null : codes.meaning(observation.code());
            if (meaning == null) {
                single.add(observation);
            } else {
                var key = new VersionKey(observation.identifiers().get(0), meaning, observation.effective());
                versions.merge(key, observation, (one, other) -> HOLDS.compare(one, other) > 0 ? one : other);
            }
        }
        single.addAll(versions.values());
        return single;
    }

    private static int rank(@Nullable String status) {
        return switch (status) {
            case "corrected", "amended" -> 3;
            case "final" -> 2;
            case "preliminary", "partial", "registered" -> 1;
            case null, default -> 0;
        };
    }
}
