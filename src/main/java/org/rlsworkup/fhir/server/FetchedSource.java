package org.rlsworkup.fhir.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Ref;

/**
 * One source as far as it was read.
 *
 * @param fromServer whether it was requested from the FHIR server
 * @param skipped number of entries that could not be read
 * @param cause why it was not read to its end, without data of the chart; null if it was
 */
record FetchedSource(
        List<Resource> resources,
        boolean fromServer,
        int skipped,
        @Nullable String cause) {
    /** The cause where the server answered by status 404 that there is nothing: true if any other search succeeded. */
    static final String NOT_FOUND = "status 404, and nothing else was answered";

    /** The cause where a server answers with what was not asked for, because it does not know the parameter. */
    static final String IGNORED = "the parameter is ignored";

    static final FetchedSource UNREAD = new FetchedSource(List.of(), false, 0, "not requested");
    static final FetchedSource EMPTY = prefetched(List.of(), 0);

    FetchedSource {
        resources = List.copyOf(resources);
    }

    /** All of what the caller sent. */
    static FetchedSource prefetched(List<Resource> resources, int skipped) {
        return new FetchedSource(resources, false, skipped, null);
    }

    /** Several searches that together make one. */
    static FetchedSource joined(List<FetchedSource> parts) {
        var anyRead = parts.stream().anyMatch(FetchedSource::complete);
        var cause = parts.stream()
                .filter(part -> !part.complete() && !(anyRead && part.isNotFound()))
                .map(FetchedSource::cause)
                .findFirst()
                .orElse(null);
        return new FetchedSource(
                parts.stream().flatMap(part -> part.resources.stream()).toList(),
                true,
                parts.stream().mapToInt(FetchedSource::skipped).sum(),
                cause);
    }

    /** An answer with resources of other patients only is no answer to a query for this one. */
    FetchedSource about(String patientId) {
        var patient = new Ref("Patient", patientId);
        var foreign = !resources.isEmpty()
                && resources.stream()
                        .map(Resource::subject)
                        .noneMatch(subject -> subject == null || subject.isContained() || subject.equals(patient));
        return foreign ? new FetchedSource(List.of(), true, 0, "entries of other patients only") : this;
    }

    /** The same with another cause. */
    FetchedSource because(String other) {
        return new FetchedSource(resources, fromServer, skipped, other);
    }

    boolean isIgnored() {
        return IGNORED.equals(cause);
    }

    boolean isNotFound() {
        return NOT_FOUND.equals(cause);
    }

    boolean complete() {
        return cause == null;
    }

    /** Whether this resource is the whole answer, as it is for a read, but never for a search. */
    static boolean isWhole(Source source, @Nullable Resource resource) {
        return (source == Source.PATIENT && resource instanceof Patient)
                || (source == Source.ENCOUNTER && resource instanceof Encounter);
    }

    boolean isFromPrefetch() {
        return complete() && !fromServer;
    }

    @Override
    public String toString() {
        return "FetchedSource[" + (cause == null ? "complete" : cause) + "]";
    }
}
