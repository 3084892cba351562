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

/** The pages of a search. Included resources are added to their page and counted neither in it nor in the total. */
public final class SearchResults extends SimpleBundleProvider {
    private final List<StoredResource> matches;
    private final List<Inclusion> inclusions;
    private final ResourceStore store;
    private final String base;

    /** @param base base URL of this server */
    public SearchResults(SearchQuery query, List<StoredResource> matches, ResourceStore store, String base) {
        super(matches.stream().map(StoredResource::resource).toList());
        this.matches = matches;
        this.inclusions = query.inclusions();
        this.store = store;
        this.base = base;
    }

    @Override
    public List<IBaseResource> getResources(int from, int until, ResponsePageBuilder page) {
        var resources = new ArrayList<>(super.getResources(from, until, page));
        var included = new TreeMap<String, Resource>();
        var matchesOfPage = matches.subList(Math.min(from, matches.size()), Math.min(until, matches.size()));
        for (var match : matchesOfPage) {
            for (var inclusion : inclusions) {
                inclusion
                        .from(match, store, base)
                        .map(StoredResource::resource)
                        .forEach(resource -> included.putIfAbsent(resource.getId(), marked(resource)));
            }
        }
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
