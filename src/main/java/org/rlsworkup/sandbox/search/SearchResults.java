package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage.ResponsePageBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.rlsworkup.sandbox.search.ResourceStore.StoredResource;

/** The pages of a search. Included resources are added to their page and counted neither in it nor in the total. */
public final class SearchResults extends SimpleBundleProvider {
    private final SearchQuery query;
    private final List<StoredResource> matches;
    private final ResourceStore store;

    public SearchResults(SearchQuery query, List<StoredResource> matches, ResourceStore store) {
        super(matches.stream().map(StoredResource::resource).toList());
        this.query = query;
        this.matches = matches;
        this.store = store;
    }

    @Override
    public List<IBaseResource> getResources(int from, int until, ResponsePageBuilder page) {
        var resources = new ArrayList<>(super.getResources(from, until, page));
        var included = new TreeMap<String, Resource>();
        var matchesOfPage = matches.subList(Math.min(from, matches.size()), Math.min(until, matches.size()));
        matchesOfPage.stream()
                .flatMap(query::included)
                .flatMap(reference -> store.find(reference).stream())
                .map(StoredResource::resource)
                .forEach(resource -> included.computeIfAbsent(resource.getId(), id -> marked(resource)));
        matchesOfPage.forEach(match -> included.remove(match.resource().getId()));
        resources.addAll(included.values());
        page.setIncludedResourceCount(included.size());
        return resources;
    }

    private static Resource marked(Resource stored) {
        // A copy, because a stored resource is never changed.
        var copy = stored.copy();
        ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(copy, BundleEntrySearchModeEnum.INCLUDE);
        return copy;
    }
}
