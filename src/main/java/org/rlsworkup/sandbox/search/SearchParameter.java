package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * One search parameter of one resource type, as R4 defines it.
 *
 * @param paths the elements it selects, never empty
 */
public record SearchParameter(String resourceType, String name, Type type, List<ElementPath> paths) {

    /** The supported types of R4 search parameters, under the names that the server library gives them. */
    public enum Type {
        TOKEN(SearchValue::tokens),
        REFERENCE(SearchValue::links),
        DATE(SearchValue::dates);

        private final Function<Base, Stream<SearchValue>> reader;

        Type(Function<Base, Stream<SearchValue>> reader) {
            this.reader = reader;
        }
    }

    public SearchParameter {
        paths = List.copyOf(paths);
    }

    /** The parameters by name that R4 defines for a resource type and this server supports. */
    public static SortedMap<String, SearchParameter> of(FhirContext context, String resourceType) {
        var byName = new TreeMap<String, SearchParameter>();
        context.getResourceDefinition(resourceType).getSearchParams().stream()
                .flatMap(definition -> read(resourceType, definition).stream())
                .forEach(parameter -> byName.put(parameter.name(), parameter));
        return byName;
    }

    private static Optional<SearchParameter> read(String resourceType, RuntimeSearchParam definition) {
        var expressions = definition.getPathsSplit().stream()
                .filter(path -> path.matches("\\(?(" + resourceType + "|Resource)\\..*"))
                .toList();
        var paths = expressions.stream()
                .flatMap(path -> ElementPath.of(resourceType, path).stream())
                .toList();
        // A parameter of which only some paths are supported would silently miss matches.
        return Stream.of(Type.values())
                .filter(type -> type.name().equals(definition.getParamType().name()))
                .filter(type -> !paths.isEmpty() && paths.size() == expressions.size())
                .map(type -> new SearchParameter(resourceType, definition.getName(), type, paths))
                .findFirst();
    }

    List<SearchValue> valuesOf(Resource resource) {
        return paths.stream()
                .flatMap(path -> path.elementsOf(resource))
                .flatMap(type.reader)
                .toList();
    }
}
