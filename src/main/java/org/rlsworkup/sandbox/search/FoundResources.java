package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage.ResponsePageBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/** What a search found, page by page; what comes along with a page is counted neither in it nor in the total. */
public final class FoundResources extends SimpleBundleProvider {
    private final List<Stored> matches;
    private final List<Inclusion> inclusions;
    private final ResourceStore store;
    private final String base;

    /** @param base this server's own base */
    public FoundResources(List<Stored> matches, List<Inclusion> inclusions, ResourceStore store, String base) {
        super(matches.stream().map(Stored::resource).toList());
        this.matches = matches;
        this.inclusions = inclusions;
        this.store = store;
        this.base = base;
    }

    @Override
    public List<IBaseResource> getResources(int from, int until, ResponsePageBuilder page) {
        var resources = new ArrayList<>(super.getResources(from, until, page));
        if (!inclusions.isEmpty()) {
            var included = included(from, until);
            resources.addAll(included.values());
            page.setIncludedResourceCount(included.size());
        }
        return resources;
    }

    /** By id, without those that are matches of this page themselves. */
    private Map<String, Resource> included(int from, int until) {
        var shown = matches.subList(Math.min(from, matches.size()), Math.min(until, matches.size()));
        var included = new TreeMap<String, Resource>();
        for (var stored : shown) {
            inclusions.stream()
                    .flatMap(inclusion -> inclusion.from(stored, store, base))
                    .forEach(resource -> included.putIfAbsent(resource.getId(), resource));
        }
        shown.forEach(stored -> included.remove(stored.resource().getId()));
        return included;
    }
}
