package org.rlsworkup.fhir.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the query that a Bundle says it answers with the one that was asked for. */
final class SelfLink {
    /** Parameters that choose the patient or the form of the answer. */
    private static final Set<String> OF_EVERY_QUERY =
            Set.of("patient", "subject", "_count", "_sort", "_format", "_total");

    private SelfLink() {}

    /**
     * The parameters by which a query leaves out what was asked for; none where the server does not repeat its query.
     *
     * @param asked the template
     * @param self the query as the server understood it
     */
    static List<String> narrower(@Nullable String asked, @Nullable String self) {
        if (asked == null || self == null) {
            return List.of();
        }
        var ours = parameters(asked);
        var narrower = new ArrayList<String>();
        parameters(self).forEach((name, values) -> {
            var wanted = ours.get(name);
            if (!OF_EVERY_QUERY.contains(name)
                    && (wanted == null ? !isPage(name) : !withoutSystems(values).containsAll(withoutSystems(wanted)))) {
                narrower.add(name);
            }
        });
        return narrower;
    }

    /** Addresses of pages have parameters of their own. */
    private static boolean isPage(String name) {
        return name.startsWith("_") && !name.equals("_summary") && !name.equals("_elements");
    }

    private static Set<String> withoutSystems(Set<String> values) {
        return values.stream().map(it -> it.substring(it.lastIndexOf('|') + 1)).collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> parameters(String query) {
        var parameters = new TreeMap<String, Set<String>>();
        var start = query.indexOf('?');
        for (var part : start < 0 ? new String[0] : query.substring(start + 1).split("&", -1)) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(part.substring(0, equals), name -> new TreeSet<>())
                        .addAll(List.of(decoded(part.substring(equals + 1)).split(",", -1)));
            }
        }
        return parameters;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
