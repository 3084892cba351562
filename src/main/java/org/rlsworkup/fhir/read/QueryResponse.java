package org.rlsworkup.fhir.read;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;

/** The response to a query: an empty response and an unreadable one are different. */
public sealed interface QueryResponse {

    /** JSON {@code null}: the query was run and found nothing. */
    record Empty() implements QueryResponse {}

    /**
     * An OperationOutcome: the query was tried and failed.
     *
     * @param notFound whether it says that there is nothing to find
     * @param parameters {@code _sort} and {@code _count}, as far as it names them
     */
    record Failed(boolean notFound, Set<String> parameters) implements QueryResponse {
        public Failed {
            parameters = Set.copyOf(parameters);
        }
    }

    /** JSON that is no FHIR resource. */
    record Unusable() implements QueryResponse {}

    /** A single resource; null if it is of a type that is not read. */
    record Single(@Nullable Resource resource) implements QueryResponse {}

    /**
     * A Bundle, or one page of it, with its total and the link to the next page, each null if not given.
     *
     * @param matches number of entries that match the query (not included resources, not outcomes)
     * @param self the query as the server understood it, or null if it does not say
     * @param broken whether an OperationOutcome entry says that this is not the whole answer, or is of severity error
     * @param narrowed whether a warning says that resources of some kinds, though perhaps not of those asked for, were
     *     kept back
     * @param skipped number of entries that could not be read
     */
    record Page(
            List<Resource> resources,
            int matches,
            @Nullable Long total,
            @Nullable String next,
            @Nullable String self,
            boolean broken,
            boolean narrowed,
            int skipped)
            implements QueryResponse {
        public Page {
            resources = List.copyOf(resources);
        }

        @Override
        public String toString() {
            return "Page[matches=" + matches + ", skipped=" + skipped + "]";
        }
    }
}
