package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Requests that this server does not do, said aloud. The texts name parameters, never their values. */
public final class Refusals {
    private Refusals() {}

    static InvalidRequestException badSearch(String parameter, IssueType code, String what) {
        return badRequest(code, "Search parameter " + parameter + " " + what + "; nothing was searched.");
    }

    public static InvalidRequestException badRequest(IssueType code, String text) {
        var outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(code).setDiagnostics(text);
        return new InvalidRequestException(text, outcome);
    }
}
