package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.QualifiedParamList;
import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.rlsworkup.sandbox.search.ResourceStore.StoredResource;
import org.rlsworkup.sandbox.search.SearchValue.ReferenceTarget;
import org.rlsworkup.sandbox.search.SearchValue.Token;

/** One search parameter of one resource type, as R4 defines it, with the paths of the elements it selects. */
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
                .flatMap(definition -> read(resourceType, definition))
                .forEach(parameter -> byName.put(parameter.name(), parameter));
        return byName;
    }

    private static Stream<SearchParameter> read(String resourceType, RuntimeSearchParam definition) {
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
                .map(type -> new SearchParameter(resourceType, definition.getName(), type, paths));
    }

    List<SearchValue> valuesOf(Resource resource) {
        return paths.stream()
                .flatMap(path -> path.elementsOf(resource))
                .flatMap(type.reader)
                .toList();
    }

    /**
     * One criterion of a search: its values, separated by commas, are combined with OR.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if it is not supported
     */
    Predicate<StoredResource> filter(String modifier, String value, String base) {
        var targetType = type == Type.REFERENCE && modifier.matches("[A-Z][A-Za-z]*");
        var values = QualifiedParamList.splitQueryStringByCommasIgnoreEscape(null, value).stream()
                .filter(one -> !one.isBlank() && !one.equals("|"))
                .toList();
        if (values.isEmpty()) {
            throw InvalidRequests.search(name, IssueType.INVALID, "has no value");
        }
        if (!modifier.isEmpty() && !targetType) {
            throw InvalidRequests.search(name, IssueType.NOTSUPPORTED, "does not support this modifier");
        }
        var condition = values.stream()
                .map(one -> switch (type) {
                    case TOKEN -> token(one);
                    case REFERENCE -> reference(targetType ? modifier + "/" + one : one, base);
                    case DATE -> DateSpan.condition(name, one);
                })
                .reduce(Predicate::or)
                .orElseThrow();
        return stored -> stored.values(this).stream().anyMatch(condition);
    }

    /** {@code code}, {@code system|code}, {@code |code} (without a system) or {@code system|} (any code of it). */
    private static Predicate<SearchValue> token(String escaped) {
        var bar = ParameterUtil.nonEscapedIndexOf(escaped, '|');
        var system = bar < 0 ? null : ParameterUtil.unescape(escaped.substring(0, bar));
        var code = ParameterUtil.unescape(escaped.substring(bar + 1));
        return value -> value instanceof Token token
                && (system == null || system.equals(token.system()))
                && (code.isEmpty() || code.equals(token.code()));
    }

    /** {@code Type/id}, an id alone (of any type that the element may refer to) or an absolute URL. */
    private static Predicate<SearchValue> reference(String text, String base) {
        var wanted = new ReferenceTarget(text).relativeTo(base);
        var idOnly = wanted.indexOf('/') < 0 && wanted.indexOf(':') < 0;
        return value -> value instanceof ReferenceTarget link
                && (idOnly ? link.idIn(base) : link.relativeTo(base)).equals(wanted);
    }
}
