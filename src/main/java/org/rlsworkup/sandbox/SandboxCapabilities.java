package org.rlsworkup.sandbox;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.rlsworkup.sandbox.search.SearchParameter;
import org.rlsworkup.sandbox.search.SearchQuery;

/**
 * The CapabilityStatement of the sandbox's FHIR server: exactly what {@link SearchQuery} and {@link StoreProvider} support.
 *
 * <p>Public only because HAPI FHIR calls it by reflection.
 */
public final class SandboxCapabilities implements IServerConformanceProvider<CapabilityStatement> {
    private final SortedMap<String, SortedMap<String, SearchParameter>> parametersByType;

    SandboxCapabilities(SortedMap<String, SortedMap<String, SearchParameter>> parametersByType) {
        this.parametersByType = parametersByType;
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // Not needed: the statement depends on the search parameters and the request only.
    }

    @Metadata
    @Override
    public CapabilityStatement getServerConformance(HttpServletRequest request, RequestDetails details) {
        var statement = new CapabilityStatement();
        statement
                .setStatus(PublicationStatus.ACTIVE)
                .setKind(CapabilityStatement.CapabilityStatementKind.INSTANCE)
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
        var rest = statement.addRest().setMode(CapabilityStatement.RestfulCapabilityMode.SERVER);
        rest.getSecurity().setCors(true);
        parametersByType.forEach((type, parameters) -> describe(rest.addResource(), type, parameters));
        return statement;
    }

    private static void describe(
            CapabilityStatement.CapabilityStatementRestResourceComponent resource,
            String type,
            SortedMap<String, SearchParameter> parameters) {
        resource.setType(type)
                .setVersioning(CapabilityStatement.ResourceVersionPolicy.VERSIONED)
                .setUpdateCreate(true)
                .setConditionalCreate(false)
                .setConditionalUpdate(false)
                .addReferencePolicy(CapabilityStatement.ReferenceHandlingPolicy.LITERAL);
        Stream.of("read", "create", "update", "search-type")
                .map(CapabilityStatement.TypeRestfulInteraction::fromCode)
                .forEach(interaction -> resource.addInteraction().setCode(interaction));
        for (var parameter : parameters.values()) {
            resource.addSearchParam()
                    .setName(parameter.name())
                    .setType(SearchParamType.valueOf(parameter.type().name()));
            if (parameter.type() == SearchParameter.Type.REFERENCE) {
                resource.addSearchInclude(type + ":" + parameter.name());
            }
        }
    }
}
