package org.rlsworkup.sandbox.search;

import java.util.SortedMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.rlsworkup.sandbox.search.SearchValue.ReferenceTarget;

/**
 * One {@code _include}: the resources that a match refers to are returned with it.
 *
 * @param target what a reference must start with: {@code Type/}, or empty for any type
 */
record Inclusion(SearchParameter parameter, String target) {

    /**
     * Reads {@code Type:parameter} or {@code Type:parameter:TargetType}.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if it is neither, or of another type
     */
    static Inclusion parse(SortedMap<String, SearchParameter> known, String value) {
        var parts = value.split(":", -1);
        return Stream.ofNullable(parts.length == 2 || parts.length == 3 ? known.get(parts[1]) : null)
                .filter(found -> found.type() == SearchParameter.Type.REFERENCE)
                .filter(found -> found.resourceType().equals(parts[0]))
                .map(found -> new Inclusion(found, parts.length == 2 ? "" : parts[2] + "/"))
                .findFirst()
                .orElseThrow(() -> InvalidRequests.search(
                        "_include", IssueType.NOTSUPPORTED, "must name a reference of this resource type"));
    }

    Stream<StoredResource> from(StoredResource match, ResourceStore store, String base) {
        return match.values(parameter).stream()
                .map(value -> value instanceof ReferenceTarget link ? link.relativeTo(base) : "")
                .filter(reference -> reference.startsWith(target))
                .flatMap(reference -> store.find(reference).stream());
    }
}
