package org.rlsworkup.workup.results;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.PartialDate;

/** Selects the valid version of results that were sent as several resources: with one identifier, or as copies. */
final class Versions {
    private static final int CORRECTED = 3;
    private static final int WITHDRAWN = 4;

    private Versions() {}

    private record VersionKey(
            String identifier,
            CodeIndex.Meaning meaning,
            @Nullable PartialDate effective) {}

    static List<Observation> current(List<Observation> observations, CodeIndex codes) {
        var single = new ArrayList<Observation>();
        var versions = new LinkedHashMap<VersionKey, List<Observation>>();
        for (var i = 0; i < observations.size(); i++) {
            var observation = observations.get(i);
            var identifiers = observation.meta().identifiers();
            var meaning = identifiers.isEmpty() && observation.id() != null ? null : codes.meaning(observation.code());
            if (meaning == null) {
                single.add(observation);
            } else {
                var key = identifiers.isEmpty()
                        ? copy(observation, meaning)
                        : new VersionKey(identifiers.get(0), meaning, null);
                versions.computeIfAbsent(key, it -> new ArrayList<>(1)).add(observation);
            }
        }
        versions.forEach((key, all) -> single.addAll(all.size() == 1 ? all : valid(key, all)));
        return single;
    }

    /** Of a result by which only its content can tell that another is the same. */
    private static VersionKey copy(Observation observation, CodeIndex.Meaning meaning) {
        var value = observation.measured().value();
        return new VersionKey(value == null ? "" : value.asSent(), meaning, observation.effective());
    }

    /** A correction or withdrawal is of the same draw, whatever its date; without one, each date is a draw of its own. */
    private static List<Observation> valid(VersionKey key, List<Observation> versions) {
        if (versions.stream().anyMatch(it -> rank(it.status()) >= CORRECTED)) {
            return List.of(last(versions));
        }
        var draws = new LinkedHashMap<VersionKey, List<Observation>>();
        for (var version : versions) {
            var draw = new VersionKey(key.identifier(), key.meaning(), version.effective());
            draws.computeIfAbsent(draw, it -> new ArrayList<>(1)).add(version);
        }
        return draws.values().stream().map(Versions::last).toList();
    }

    /**
     * The later version, where that is shown: by the time of issue, and of a withdrawn one also by that of storage. Else a
     * withdrawn one, then a corrected one, then a final one.
     */
    private static Observation last(List<Observation> versions) {
        var withdrawn = versions.stream().anyMatch(it -> rank(it.status()) == WITHDRAWN);
        Comparator<Observation> order = Comparator.comparing(it -> rank(it.status()));
        if (versions.stream().allMatch(it -> it.issued() != null)) {
            order = byTime(Observation::issued).thenComparing(order);
        } else if (withdrawn && versions.stream().allMatch(it -> it.meta().lastUpdated() != null)) {
            order = byTime(it -> it.meta().lastUpdated()).thenComparing(order);
        }
        var complete = order.thenComparing(byTime(Observation::issued));
        return versions.stream()
                .reduce((one, other) -> complete.compare(one, other) > 0 ? one : other)
                .orElseThrow();
    }

    private static Comparator<Observation> byTime(Function<Observation, @Nullable PartialDate> time) {
        return Comparator.comparing(it -> instant(time.apply(it)));
    }

    private static Instant instant(@Nullable PartialDate date) {
        return date == null ? Instant.MIN : date.instant(ZoneOffset.UTC);
    }

    private static int rank(@Nullable String status) {
        return switch (status) {
            case "entered-in-error", "cancelled" -> WITHDRAWN;
            case "corrected", "amended" -> CORRECTED;
            case "final" -> 2;
            case "preliminary", "partial", "registered" -> 1;
            case null, default -> 0;
        };
    }
}
