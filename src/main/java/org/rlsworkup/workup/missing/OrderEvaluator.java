package org.rlsworkup.workup.missing;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.ModifierRules.Effect;
import org.rlsworkup.knowledge.RecordRules;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;

/** Looks for an order that makes it needless to order one test again for one patient. */
final class OrderEvaluator {
    private static final Set<String> ORDER_INTENTS =
            Set.of("order", "original-order", "reflex-order", "filler-order", "instance-order");

    /** "Not to be done" decides before an open order, that before a completed one, then the newest. */
    private static final Comparator<Finding> PREFERENCE =
            Comparator.comparing(OrderEvaluator::rank).thenComparing(OrderEvaluator::moment);

    private final Knowledge knowledge;
    private final RecordRules rules;
    private final LabTest test;
    private final int lookbackDays;
    private final Facts facts;

    OrderEvaluator(Knowledge knowledge, LabTest test, int lookbackDays, Facts facts) {
        this.knowledge = knowledge;
        this.rules = knowledge.records();
        this.test = test;
        this.lookbackDays = lookbackDays;
        this.facts = facts;
    }

    private static int rank(Finding finding) {
        return finding instanceof Finding.NotToBeDone ? 2 : finding instanceof Finding.Ordered ? 1 : 0;
    }

    private static LocalDateTime moment(Finding finding) {
        var date =
                switch (finding) {
                    case Finding.Ordered ordered -> ordered.date();
                    case Finding.Pending completed -> completed.date();
                    default -> null;
                };
        return date == null ? LocalDateTime.MIN : date.earliest();
    }

    /**
     * What the orders say about the test; null if none makes ordering it needless.
     *
     * @param onFile to which orders that do not count are added if none counts
     */
    @Nullable
    Finding evaluate(List<Finding.OnFile> onFile) {
        var orders = facts.chart().orders();
        var rejected = new ArrayList<Finding.OnFile>();
        var finding = decisive(orders, test.orderCodes(), rejected);
        for (var i = 0; finding == null && i < test.calculatedFrom().size(); i++) {
            finding = ofParts(test.calculatedFrom().get(i), orders);
        }
        if (finding != null) {
            return finding;
        }
        onFile.addAll(rejected);
        orders.stream().filter(this::maySaySo).forEach(order -> onFile.add(named(order)));
        var unattributed = facts.chart().unattributed(ServiceRequest.class);
        return decisive(unattributed, test.orderCodes(), rejected) == null ? null : new Finding.Unverifiable(test);
    }

    /** Whether an open order under codes that are not known names the test. */
    private boolean maySaySo(ServiceRequest order) {
        if (order.code().any(test.orderCodes()::contains) || !isOpen(order)) {
            return false;
        }
        return order.code().any(code -> !isOfKnownSystem(code) && isOrderCode(code.code()))
                || order.code().names().stream().anyMatch(this::namesTest);
    }

    private boolean isOpen(ServiceRequest order) {
        var date = order.authored() != null ? order.authored() : order.occurrence();
        return !order.doNotPerform()
                && ("active".equals(order.status()) || "on-hold".equals(order.status()))
                && (order.intent() == null || ORDER_INTENTS.contains(order.intent()))
                && (date == null || date.within(rules.orderDays(), facts.now()));
    }

    private boolean isOfKnownSystem(Code code) {
        return code.system() != null && knowledge.systems().containsValue(code.system());
    }

    private boolean isOrderCode(String code) {
        return test.orderCodes().contains(Code.loinc(code));
    }

    private boolean namesTest(String name) {
        var plain = " " + String.join(" ", PlainText.words(name)) + " ";
        return contains(plain, test.orderWords()) && !contains(plain, rules.orderNever());
    }

    private static boolean contains(String plain, Collection<String> words) {
        return words.stream().anyMatch(word -> plain.contains(" " + word + " "));
    }

    private static Finding.OnFile named(ServiceRequest order) {
        var names = order.code().names();
        var name = names.isEmpty() ? order.code().codings().get(0).code().code() : names.get(0);
        var date = order.authored() != null ? order.authored() : order.occurrence();
        return new Finding.OnFile(Shortfall.ORDER_BY_NAME, name, date, 0);
    }

    private @Nullable Finding decisive(List<ServiceRequest> orders, Set<Code> codes, List<Finding.OnFile> rejected) {
        Finding decisive = null;
        for (var order : orders) {
            var finding = order.code().any(codes::contains) ? evaluate(order, rejected) : null;
            if (finding != null && (decisive == null || PREFERENCE.compare(finding, decisive) > 0)) {
                decisive = finding;
            }
        }
        return decisive;
    }

