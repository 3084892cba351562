package org.rlsworkup.sandbox;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Resource;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.rlsworkup.sandbox.search.SearchParameter;

/** The FHIR R4 endpoint of the sandbox. Initialised by its first request. */
final class SandboxFhirServer extends RestfulServer {
    private static final long serialVersionUID = 1L;

    /** Everything a chart consists of, and everything that generated patients refer to. */
    private static final List<String> TYPES = List.of("""
        AllergyIntolerance CarePlan CareTeam Claim Condition Coverage Device DiagnosticReport DocumentReference
        Encounter ExplanationOfBenefit Goal ImagingStudy Immunization Location Media Medication
        MedicationAdministration MedicationRequest MedicationStatement Observation Organization Patient
        Practitioner PractitionerRole Procedure Provenance RelatedPerson ServiceRequest Specimen\
        """.split("\\s+"));

    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 500;
    /** Searches whose next page can be requested; beyond that the oldest is discarded, and its pages answer 410. */
    private static final int OPEN_SEARCHES = 1_000;

    private final transient ResourceStore store;
    private final transient ResetTask resetTask;

    SandboxFhirServer(ResourceStore store, ResetTask resetTask) {
        super(FhirContext.forR4Cached());
        this.store = store;
        this.resetTask = resetTask;
    }

    @Override
    protected void initialize() {
        var pages = new FifoMemoryPagingProvider(OPEN_SEARCHES);
        pages.setDefaultPageSize(DEFAULT_PAGE_SIZE);
        pages.setMaximumPageSize(MAX_PAGE_SIZE);
        setPagingProvider(pages);
        setDefaultResponseEncoding(EncodingEnum.JSON);
        var parametersByType = new TreeMap<String, SortedMap<String, SearchParameter>>();
        TYPES.forEach(type -> parametersByType.put(type, SearchParameter.of(getFhirContext(), type)));
        parametersByType.forEach((type, parameters) -> registerProvider(provider(type, parameters)));
        setServerConformanceProvider(new SystemProvider(parametersByType, store, resetTask));
    }

    private StoreProvider<?> provider(String type, SortedMap<String, SearchParameter> parameters) {
        var modelClass = getFhirContext().getResourceDefinition(type).getImplementingClass();
        return new StoreProvider<>(modelClass.asSubclass(Resource.class), parameters, store);
    }
}
