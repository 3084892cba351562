package org.rlsworkup.fhir.server;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;

/**
 * The searches of one call for results that another code hides. They run beside all others; an answer does not wait for
 * them as long as for those, because a card can say that they were not made. Used from one thread.
 */
final class NestedReads {
    private final Map<NestedResults, Future<FetchedSource>> running = new EnumMap<>(NestedResults.class);
    private final Map<NestedResults, FetchedSource> read = new EnumMap<>(NestedResults.class);
    private final ExecutorService threads;

    NestedReads(ExecutorService threads) {
        this.threads = threads;
    }

    boolean isStarted(NestedResults kind) {
        return running.containsKey(kind) || read.containsKey(kind);
    }

    /** @param fetch null if the server may not be searched for it */
    void start(NestedResults kind, @Nullable Future<FetchedSource> fetch) {
        if (fetch != null) {
            running.put(kind, fetch);
        }
    }

    /**
     * Waits for those that were started, at most so many nanoseconds.
     *
     * @param open codes under which results from before a moment can still matter
     * @return those that took too long, and were given up
     */
    Set<NestedResults> await(long nanoseconds, Function<LocalDateTime, Set<Code>> open) {
        var until = System.nanoTime() + nanoseconds;
        var tooLong = EnumSet.noneOf(NestedResults.class);
        running.forEach((kind, fetch) -> {
            var fetched = FetchedSource.outcome(fetch, until - System.nanoTime());
            var further = fetched == null ? null : fetched.further();
            if (further != null) {
                var codes = open.apply(further.before());
                var rest = threads.submit(() -> further.read().apply(codes));
                fetched = FetchedSource.outcome(rest, until - System.nanoTime());
            }
            if (fetched == null) {
                tooLong.add(kind);
            } else {
                read.put(kind, fetched);
            }
        });
        running.clear();
        return tooLong;
    }

    Iterable<FetchedSource> read() {
        return read.values();
    }

    /** Those that were not, or not fully, searched for although the source they belong to was. */
    Set<NestedResults> missing(Predicate<Source> isFromServer, Predicate<FetchedSource> isWhole) {
        var missing = EnumSet.noneOf(NestedResults.class);
        for (var kind : NestedResults.values()) {
            var fetched = read.get(kind);
            if (isFromServer.test(kind.source()) && (fetched == null || !isWhole.test(fetched))) {
                missing.add(kind);
            }
        }
        return missing;
    }

    void cancel() {
        running.values().forEach(fetch -> fetch.cancel(true));
    }
}