    /** Null unless each of these analytes is ordered separately, so that the test can be calculated from them. */
    private @Nullable Finding ofParts(List<String> analytes, List<ServiceRequest> orders) {
        var performed = orders.stream().filter(order -> !order.doNotPerform()).toList();
        Finding last = null;
        for (var analyte : analytes) {
            last = decisive(performed, knowledge.analyte(analyte).codes().keySet(), new ArrayList<>());
            if (last == null) {
                return null;
            }
        }
        return last;
    }

    private @Nullable Finding evaluate(ServiceRequest order, List<Finding.OnFile> rejected) {
        var date = order.authored() != null ? order.authored() : order.occurrence();
        var active = "active".equals(order.status());
        var modified = rules.modifiers().of(order.meta().modifiers());
        if (modified != Effect.NONE && modified != Effect.NOT_DONE) {
            return reject(Shortfall.ORDER_MODIFIED, date, 0, rejected);
        }
        if (order.doNotPerform() || modified == Effect.NOT_DONE) {
            return active && (date == null || date.within(lookbackDays, facts.now()))
                    ? new Finding.NotToBeDone(test)
                    : null;
        }
        if ("plan".equals(order.intent())) {
            return active && isPlannedWithin(order, rules.planDays())
                    ? new Finding.Ordered(test, order.occurrence())
                    : null;
        }
        if (order.intent() != null && !ORDER_INTENTS.contains(order.intent())) {
            return null;
        }
        return switch (order.status()) {
            case "active", "on-hold" -> open(order, date, rejected);
            case "draft" -> draft(order, rejected);
            case "completed" -> completed(date, rejected);
            case null, default -> null;
        };
    }

    private @Nullable Finding open(ServiceRequest order, @Nullable PartialDate date, List<Finding.OnFile> rejected) {
        if (isPlannedWithin(order, rules.orderDays())) {
            return new Finding.Ordered(test, date);
        }
        if (date == null) {
            return reject(Shortfall.ORDER_WITHOUT_DATE, null, 0, rejected);
        }
        if (isFarAhead(date)) {
            return reject(Shortfall.ORDER_AHEAD, date, rules.orderDays(), rejected);
        }
        return date.within(rules.orderDays(), facts.now())
                ? new Finding.Ordered(test, date)
                : reject(Shortfall.ORDER_TOO_OLD, date, rules.orderDays(), rejected);
    }

    /** A draft counts only where it is being written: in the same encounter, and not long ago. */
    private @Nullable Finding draft(ServiceRequest order, List<Finding.OnFile> rejected) {
        var authored = order.authored();
        if (authored == null) {
            return reject(Shortfall.ORDER_WITHOUT_DATE, null, 0, rejected);
        }
        var now = facts.now();
        var sameEncounter = order.encounter() != null
                && order.encounter().equals(facts.chart().encounterId());
        var age = Duration.between(authored.instant(now.getZone()), now.toInstant());
        var fresh = authored.precision() == PartialDate.Precision.TIME
                ? age.compareTo(Duration.ofHours(rules.draftHours())) <= 0
                : authored.within(rules.draftHours() / 24, now);
        return sameEncounter && fresh
                ? new Finding.Ordered(test, authored)
                : reject(Shortfall.ORDER_DRAFT, authored, 0, rejected);
    }

    private @Nullable Finding completed(@Nullable PartialDate date, List<Finding.OnFile> rejected) {
        if (date == null) {
            return reject(Shortfall.ORDER_WITHOUT_DATE, null, 0, rejected);
        }
        return date.within(rules.pendingDays(), facts.now()) && !isFarAhead(date)
                ? new Finding.Pending(test, date)
                : reject(Shortfall.ORDER_COMPLETED, date, rules.pendingDays(), rejected);
    }

    /** Whether it lies so far ahead that it would keep a test from being named for longer than an order of today. */
    private boolean isFarAhead(PartialDate date) {
        return date.day().isAfter(date.today(facts.now()).plusDays(rules.orderDays()));
    }

    private boolean isPlannedWithin(ServiceRequest order, int days) {
        var planned = order.occurrence();
        return planned != null
                && !planned.day().isBefore(planned.today(facts.now()))
                && !planned.day().isAfter(planned.today(facts.now()).plusDays(days));
    }

    private static @Nullable Finding reject(
            Shortfall why, @Nullable PartialDate date, int days, List<Finding.OnFile> rejected) {
        rejected.add(new Finding.OnFile(why, "", date, days));
        return null;
    }
}
