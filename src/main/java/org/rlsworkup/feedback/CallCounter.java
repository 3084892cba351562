package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts calls in memory and adds them to the daily totals from time to time, off the request path. */
public final class CallCounter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallCounter.class);

    private static final int MOST_NOTES = 10_000;

    private final Database database;
    private final InstantSource clock;
    private final Map<CountKey, Long> counts = new ConcurrentHashMap<>();

    public CallCounter(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row of the totals, with the values of the columns of its primary key after the day. */
    private record CountKey(CountTable table, LocalDate day, List<Object> values) {}

    private enum CountTable {
        CALLS("daily_call", List.of("on_day", "client", "service", "outcome", "millis")),
        UNREAD("daily_unread", List.of("on_day", "client", "service", "source")),
        SILENCED("daily_silenced", List.of("on_day", "client", "service", "kind", "name")),
        NOTES("daily_note", List.of("on_day", "client", "service", "kind", "name"));

        private final String insert;
        private final String update;

        CountTable(String name, List<String> key) {
            this.insert = "insert into " + name + " (" + String.join(", ", key) + ", calls) values ("
                    + "?, ".repeat(key.size()) + "0) on conflict do nothing";
            this.update = "update " + name + " set calls = calls + ? where " + String.join(" = ? and ", key) + " = ?";
        }
    }

    /** How a call ended. */
    public enum CallResult {
        CARDS,
        NOTHING,
        /** The chart could not be read. */
        UNREADABLE,
        FAILED
    }

    /** What was not shown again, by the kind of card it would have stood on. */
    public record SilencedFinding(String kind, String name) {}

    /** What of a call did not fit, by its kind. */
    public record CountedNote(String kind, String name) {}

    /** Counts a call, the parts of the chart that could not be read for it, and what was not shown again. */
    public void add(
            String client,
            String service,
            CallResult outcome,
            Duration duration,
            List<String> unread,
            List<SilencedFinding> silenced,
            List<CountedNote> notes) {
        var day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var bucket = DurationBuckets.MILLIS.of(duration.toMillis());
        var name = outcome.name().toLowerCase(Locale.ROOT);
        counts.merge(new CountKey(CountTable.CALLS, day, List.of(client, service, name, bucket)), 1L, Long::sum);
        for (var source : unread) {
            counts.merge(new CountKey(CountTable.UNREAD, day, List.of(client, service, source)), 1L, Long::sum);
        }
        for (var it : silenced) {
            counts.merge(
                    new CountKey(CountTable.SILENCED, day, List.of(client, service, it.kind(), it.name())),
                    1L,
                    Long::sum);
        }
        for (var it : notes) {
            var key = new CountKey(CountTable.NOTES, day, List.of(client, service, it.kind(), it.name()));
            // Senders could make up any number of codes.
            if (counts.size() < MOST_NOTES || counts.containsKey(key)) {
                counts.merge(key, 1L, Long::sum);
            }
        }
    }

    /** Adds the counts to the totals; what cannot be added now is kept for the next time. */
    public synchronized void flush() {
        if (!database.isUp()) {
            return;
        }
        var taken = new HashMap<CountKey, Long>();
        counts.keySet().forEach(key -> taken.put(key, counts.remove(key)));
        try {
            database.<Integer>inTransaction(access -> {
                taken.forEach((key, calls) -> add(access, key, calls));
                return taken.size();
            });
        } catch (RuntimeException failure) {
            taken.forEach((key, calls) -> counts.merge(key, calls, Long::sum));
            throw failure;
        }
    }

    private static void add(Database.Access access, CountKey key, long calls) {
        var row = Stream.concat(Stream.of(key.day()), key.values().stream()).toArray();
        access.update(key.table().insert, row);
        access.update(
                key.table().update,
                Stream.concat(Stream.of(calls), Stream.of(row)).toArray());
    }

    /** Adds the last counts. */
    @Override
    public void close() {
        try {
            flush();
        } catch (RuntimeException failure) {
            LOG.warn("The last calls were not counted: {}", failure.getClass().getSimpleName());
        }
    }
}
