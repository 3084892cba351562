package org.rlsworkup.sandbox;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Resource;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.rlsworkup.sandbox.search.SearchParameters;

/** The FHIR R4 endpoint of the sandbox. Opens when it is first asked. */
final class SandboxFhirServer extends RestfulServer {
    private static final long serialVersionUID = 1L;

    /** What a chart is made of, and what generated patients refer to. */
    private static final List<String> TYPES = List.of(
            "AllergyIntolerance",
            "CarePlan",
            "CareTeam",
            "Claim",
            "Condition",
            "Coverage",
            "Device",
            "DiagnosticReport",
            "DocumentReference",
            "Encounter",
            "ExplanationOfBenefit",
            "Goal",
            "ImagingStudy",
            "Immunization",
            "Location",
            "Media",
            "Medication",
            "MedicationAdministration",
            "MedicationRequest",
            "MedicationStatement",
            "Observation",
            "Organization",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "Procedure",
            "Provenance",
            "RelatedPerson",
            "ServiceRequest",
            "Specimen");

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    /** Searches whose later pages can still be asked for; the oldest is forgotten first and then answers 410. */
    private static final int OPEN_SEARCHES = 1_000;

    private final transient ResourceStore store;

    SandboxFhirServer(ResourceStore store) {
        super(FhirContext.forR4Cached());
        this.store = store;
    }

    @Override
    protected void initialize() {
        var pages = new FifoMemoryPagingProvider(OPEN_SEARCHES);
        pages.setDefaultPageSize(DEFAULT_PAGE);
        pages.setMaximumPageSize(LARGEST_PAGE);
        setPagingProvider(pages);
        setDefaultResponseEncoding(EncodingEnum.JSON);
        SortedMap<String, SearchParameters> parameters = new TreeMap<>();
        TYPES.forEach(type -> parameters.put(type, SearchParameters.of(getFhirContext(), type)));
        var providers = new ArrayList<Object>();
        parameters.forEach((type, known) -> providers.add(provider(type, known)));
        providers.add(new ResetProvider(store));
        registerProviders(providers);
        setServerConformanceProvider(new SandboxCapabilities(parameters));
    }

    private StoreProvider<?> provider(String type, SearchParameters known) {
        var modelClass = getFhirContext().getResourceDefinition(type).getImplementingClass();
        return new StoreProvider<>(modelClass.asSubclass(Resource.class), known, store);
    }
}
