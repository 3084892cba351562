package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.sandbox.search.SearchValue.Link;

/**
 * One {@code _include}: what a resource refers to in one of its search parameters comes with it.
 *
 * @param targetType the only type that comes along, or null for any
 */
record Inclusion(SearchParameter parameter, @Nullable String targetType) {

    /**
     * Reads {@code Type:parameter} or {@code Type:parameter:TargetType}.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if it is neither, or of another type
     */
    static Inclusion parse(SearchParameters known, String value) {
        var parts = List.of(value.split(":", -1));
        if (parts.size() < 2 || parts.size() > 3 || !parts.getFirst().equals(known.resourceType())) {
            throw refused();
        }
        var parameter = known.find(parts.get(1))
                .filter(found -> found.kind() == SearchParameter.Kind.REFERENCE)
                .orElseThrow(Inclusion::refused);
        return new Inclusion(parameter, parts.size() == 3 ? parts.get(2) : null);
    }

    private static RuntimeException refused() {
        return Refusals.badSearch("_include", IssueType.NOTSUPPORTED, "names no reference of this type");
    }

    /** What the resource refers to and the store holds, each a copy that is marked as included. */
    Stream<Resource> from(Stored stored, ResourceStore store, String base) {
        return stored.values(parameter).stream()
                .map(value -> value instanceof Link link ? ReferenceFilter.relative(link.target(), base) : "")
                .filter(target -> targetType == null || target.startsWith(targetType + "/"))
                .map(target -> store.find(target).map(Inclusion::marked).orElse(null))
                .filter(Objects::nonNull);
    }

    private static Resource marked(Stored stored) {
        // A stored resource is never changed.
        var copy = stored.resource().copy();
        ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(copy, BundleEntrySearchModeEnum.INCLUDE);
        return copy;
    }
}
