package org.rlsworkup.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** FHIR's search over the resources of one chart, as far as the service uses it, written independently of the service. */
final class HonestSearch {
    private final List<JsonNode> resources = new ArrayList<>();

    /** @param prefetch of a call: resources and Bundles by any key */
    HonestSearch(JsonNode prefetch) {
        prefetch.forEach(sent -> {
            if (sent.has("entry")) {
                sent.get("entry").forEach(entry -> resources.add(entry.path("resource")));
            } else if (!sent.path("resourceType").asString("").equals("Bundle")) {
                resources.add(sent);
            }
        });
        resources.removeIf(it -> it.path("resourceType").asString("").equals("OperationOutcome"));
    }

    /** The resource with this type and id, or null. */
    JsonNode read(String type, String id) {
        return ofType(type)
                .filter(it -> it.path("id").asString("").equals(id))
                .findFirst()
                .orElse(null);
    }

    private Stream<JsonNode> ofType(String type) {
        return resources.stream()
                .filter(it -> it.path("resourceType").asString("").equals(type));
    }

    /** All that match, in the order asked for. */
    List<JsonNode> find(String type, Map<String, String> parameters) {
        var found = ofType(type).filter(it -> matches(it, parameters));
        var sort = parameters.get("_sort");
        if (sort == null) {
            return found.toList();
        }
        return found.sorted(Comparator.comparing((JsonNode it) ->
                                sort.equals("-authored") ? it.path("authoredOn").asString("") : date(it))
                        .reversed())
                .toList();
    }

    private static boolean matches(JsonNode resource, Map<String, String> parameters) {
        return parameters.entrySet().stream().allMatch(it -> {
            var values = it.getValue();
            return switch (it.getKey()) {
                case "patient" -> isAbout(resource, values);
                case "code" -> isAnyOf(codings(resource.path("code")), values);
                case "combo-code" ->
                    isAnyOf(codings(resource.path("code")), values)
                            || resource.path("component")
                                    .valueStream()
                                    .anyMatch(part -> isAnyOf(codings(part.path("code")), values));
                case "category" ->
                    isAnyOf(resource.path("category").valueStream().flatMap(HonestSearch::codings), values);
                case "status" ->
                    Set.of(values.split(",", -1))
                            .contains(resource.path("status").asString(""));
                case "_id" ->
                    Set.of(values.split(",", -1)).contains(resource.path("id").asString(""));
                default -> true;
            };
        });
    }

    private static boolean isAbout(JsonNode resource, String patient) {
        var reference = resource.path("subject").path("reference").asString("");
        return reference.isEmpty() || reference.equals("Patient/" + patient);
    }

    private static Stream<String> codings(JsonNode concept) {
        return concept.path("coding")
                .valueStream()
                .map(coding -> coding.path("system").asString("") + "|"
                        + coding.path("code").asString(""));
    }

    /** Each value is a code, or a system, a bar and a code; a comma that belongs to a code is escaped. */
    private static boolean isAnyOf(Stream<String> codings, String values) {
        var wanted = Stream.of(values.split("(?<!\\\\),", -1))
                .map(it -> it.replaceAll("\\\\([\\\\,|$])", "$1"))
                .toList();
        return codings.anyMatch(coding ->
                wanted.stream().anyMatch(it -> it.contains("|") ? coding.equals(it) : coding.endsWith("|" + it)));
    }

    private static String date(JsonNode resource) {
        return Stream.of("/effectiveDateTime", "/effectivePeriod/end", "/effectivePeriod/start", "/effectiveInstant")
                .map(path -> resource.at(path).asString(""))
                .filter(Objects::nonNull)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
    }
}
