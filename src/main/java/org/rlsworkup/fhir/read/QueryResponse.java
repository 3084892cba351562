package org.rlsworkup.fhir.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;

/** What one answer to one of our queries says: an answer with nothing in it and no answer are different things. */
public sealed interface QueryResponse {

    /** JSON {@code null}: the query was run and there is nothing. */
    record Empty() implements QueryResponse {}

    /** An OperationOutcome instead of an answer: the query was tried and failed. */
    record Failed() implements QueryResponse {}

    /** JSON that is no answer to any query of ours. */
    record Unusable() implements QueryResponse {}

    /** A single resource; null if it is of a kind that we do not read. */
    record Single(@Nullable Resource resource) implements QueryResponse {}

    /**
     * A Bundle, or one page of it.
     *
     * @param resources what we read of it, in its order
     * @param matches number of entries that answer the query (not included resources, not outcomes)
     * @param total what the Bundle says the whole answer holds, or null
     * @param next link to the next page, or null
     * @param broken whether an outcome entry of severity error or fatal says that the answer is incomplete
     * @param skipped number of entries that could not be read
     */
    record Page(
            List<Resource> resources,
            int matches,
            @Nullable Long total,
            @Nullable String next,
            boolean broken,
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
