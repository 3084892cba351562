package org.rlsworkup.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.CallNote;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.Replicas;
import org.springframework.stereotype.Component;

/** Counts calls by service, outcome and rule, for Prometheus and for the insights page. */
@Component
final class ServiceMetrics implements Consumer<CallOutcome> {
    private static final Duration[] BOUNDS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final CallCounter counts;
    private final Map<CallKey, Timer> calls = new ConcurrentHashMap<>();
    private final Map<ShownRule, Counter> cards = new ConcurrentHashMap<>();

    private record CallKey(String service, int status, CallCounter.CallResult outcome) {}

    private record ShownRule(String service, String rule) {}

    ServiceMetrics(
            MeterRegistry meters,
            CallCounter counts,
            Database database,
            IssuedCardWriter cards,
            FeedbackLookup lookups,
            Replicas replicas) {
        this.meters = meters;
        this.counts = counts;
        Gauge.builder("rls.feedback.database.up", database, it -> it.isUp() ? 1 : 0)
                .description("Whether the feedback database is available")
                .register(meters);
        Gauge.builder(
                        "rls.replicas.disagreements",
                        replicas,
                        it -> it.disagreements().size())
                .description("Matters about which replicas on the same database disagree")
                .register(meters);
        Gauge.builder("rls.feedback.queue", cards, IssuedCardWriter::queueSize)
                .description("Cards that wait to be stored")
                .register(meters);
        FunctionCounter.builder("rls.feedback.cards.lost", cards, IssuedCardWriter::lost)
                .description("Cards that were sent and not stored")
                .register(meters);
        FunctionCounter.builder("rls.feedback.lookups.failed", lookups, FeedbackLookup::failures)
                .description("Calls for which earlier feedback could not be looked up in time")
                .register(meters);
    }

    @Override
    public void accept(CallOutcome answered) {
        var outcome = outcome(answered);
        var unread = answered.unread().stream()
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .toList();
        var silenced = answered.silenced().stream()
                .map(it -> new CallCounter.SilencedFinding(it.kind(), it.name()))
                .toList();
        var notes = answered.notes().stream()
                .map(it -> new CallCounter.CountedNote(it.kind().name().toLowerCase(Locale.ROOT), it.name()))
                .toList();
        var client = answered.caller().name();
        counts.add(client, answered.service(), outcome, answered.took(), unread, silenced, notes);
        calls.computeIfAbsent(new CallKey(answered.service(), answered.status(), outcome), this::timer)
                .record(answered.took());
        answered.notes().stream()
                .filter(it -> it.kind() == CallNote.NoteKind.ORDER)
                .forEach(it -> meters.counter("rls.orders.unmapped", "client", client, "test", it.name())
                        .increment());
        for (var card : answered.cards()) {
            card.trace().stream()
                    .map(trace -> new ShownRule(answered.service(), trace.rule()))
                    .distinct()
                    .forEach(rule -> cards.computeIfAbsent(rule, this::counter).increment());
        }
    }

    private Timer timer(CallKey call) {
        return Timer.builder("rls.hooks")
                .description("Hook calls")
                .tag("service", call.service())
                .tag("status", Integer.toString(call.status()))
                .tag("outcome", call.outcome().name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    private Counter counter(ShownRule shown) {
        return Counter.builder("rls.cards")
                .description("Cards, by the rules that contributed to them")
                .tag("service", shown.service())
                .tag("rule", shown.rule())
                .register(meters);
    }

    private static CallCounter.CallResult outcome(CallOutcome answered) {
        return switch (answered.status()) {
            case 200 -> answered.cards().isEmpty() ? CallCounter.CallResult.NOTHING : CallCounter.CallResult.CARDS;
            case 403, 412 -> CallCounter.CallResult.UNREADABLE;
            default -> CallCounter.CallResult.FAILED;
        };
    }
}
