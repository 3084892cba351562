package org.rlsworkup.knowledge.page;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.Annotations;
import org.rlsworkup.knowledge.page.KnowledgeDocument.AnalyteName;
import org.rlsworkup.knowledge.page.KnowledgeDocument.ContextName;
import org.rlsworkup.knowledge.page.KnowledgeDocument.InContext;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Lookback;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Order;
import org.rlsworkup.knowledge.page.KnowledgeDocument.OrderInContext;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Test;

/** Sets out the tests for readers of the knowledge. */
final class TestLister {
    private final Knowledge knowledge;
    private final Annotations annotations;
    private final CodeLister codes;
    private final Function<Collection<String>, List<ContextName>> contexts;

    /** @param contexts names contexts by their ids, in the order of the file */
    TestLister(
            Knowledge knowledge,
            Annotations annotations,
            CodeLister codes,
            Function<Collection<String>, List<ContextName>> contexts) {
        this.knowledge = knowledge;
        this.annotations = annotations;
        this.codes = codes;
        this.contexts = contexts;
    }

    List<Test> list() {
        return knowledge.tests().stream().map(this::test).toList();
    }

    private Test test(LabTest test) {
        var evidence = annotations.of("tests", test.id());
        return new Test(
                test.id(),
                test.name(),
                test.label(),
                test.offer().tier().name().toLowerCase(Locale.ROOT),
                offered(test.offer()),
                contexts.apply(test.offer().onIn()),
                test.why(),
                inContext(test.whyIn(), InContext::new),
                test.strength(),
                test.strength().equals("weak association"),
                evidence.grade(),
                test.evidence(),
                evidence.citations(),
                evidence.unverified(),
                test.lookbackDays(),
                inContext(test.lookbackIn(), Lookback::new),
                inContext(test.lookbackAfter(), Lookback::new),
                around(test),
                course(test),
                test.minimumAge(),
                contexts.apply(test.offIn()),
                test.recommended(),
                order(test.orderable()),
                inContext(test.orderableIn(), (context, other) -> new OrderInContext(context, order(other))),
                openOrders(test),
                test.collection(),
                measuredBy(test),
                test.calculatedFrom().stream()
                        .map(pair -> pair.stream()
                                .map(id -> knowledge.analyte(id).name())
                                .toList())
                        .toList(),
                codes.list(test.panels()));
    }

    private static String offered(LabTest.Offer offer) {
        return switch (offer.tier()) {
            case CORE -> "a missing one earns a card";
            case EXTENDED ->
                offer.on()
                        ? "beside missing core tests"
                        : offer.onIn().isEmpty()
                                ? "only where the site switches it on"
                                : "beside missing core tests, in some contexts";
            case REFLEX -> "where a result asks for it";
        };
    }

    private @Nullable String around(LabTest test) {
        var around = test.around();
        return around == null ? null : knowledge.analyte(around).name();
    }

    private @Nullable String course(LabTest test) {
        var course = test.course();
        if (course == null) {
            return null;
        }
        var label = contexts.apply(List.of(course.context())).getFirst().label();
        return "with " + label + ", for " + course.days() + " days after its start a result of the "
                + course.baselineDays() + " days before it is enough, then a later one is needed";
    }

    private <V, T> List<T> inContext(Map<String, V> values, BiFunction<ContextName, V, T> join) {
        return contexts.apply(values.keySet()).stream()
                .flatMap(
                        context -> Stream.ofNullable(values.get(context.id())).map(value -> join.apply(context, value)))
                .toList();
    }

    private Order order(LabTest.Orderable orderable) {
        return new Order(orderable.name(), codes.list(orderable.codings()));
    }

    /** Not those that are named anyway: the order's own, the results' and the panels'. */
    private List<KnowledgeDocument.Coded> openOrders(LabTest test) {
        var others = new LinkedHashSet<>(test.orderedBy());
        others.removeAll(test.panels());
        test.orderable().codings().forEach(others::remove);
        test.orderableIn().values().forEach(other -> other.codings().forEach(others::remove));
        test.measuredBy().forEach(id -> others.removeAll(knowledge.analyte(id).codes()));
        return codes.list(others);
    }

    private List<AnalyteName> measuredBy(LabTest test) {
        return test.measuredBy().stream()
                .map(knowledge::analyte)
                .sorted(Comparator.comparingInt(analyte -> codes.firstRank(analyte.codes())))
                .map(analyte -> new AnalyteName(analyte.id(), analyte.name()))
                .toList();
    }
}
