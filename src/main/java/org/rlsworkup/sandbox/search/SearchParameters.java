package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The search parameters of one resource type that this server understands, out of all that R4 defines for it. */
public final class SearchParameters {
    private final SortedMap<String, SearchParameter> byName = new TreeMap<>();

    private final String resourceType;

    private SearchParameters(String resourceType) {
        this.resourceType = resourceType;
    }

    public static SearchParameters of(FhirContext context, String resourceType) {
        var parameters = new SearchParameters(resourceType);
        context.getResourceDefinition(resourceType).getSearchParams().stream()
                .flatMap(definition -> read(resourceType, definition))
                .forEach(parameter -> parameters.byName.put(parameter.name(), parameter));
        return parameters;
    }

    private static Stream<SearchParameter> read(String resourceType, RuntimeSearchParam definition) {
        var own = definition.getPathsSplit().stream()
                .filter(path -> path.matches("\\(?(" + resourceType + "|Resource)\\..*"))
                .toList();
        var understood = own.stream()
                .flatMap(path -> ElementPath.of(resourceType, path).stream())
                .toList();
        // A parameter of which only some paths are understood would silently miss matches.
        return understood.isEmpty() || understood.size() < own.size()
                ? Stream.empty()
                : SearchParameter.Kind.of(definition.getParamType())
                        .map(kind -> new SearchParameter(definition.getName(), kind, understood));
    }

    String resourceType() {
        return resourceType;
    }

    Optional<SearchParameter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<SearchParameter> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
