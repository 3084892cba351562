package org.rlsworkup.workup.missing;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RecordRules;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.analyte.Analyte;

/** Judges whether orders on file make it needless to order a test again. */
final class OrderEvaluator {
    private static final Set<String> ORDERS =
            Set.of("order", "original-order", "reflex-order", "filler-order", "instance-order");

    private final RecordRules rules;

    OrderEvaluator(RecordRules rules) {
        this.rules = rules;
    }

    /** What the orders say about one test. */
    sealed interface Verdict {
        record Ordered(@Nullable PartialDate date) implements Verdict {}

        record Completed(PartialDate date) implements Verdict {}

        record NotToBeDone() implements Verdict {}

        record NotOrdered(List<Finding.OnFile> onFile) implements Verdict {}
    }

    /**
     * Which of several orders speaks: "not to be done" before an open one, that before a completed one, the newest
     * first.
     */
    private static final Comparator<Verdict> PREFERENCE =
            Comparator.comparing(OrderEvaluator::rank).thenComparing(OrderEvaluator::moment);

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NotToBeDone() -> 3;
            case Verdict.Ordered(var date) -> 2;
            case Verdict.Completed(var date) -> 1;
            case Verdict.NotOrdered(var onFile) -> 0;
        };
    }

    private static LocalDateTime moment(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ordered(var date) -> date == null ? LocalDateTime.MIN : date.earliest();
            case Verdict.Completed(var date) -> date.earliest();
            case Verdict.NotToBeDone it -> LocalDateTime.MIN;
            case Verdict.NotOrdered it -> LocalDateTime.MIN;
        };
    }

    Verdict judge(LabTest test, int lookbackDays, Chart chart, List<ServiceRequest> orders, ZonedDateTime now) {
        var onFile = new ArrayList<Finding.OnFile>();
        Verdict best = null;
        for (var order : orders) {
            if (order.code().any(test.orderedBy()::contains)) {
                var verdict = judge(order, lookbackDays, chart, now);
                if (verdict instanceof Verdict.NotOrdered(var why)) {
                    onFile.addAll(why);
                } else if (best == null || PREFERENCE.compare(verdict, best) > 0) {
                    best = verdict;
                }
            }
        }
        return best == null ? new Verdict.NotOrdered(onFile) : best;
    }

    /** Whether each of these analytes is ordered by itself, so that the test can be calculated. */
    Optional<Verdict> judgeParts(
            List<Analyte> parts, int lookbackDays, Chart chart, List<ServiceRequest> orders, ZonedDateTime now) {
        Verdict last = null;
        for (var part : parts) {
            last = orders.stream()
                    .filter(order -> !order.doNotPerform())
                    .filter(order -> order.code().any(part.codes()::contains))
                    .map(order -> judge(order, lookbackDays, chart, now))
                    .filter(verdict -> !(verdict instanceof Verdict.NotOrdered))
                    .max(PREFERENCE)
                    .orElse(null);
            if (last == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(last);
    }

    private Verdict judge(ServiceRequest order, int lookbackDays, Chart chart, ZonedDateTime now) {
        var date = order.authored() != null ? order.authored() : order.occurrence();
        var active = "active".equals(order.status());
        if (order.doNotPerform()) {
            var holds = active && (date == null || date.within(lookbackDays, now));
            return holds ? new Verdict.NotToBeDone() : new Verdict.NotOrdered(List.of());
        }
        if ("plan".equals(order.intent())) {
            return active && isAhead(order, rules.planDays(), now)
                    ? new Verdict.Ordered(order.occurrence())
                    : new Verdict.NotOrdered(List.of());
        }
        if (order.intent() != null && !ORDERS.contains(order.intent())) {
            return new Verdict.NotOrdered(List.of());
        }
        return switch (order.status()) {
            case "active", "on-hold" -> open(order, date, now);
            case "draft" -> draft(order, chart, now);
            case "completed" -> completed(date, now);
            case null, default -> new Verdict.NotOrdered(List.of());
        };
    }

    private Verdict open(ServiceRequest order, @Nullable PartialDate date, ZonedDateTime now) {
        if (isAhead(order, rules.orderDays(), now)) {
            return new Verdict.Ordered(date);
        }
        if (date == null) {
            return notOrdered(Shortfall.ORDER_WITHOUT_DATE, null, 0);
        }
        if (order.authored() == null && date.day().isAfter(date.today(now))) {
            return notOrdered(Shortfall.ORDER_AHEAD, date, rules.orderDays());
        }
        return date.within(rules.orderDays(), now)
                ? new Verdict.Ordered(date)
                : notOrdered(Shortfall.ORDER_TOO_OLD, date, rules.orderDays());
    }

    /** A draft is waited for only where it is being written: in the same encounter, and not long ago. */
    private Verdict draft(ServiceRequest order, Chart chart, ZonedDateTime now) {
        var authored = order.authored();
        if (authored == null) {
            return notOrdered(Shortfall.ORDER_WITHOUT_DATE, null, 0);
        }
        var sameEncounter = order.encounter() != null && order.encounter().equals(chart.encounterId());
        var age = Duration.between(authored.instant(now.getZone()), now.toInstant());
        var fresh = authored.precision() == PartialDate.Precision.TIME
                ? age.compareTo(Duration.ofHours(rules.draftHours())) <= 0
                : authored.within(rules.draftHours() / 24, now);
        return sameEncounter && fresh ? new Verdict.Ordered(authored) : notOrdered(Shortfall.ORDER_DRAFT, authored, 0);
    }

    private Verdict completed(@Nullable PartialDate date, ZonedDateTime now) {
        if (date == null) {
            return notOrdered(Shortfall.ORDER_WITHOUT_DATE, null, 0);
        }
        return date.within(rules.pendingDays(), now)
                ? new Verdict.Completed(date)
                : notOrdered(Shortfall.ORDER_COMPLETED, date, rules.pendingDays());
    }

    private static boolean isAhead(ServiceRequest order, int days, ZonedDateTime now) {
        var planned = order.occurrence();
        return planned != null
                && !planned.day().isBefore(planned.today(now))
                && !planned.day().isAfter(planned.today(now).plusDays(days));
    }

    private static Verdict notOrdered(Shortfall why, @Nullable PartialDate date, int days) {
        return new Verdict.NotOrdered(List.of(new Finding.OnFile(why, "", date, days)));
    }
}
