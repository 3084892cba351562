package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.api.QualifiedParamList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * A search as it was asked. Whatever cannot be honoured is refused: a filter left out would hand over resources of
 * other patients.
 *
 * @param filters all of them must match
 * @param inclusions what comes along with each match
 */
public record SearchQuery(List<SearchFilter> filters, Comparator<Stored> order, List<Inclusion> inclusions) {
    /** Read by the server library itself; total is always given. */
    private static final Set<String> RESULT_PARAMETERS =
            Set.of("_format", "_pretty", "_summary", "_elements", "_total");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    public SearchQuery {
        filters = List.copyOf(filters);
        inclusions = List.copyOf(inclusions);
    }

    /**
     * @param request parameters by name, each with its repetitions
     * @param base this server's own base
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException naming the parameter that is not supported
     */
    public static SearchQuery parse(SearchParameters known, Map<String, String[]> request, String base) {
        var filters = new ArrayList<SearchFilter>();
        var inclusions = new ArrayList<Inclusion>();
        Comparator<Stored> order = Comparator.comparingLong(Stored::sequence);
        for (var parameter : request.entrySet()) {
            var name = parameter.getKey();
            for (var value : parameter.getValue()) {
                if (value.isBlank()) {
                    throw Refusals.badSearch(name, IssueType.INVALID, "has no value");
                }
                switch (name) {
                    case "_sort" -> order = SearchOrder.parse(known, value).thenComparing(order);
                    case "_count" -> checkCount(value);
                    case "_include" -> inclusions.add(Inclusion.parse(known, value));
                    default -> {
                        if (!RESULT_PARAMETERS.contains(name)) {
                            filters.add(filter(known, name, value, base));
                        }
                    }
                }
            }
        }
        return new SearchQuery(filters, order, inclusions);
    }

    private static void checkCount(String value) {
        if (!COUNT.matcher(value).matches()) {
            throw Refusals.badSearch("_count", IssueType.INVALID, "is not a number");
        }
    }

    private static SearchFilter filter(SearchParameters known, String asked, String value, String base) {
        var colon = asked.indexOf(':');
        var name = colon < 0 ? asked : asked.substring(0, colon);
        var modifier = colon < 0 ? "" : asked.substring(colon + 1);
        var parameter = known.find(name)
                .orElseThrow(() -> Refusals.badSearch(name, IssueType.NOTSUPPORTED, "is not supported here"));
        var alternatives = QualifiedParamList.splitQueryStringByCommasIgnoreEscape(null, value).stream()
                .filter(one -> !one.isBlank() && !one.equals("|"))
                .toList();
        if (alternatives.isEmpty()) {
            throw Refusals.badSearch(name, IssueType.INVALID, "has no value");
        }
        var typed = parameter.kind() == SearchParameter.Kind.REFERENCE && modifier.matches("[A-Z][A-Za-z]*");
        if (!modifier.isEmpty() && !typed) {
            throw Refusals.badSearch(name, IssueType.NOTSUPPORTED, "is supported without this modifier only");
        }
        return switch (parameter.kind()) {
            case TOKEN ->
                new TokenFilter(
                        parameter,
                        alternatives.stream().map(TokenFilter.Wanted::parse).toList());
            case REFERENCE ->
                new ReferenceFilter(
                        parameter,
                        alternatives.stream()
                                .map(one -> typed ? modifier + "/" + one : one)
                                .toList(),
                        base);
            case DATE ->
                new DateFilter(
                        parameter,
                        alternatives.stream()
                                .map(one -> DateFilter.Wanted.parse(name, one))
                                .toList());
        };
    }

    /** Those of the given resources that were asked for, in the order asked for. */
    public List<Stored> apply(List<Stored> snapshot) {
        return snapshot.stream()
                .filter(stored -> filters.stream().allMatch(filter -> filter.matches(stored)))
                .sorted(order)
                .toList();
    }
}
