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

/** Says why a chart could not be looked into. */
final class CouldNotLook {
    private static final Logger LOG = LoggerFactory.getLogger(CouldNotLook.class);

    private CouldNotLook() {}

    /** Unknown is not absent: where we could not look, we say so and name no test. */
    static CdsHooksException of(Set<Source> unread, @Nullable FhirAccess access, @Nullable TokenProblem tokenProblem) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        LOG.warn("Could not read {}", names);
        if (access != null && !access.isAllowed()) {
            return new CdsHooksException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "This FHIR server may not be read, and the prefetch does not hold: " + names + ".",
                    "fhirServer");
        }
        if (access != null && tokenProblem != null) {
            return new CdsHooksException(
                    HttpStatus.PRECONDITION_FAILED,
                    "incomplete",
                    "The FHIR server was not asked, because " + tokenProblem.text()
                            + ", and the prefetch does not hold the whole of: " + names + ".",
                    tokenProblem.field());
        }
        return new CdsHooksException(
                HttpStatus.PRECONDITION_FAILED,
                "incomplete",
                "Neither the prefetch nor the FHIR server gave the whole of: " + names + ".",
                null);
    }
}
