package org.rlsworkup.fhir.server;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Procedure;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Ref;

/**
 * One source as far as it was read.
 *
 * @param fromServer whether it was requested from the FHIR server
 * @param skipped number of entries that could not be read
 * @param cause why it was not read to its end, without data of the chart; null if it was
 * @param further what follows, if that is known to be older; else null
 */
record FetchedSource(
        List<Resource> resources,
        boolean fromServer,
        int skipped,
        @Nullable String cause,
        @Nullable Further further) {
    /** The cause where the server answered by status 404 that there is nothing: true if any other search succeeded. */
    static final String NOT_FOUND = "status 404, and nothing else was answered";

    /** The cause where a server answers with what was not asked for, because it does not know the parameter. */
    static final String IGNORED = "the parameter is ignored";

    static final FetchedSource UNREAD = new FetchedSource(List.of(), false, 0, "not requested");
    static final FetchedSource EMPTY = prefetched(List.of(), 0);

    /**
     * Older entries that were not read yet.
     *
     * @param before the moment before which all of them are
     * @param read reads those that have one of these codes, and returns all that was read
     */
    record Further(LocalDateTime before, Function<Set<Code>, FetchedSource> read) {}

    FetchedSource {
        resources = List.copyOf(resources);
    }

    /** Nothing more is to be read of it. */
    FetchedSource(List<Resource> resources, boolean fromServer, int skipped, @Nullable String cause) {
        this(resources, fromServer, skipped, cause, null);
    }

    /** All of what the caller sent. */
    static FetchedSource prefetched(List<Resource> resources, int skipped) {
        return new FetchedSource(resources, false, skipped, null);
    }

    /** What a thread reads; null if that takes longer than so many nanoseconds, and is given up. */
    static @Nullable FetchedSource outcome(Future<FetchedSource> fetch, long nanoseconds) {
        try {
            return fetch.get(nanoseconds, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            fetch.cancel(true);
            return null;
        } catch (ExecutionException | CancellationException e) {
            return UNREAD;
        } catch (InterruptedException e) {
            fetch.cancel(true);
            Thread.currentThread().interrupt();
            return UNREAD;
        }
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

    /** An answer with resources of other patients or types only is no answer to a query for this one. */
    FetchedSource about(Source source, String patientId) {
        if (isOfOtherTypes(resources, source)) {
            return new FetchedSource(List.of(), true, 0, "entries of other types only");
        }
        return isOfOthers(resources, patientId)
                ? new FetchedSource(List.of(), true, 0, "entries of other patients only")
                : this;
    }

    /** Whether there are resources, and none of the type that a source has. */
    static boolean isOfOtherTypes(List<Resource> resources, Source source) {
        return !resources.isEmpty() && resources.stream().noneMatch(it -> isOf(source, it));
    }

    private static boolean isOf(Source source, Resource resource) {
        return switch (source) {
            case PATIENT -> resource instanceof Patient;
            case CONDITIONS -> resource instanceof Condition;
            case OBSERVATIONS -> resource instanceof Observation;
            case REPORTS -> resource instanceof DiagnosticReport;
            case ORDERS -> resource instanceof ServiceRequest;
            case MEDICATION_REQUESTS, MEDICATION_STATEMENTS, MEDICATION_ADMINISTRATIONS ->
                resource instanceof MedicationUse;
            case PROCEDURES -> resource instanceof Procedure;
            case ENCOUNTER -> resource instanceof Encounter;
        };
    }

    /** Whether each of some resources names another patient. */
    static boolean isOfOthers(List<Resource> resources, String patientId) {
        var patient = new Ref("Patient", patientId);
        return !resources.isEmpty()
                && resources.stream()
                        .map(Resource::subject)
                        .noneMatch(subject -> subject == null || subject.isContained() || subject.equals(patient));
    }

    /** The same with another cause. */
    FetchedSource because(@Nullable String other) {
        return new FetchedSource(resources, fromServer, skipped, other);
    }

    /** The same, of which more may be read. */
    FetchedSource with(Further more) {
        return new FetchedSource(resources, fromServer, skipped, cause, more);
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

    /** Whether it was read as far as was asked for. */
    boolean isAnswered() {
        return complete() || further != null;
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
