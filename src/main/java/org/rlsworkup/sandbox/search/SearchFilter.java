package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.api.QualifiedParamList;
import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.rlsworkup.sandbox.search.SearchValue.ReferenceTarget;
import org.rlsworkup.sandbox.search.SearchValue.Token;

/**
 * One criterion of a search. Criteria are combined with AND, the comma-separated values of one criterion with OR.
 *
 * @param alternatives one condition for each value
 */
record SearchFilter(SearchParameter parameter, List<Predicate<SearchValue>> alternatives) {

    SearchFilter {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * @param key name of the parameter with its modifier, if any
     * @param base base URL of this server
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if the criterion is not supported
     */
    static SearchFilter parse(SortedMap<String, SearchParameter> known, String key, String value, String base) {
        var colon = key.indexOf(':');
        var name = colon < 0 ? key : key.substring(0, colon);
        var modifier = colon < 0 ? "" : key.substring(colon + 1);
        var parameter = Optional.ofNullable(known.get(name))
                .orElseThrow(() -> InvalidRequests.search(name, IssueType.NOTSUPPORTED, "is not supported"));
        var type = parameter.type();
        var targetType = type == SearchParameter.Type.REFERENCE && modifier.matches("[A-Z][A-Za-z]*");
        var values = QualifiedParamList.splitQueryStringByCommasIgnoreEscape(null, value).stream()
                .filter(one -> !one.isBlank() && !one.equals("|"))
                .toList();
        if (values.isEmpty()) {
            throw InvalidRequests.search(name, IssueType.INVALID, "has no value");
        }
        if (!modifier.isEmpty() && !targetType) {
            throw InvalidRequests.search(name, IssueType.NOTSUPPORTED, "does not support this modifier");
        }
        return new SearchFilter(
                parameter,
                values.stream()
                        .map(one -> switch (type) {
                            case TOKEN -> token(one);
                            case REFERENCE -> reference(targetType ? modifier + "/" + one : one, base);
                            case DATE -> DateSpan.condition(name, one);
                        })
                        .toList());
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

    boolean matches(StoredResource stored) {
        return stored.values(parameter).stream()
                .anyMatch(value -> alternatives.stream().anyMatch(alternative -> alternative.test(value)));
    }
}
