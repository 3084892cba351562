package org.rlsworkup.sandbox;

import ca.uhn.fhir.rest.annotation.Operation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.rlsworkup.sandbox.search.ResourceStore;

/**
 * {@code POST /fhir/$reset}: discards everything written since the start and restores the samples.
 *
 * <p>Public only because HAPI FHIR calls it by reflection.
 */
public final class ResetProvider {
    private final ResourceStore store;

    ResetProvider(ResourceStore store) {
        this.store = store;
    }

    @Operation(name = "$reset", manualRequest = true)
    public OperationOutcome reset() {
        store.reset();
        var outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("The samples have been restored.");
        return outcome;
    }
}
