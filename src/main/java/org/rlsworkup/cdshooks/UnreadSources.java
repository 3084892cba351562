package org.rlsworkup.cdshooks;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.FhirAuthorization.TokenProblem;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.FhirAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Says why a chart that a card needs is incomplete: unknown is not absent, so no test is named. */
final class UnreadSources {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadSources.class);

    private UnreadSources() {}

    /**
     * @param access the FHIR server of the call, or null if it names none
     * @param tokenProblem why that server was not asked, or null
     */
    static CdsHooksException problem(
            Set<Source> unread, @Nullable FhirAccess access, @Nullable TokenProblem tokenProblem) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        LOG.warn("Could not read {}", names);
        if (access != null && !access.isAllowed()) {
            return new CdsHooksException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Reading this FHIR server is not allowed, and the prefetch lacks: " + names + ".",
                    "fhirServer");
        }
        if (access != null && tokenProblem != null) {
            return incomplete(
                    "The FHIR server was not asked because " + tokenProblem.text()
                            + ", and the prefetch is incomplete for: " + names + ".",
                    tokenProblem.field());
        }
        return incomplete("Neither the prefetch nor the FHIR server gave the whole of: " + names + ".", null);
    }

    private static CdsHooksException incomplete(String text, @Nullable String field) {
        return new CdsHooksException(HttpStatus.PRECONDITION_FAILED, "incomplete", text, field);
    }
}
