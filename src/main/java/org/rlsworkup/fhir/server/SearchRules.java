package org.rlsworkup.fhir.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a FHIR server searches, {@code rls.clients[].fhir-servers[].search}. What is not described is tried, and remembered
 * until the service is restarted.
 *
 * @param sort whether it takes {@code _sort}
 * @param count most entries of one page, if the server has its own limit; 0 if it refuses {@code _count}; or null
 * @param codes how codes are written
 * @param byCategory whether laboratory results are asked for by category, too, as a token may demand that allows no
 *     others; null for {@code rls.labs-by-category}
 * @param total whether {@code total} of an answer is believed
 * @param notFound what status 404 means for a search
 */
public record SearchRules(
        @DefaultValue("true") boolean sort,
        @Nullable Integer count,
        @DefaultValue("bare") Codes codes,
        @Nullable Boolean byCategory,
        @DefaultValue("exact") Total total,
        @DefaultValue("error") NotFound notFound) {
    /** A server of which nothing is known. */
    public static final SearchRules USUAL = new SearchRules(true, null, Codes.BARE, null, Total.EXACT, NotFound.ERROR);

    /** How codes are written in searches. */
    public enum Codes {
        /** {@code 2276-4}: shorter; the system is checked when the answer is read. */
        BARE,
        /** {@code http://loinc.org|2276-4}. */
        WITH_SYSTEM
    }

    /** What {@code Bundle.total} is. */
    public enum Total {
        /** If it exceeds the entries of all pages, the answer is not whole. */
        EXACT,
        /** The server estimates: it is ignored. */
        IGNORE
    }

    /** What a search means that is answered by status 404 and an OperationOutcome with {@code not-found}. */
    public enum NotFound {
        /** For Conditions and Observations an error; for all else, that there are none, if another search succeeded. */
        ERROR,
        /** That there are none, if another search or read of the same call succeeded. */
        EMPTY
    }
}
