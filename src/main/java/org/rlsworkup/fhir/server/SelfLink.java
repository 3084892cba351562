package org.rlsworkup.fhir.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;

/** Compares the query that a Bundle says it answers with the one that was asked for. */
final class SelfLink {
    /**
     * Search parameters of FHIR that leave resources out, or parts of them. Any other is of a server's own, such as those
     * of a page's address: what it does is not known, and it counts for nothing.
     */
    private static final Set<String> FILTERS = Set.of(
            "_content",
            "_elements",
            "_filter",
            "_has",
            "_id",
            "_lastUpdated",
            "_list",
            "_profile",
            "_security",
            "_summary",
            "_tag",
            "_text",
            "authored",
            "authoredon",
            "category",
            "clinical-status",
            "code",
            "combo-code",
            "context",
            "date",
            "effective",
            "effective-time",
            "encounter",
            "intent",
            "issued",
            "medication",
            "onset-date",
            "performer",
            "recorded-date",
            "requester",
            "status",
            "value-quantity",
            "verification-status");

    /** They choose the patient, whom each resource names, or only the form of the answer. */
    private static final Set<String> NO_FILTERS = Set.of("patient", "_count", "_sort");

    /** Forms of an answer in which nothing is left out that is read here. */
    private static final Set<String> WHOLE = Set.of("false", "data");

    private SelfLink() {}

    /**
     * The parameters by which a query leaves out what was asked for; none where the server does not repeat its query, or
     * what it says cannot be understood.
     *
     * @param asked the template
     * @param self the query as the server understood it
     * @param days results from earlier than so many days before {@code now} are not needed
     */
    static List<String> narrower(@Nullable String asked, @Nullable String self, int days, ZonedDateTime now) {
        if (asked == null || self == null) {
            return List.of();
        }
        var ours = parameters(asked);
        var isOfResults = asked.startsWith("Observation?") || asked.startsWith("DiagnosticReport?");
        var narrower = new ArrayList<String>();
        parameters(self).forEach((name, values) -> {
            var wanted = ours.get(name);
            var leavesOut = wanted != null
                    ? !withoutSystems(values).containsAll(withoutSystems(wanted))
                    : FILTERS.contains(name.split("[:.]", 2)[0]) && !isHarmless(name, values);
            if (leavesOut
                    && !NO_FILTERS.contains(name)
                    && !(isOfResults && name.equals("date") && reaches(values, days, now))) {
                narrower.add(name);
            }
        });
        return narrower;
    }

    private static boolean isHarmless(String name, Set<String> values) {
        return (name.equals("_summary") && WHOLE.containsAll(values))
                || (name.endsWith(":not") && values.equals(Set.of("entered-in-error")));
    }

    /** Whether these dates of results leave out nothing that is needed, but for a day that zones may differ by. */
    private static boolean reaches(Set<String> dates, int days, ZonedDateTime now) {
        return dates.stream().allMatch(written -> {
            var date = written.length() < 2 ? null : PartialDate.parse(written.substring(2));
            return switch (written.substring(0, Math.min(2, written.length()))) {
                case "ge", "gt", "sa" ->
                    date != null && !date.day().isAfter(now.toLocalDate().minusDays(days));
                case "le", "lt", "eb" ->
                    date != null && !date.day().isBefore(now.toLocalDate().minusDays(1));
                default -> false;
            };
        });
    }

    private static Set<String> withoutSystems(Set<String> values) {
        return values.stream().map(it -> it.substring(it.lastIndexOf('|') + 1)).collect(Collectors.toSet());
    }

    /** By name; without those whose value cannot be decoded. */
    private static Map<String, Set<String>> parameters(String query) {
        var parameters = new TreeMap<String, Set<String>>();
        var start = query.indexOf('?');
        for (var part : start < 0 ? new String[0] : query.substring(start + 1).split("&", -1)) {
            var equals = part.indexOf('=');
            var value = equals > 0 ? decoded(part.substring(equals + 1)) : null;
            if (value != null) {
                parameters
                        .computeIfAbsent(part.substring(0, equals), name -> new TreeSet<>())
                        .addAll(List.of(value.split(",", -1)));
            }
        }
        return parameters;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
