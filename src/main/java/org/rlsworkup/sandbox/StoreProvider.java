package org.rlsworkup.sandbox;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.rlsworkup.sandbox.search.InvalidRequests;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.rlsworkup.sandbox.search.ResourceStore.StoredResource;
import org.rlsworkup.sandbox.search.SearchParameter;
import org.rlsworkup.sandbox.search.SearchQuery;
import org.rlsworkup.sandbox.search.SearchResults;

/** Read, create, update and search for one resource type. Public only because HAPI FHIR calls it by reflection. */
public final class StoreProvider<T extends Resource> implements IResourceProvider {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

    private final Class<T> type;
    private final String typeName;
    private final ResourceStore store;
    private final SortedMap<String, SearchParameter> parameters;

    StoreProvider(Class<T> type, SortedMap<String, SearchParameter> parameters, ResourceStore store) {
        this.type = type;
        this.typeName = type.getSimpleName();
        this.parameters = parameters;
        this.store = store;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    @Read
    public Resource read(@IdParam IdType id) {
        return store.read(typeName, id.getIdPart())
                .orElseThrow(() -> new ResourceNotFoundException(id))
                .resource();
    }

    @Create
    public MethodOutcome create(@ResourceParam T resource, RequestDetails request) {
        refuse(request, Constants.HEADER_IF_NONE_EXIST, "Conditional create is not supported.");
        return written(store.create(resource));
    }

    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam T resource, RequestDetails request) {
        refuse(request, Constants.HEADER_IF_MATCH, "Version-aware update is not supported.");
        if (!ID.matcher(id.getIdPart()).matches()) {
            throw InvalidRequests.of(IssueType.VALUE, "The id of the resource is not a valid FHIR id.");
        }
        resource.setId(id.getIdPart());
        return written(store.put(resource));
    }

    private static void refuse(RequestDetails request, String header, String text) {
        if (request.getHeader(header) != null) {
            throw InvalidRequests.of(IssueType.NOTSUPPORTED, text);
        }
    }

    private static MethodOutcome written(StoredResource stored) {
        return new MethodOutcome(stored.resource().getIdElement(), stored.version() == 1)
                .setResource(stored.resource());
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        var query = SearchQuery.parse(parameters, request.getParameters(), request.getFhirServerBase());
        return new SearchResults(query, query.apply(store.all(typeName)), store);
    }
}
