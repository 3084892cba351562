package org.rlsworkup.sandbox;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.rlsworkup.sandbox.search.SearchParameter;

/**
 * What the sandbox's FHIR server offers beside {@link StoreProvider}: its CapabilityStatement, which lists exactly what is
 * supported, and {@code POST /fhir/$reset}.
 *
 * <p>Public only because HAPI FHIR calls it by reflection.
 */
public final class SystemProvider implements IServerConformanceProvider<CapabilityStatement> {
    private final SortedMap<String, SortedMap<String, SearchParameter>> parametersByType;
    private final ResourceStore store;
    private final ResetTask resetTask;

    SystemProvider(
            SortedMap<String, SortedMap<String, SearchParameter>> parametersByType,
            ResourceStore store,
            ResetTask resetTask) {
        this.parametersByType = parametersByType;
        this.store = store;
        this.resetTask = resetTask;
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // Not needed: the statement depends on the search parameters and the request only.
    }

    /** Discards everything written since the start, answers to cards included, and restores the samples. */
    @Operation(name = "$reset", manualRequest = true)
    public OperationOutcome reset() {
        store.reset();
        resetTask.work().run();
        var outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("The samples have been restored, and answers to cards forgotten.");
        return outcome;
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
            CapabilityStatementRestResourceComponent resource,
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
