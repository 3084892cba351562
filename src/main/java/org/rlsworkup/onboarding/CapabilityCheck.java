package org.rlsworkup.onboarding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks FHIR servers what they can do, and says which searches of this service are not among it. */
public final class CapabilityCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Results of a search, and not parameters of a resource: servers need not list them. */
    private static final Set<String> OF_EVERY_SEARCH = Set.of("_sort", "_count");

    private CapabilityCheck() {}

    /**
     * One line a finding.
     *
     * @param base address of the server
     * @param searches parameters by resource type
     */
    public static List<String> of(URI base, Map<String, Set<String>> searches) {
        var address = URI.create(base.toString().replaceFirst("/$", "") + "/metadata");
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/fhir+json")
                .build();
        try (var http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? missing(base, JsonMapper.shared().readTree(answer.body()), searches)
                    : List.of(base + ": answers " + answer.statusCode() + " at /metadata");
        } catch (IOException | JacksonException e) {
            return List.of(base + ": /metadata cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(base + ": interrupted");
        }
    }

    static List<String> missing(URI base, JsonNode statement, Map<String, Set<String>> searches) {
        var known = new HashMap<String, Set<String>>();
        for (var rest : statement.path("rest")) {
            for (var resource : rest.path("resource")) {
                var parameters = resource.path("searchParam")
                        .valueStream()
                        .map(it -> it.path("name").asString(""))
                        .collect(Collectors.toSet());
                known.put(resource.path("type").asString(""), parameters);
            }
        }
        if (known.isEmpty()) {
            return List.of(base + ": says nothing about what it can do");
        }
        var lines = new ArrayList<String>();
        searches.forEach((type, parameters) -> {
            var its = known.get(type);
            var missing = parameters.stream()
                    .filter(it -> its != null && !its.contains(it) && !OF_EVERY_SEARCH.contains(it))
                    .toList();
            if (its == null) {
                lines.add(base + ": no " + type);
            } else if (!missing.isEmpty()) {
                lines.add(base + ": " + type + " without search by " + String.join(", ", missing));
            }
        });
        return lines.isEmpty() ? List.of(base + ": supports every search") : lines;
    }
}
