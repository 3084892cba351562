package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Status 400 with an OperationOutcome. Its text names parameters, never their values. */
public final class InvalidRequests {
    private InvalidRequests() {}

    static InvalidRequestException search(String parameter, IssueType code, String problem) {
        return of(code, "Search parameter " + parameter + " " + problem + "; the search was not performed.");
    }

    public static InvalidRequestException of(IssueType code, String text) {
        var outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(code).setDiagnostics(text);
        return new InvalidRequestException(text, outcome);
    }
}
