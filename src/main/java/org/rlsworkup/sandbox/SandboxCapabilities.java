package org.rlsworkup.sandbox;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.rlsworkup.sandbox.search.SearchParameter;
import org.rlsworkup.sandbox.search.SearchParameters;
import org.rlsworkup.sandbox.search.SearchQuery;

/**
 * Says what the sandbox's FHIR server can do: exactly what {@link SearchQuery} and {@link StoreProvider} understand.
 *
 * <p>Public only because the server library calls it by reflection.
 */
public final class SandboxCapabilities implements IServerConformanceProvider<CapabilityStatement> {
    private final SortedMap<String, SearchParameters> parametersByType;

    SandboxCapabilities(SortedMap<String, SearchParameters> parametersByType) {
        this.parametersByType = parametersByType;
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // Everything it tells comes from the search parameters and the request.
    }

    @Metadata
    @Override
    public CapabilityStatement getServerConformance(HttpServletRequest request, RequestDetails details) {
        var statement = new CapabilityStatement();
        statement
                .setStatus(PublicationStatus.ACTIVE)
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1)
                .setDateElement(new DateTimeType("2026-11-20"))
                .addFormat("application/fhir+json")
                .addFormat("application/fhir+xml");
        statement.getSoftware().setName("RLS Workup sandbox");
        statement
                .getImplementation()
                .setDescription(
                        "Synthetic patients, kept in memory until the service stops or POST $reset brings the samples"
                                + " back")
                .setUrl(details.getFhirServerBase());
        var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        rest.getSecurity().setCors(true);
        parametersByType.forEach((type, parameters) -> describe(rest.addResource(), type, parameters));
        return statement;
    }

    private static void describe(
            CapabilityStatementRestResourceComponent resource, String type, SearchParameters parameters) {
        resource.setType(type)
                .setVersioning(ResourceVersionPolicy.VERSIONED)
                .setUpdateCreate(true)
                .setConditionalCreate(false)
                .setConditionalUpdate(false)
                .addReferencePolicy(ReferenceHandlingPolicy.LITERAL);
        Stream.of(
                        TypeRestfulInteraction.READ,
                        TypeRestfulInteraction.CREATE,
                        TypeRestfulInteraction.UPDATE,
                        TypeRestfulInteraction.SEARCHTYPE)
                .forEach(interaction -> resource.addInteraction().setCode(interaction));
        for (var parameter : parameters.all()) {
            resource.addSearchParam().setName(parameter.name()).setType(type(parameter.kind()));
            if (parameter.kind() == SearchParameter.Kind.REFERENCE) {
                resource.addSearchInclude(type + ":" + parameter.name());
            }
        }
    }

    private static SearchParamType type(SearchParameter.Kind kind) {
        return switch (kind) {
            case TOKEN -> SearchParamType.TOKEN;
            case REFERENCE -> SearchParamType.REFERENCE;
            case DATE -> SearchParamType.DATE;
        };
    }
}
