package org.rlsworkup.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts calls in memory and adds them to the sums of their day now and then: a call writes nothing. */
public final class CallCounter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallCounter.class);

    private final Database database;
    private final InstantSource clock;
    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param clock real time, by which days are told apart */
    public CallCounter(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is counted: one row of the sums. */
    private sealed interface Key {
        LocalDate day();
    }

    private record Call(LocalDate day, String service, Outcome outcome, int millis) implements Key {}

    private record Unread(LocalDate day, String service, String source) implements Key {}

    /** What became of a call. */
    public enum Outcome {
        CARDS,
        NOTHING,
        /** The chart could not be read. */
        UNREADABLE,
        FAILED
    }

    /**
     * Counts a call.
     *
     * @param unread names of what of the chart could not be read
     */
    public void add(String service, Outcome outcome, Duration took, List<String> unread) {
        var day = today();
        count(new Call(day, service, outcome, DurationBuckets.MILLIS.of(took.toMillis())), 1);
        for (var source : unread) {
            count(new Unread(day, service, source), 1);
        }
    }

    private void count(Key key, long calls) {
        counts.computeIfAbsent(key, it -> new LongAdder()).add(calls);
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Adds what was counted since to the sums; what cannot be added now stays for the next time. */
    public synchronized void flush() {
        if (!database.isUp()) {
            return;
        }
        var taken = new ArrayList<Map.Entry<Key, Long>>();
        counts.forEach((key, count) -> {
            var calls = count.sumThenReset();
            if (calls > 0) {
                taken.add(Map.entry(key, calls));
            }
        });
        try {
            database.<Integer>inTransaction(access -> {
                taken.forEach(it -> add(access, it.getKey(), it.getValue()));
                return taken.size();
            });
        } catch (RuntimeException failure) {
            taken.forEach(it -> count(it.getKey(), it.getValue()));
            throw failure;
        }
        var yesterday = today().minusDays(1);
        counts.keySet().removeIf(key -> key.day().isBefore(yesterday));
    }

    private static void add(Database.Access access, Key key, long calls) {
        switch (key) {
            case Call(var day, var service, var outcome, var millis) ->
                add(
                        access,
                        "daily_call (on_day, service, outcome, millis, calls) values (?, ?, ?, ?, 0)",
                        "daily_call set calls = calls + ? where on_day = ? and service = ? and outcome = ? and millis"
                                + " = ?",
                        calls,
                        List.of(day, service, outcome.name().toLowerCase(Locale.ROOT), millis));
            case Unread(var day, var service, var source) ->
                add(
                        access,
                        "daily_unread (on_day, service, source, calls) values (?, ?, ?, 0)",
                        "daily_unread set calls = calls + ? where on_day = ? and service = ? and source = ?",
                        calls,
                        List.of(day, service, source));
        }
    }

    private static void add(Database.Access access, String row, String sum, long calls, List<Object> key) {
        access.sql()
                .sql("insert into " + row + " on conflict do nothing")
                .params(key)
                .update();
        access.sql().sql("update " + sum).param(calls).params(key).update();
    }

    /** Adds the last. */
    @Override
    public void close() {
        try {
            flush();
        } catch (RuntimeException failure) {
            LOG.warn(
                    "The last calls could not be counted: {}",
                    failure.getClass().getSimpleName());
        }
    }
}
