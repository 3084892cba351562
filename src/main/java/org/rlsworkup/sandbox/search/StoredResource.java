package org.rlsworkup.sandbox.search;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Resource;

/**
 * One version of a resource in the store.
 *
 * @param sequence position of its first version among all resources
 * @param index values by name of the search parameter, filled on first use
 */
public record StoredResource(Resource resource, long version, long sequence, Map<String, List<SearchValue>> index) {

    StoredResource(Resource resource, long version, long sequence) {
        this(resource, version, sequence, new ConcurrentHashMap<>());
    }

    List<SearchValue> values(SearchParameter parameter) {
        return index.computeIfAbsent(parameter.name(), name -> parameter.valuesOf(resource));
    }
}
