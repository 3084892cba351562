package org.rlsworkup.knowledge.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Context;
import org.rlsworkup.knowledge.page.KnowledgeDocument.ContextName;

/** Sets out what changes for a patient. */
final class ContextLister {
    private final Knowledge knowledge;
    private final CodeLister codes;
    private final Function<Collection<String>, List<ContextName>> names;

    ContextLister(Knowledge knowledge, CodeLister codes, Function<Collection<String>, List<ContextName>> names) {
        this.knowledge = knowledge;
        this.codes = codes;
        this.names = names;
    }

    List<Context> list() {
        return knowledge.contexts().stream().map(this::context).toList();
    }

    KnowledgeDocument.Gestation gestation() {
        var rules = knowledge.gestation();
        return new KnowledgeDocument.Gestation(
                codes.coded(rules.weeks()),
                rules.firstWeek(),
                rules.lastWeek(),
                codes.list(rules.trimesters()),
                rules.trimesterDays(),
                rules.trimesterWeeks());
    }

    private Context context(RiskContext context) {
        var endedBy = context.endedBy();
        var signs = context.signs();
        var weeks = signs.weeks();
        var treatment = context.treatment();
        return new Context(
                context.id(),
                context.label(),
                codes.list(signs.codes()),
                codes.list(signs.prefixes()),
                signs.texts().stream().sorted().toList(),
                codes.list(signs.observations().stream()
                        .flatMap(observed -> observed.codes().stream())
                        .toList()),
                signs.namedAs().stream().sorted().toList(),
                weeks == null ? null : weeks.from(),
                weeks == null ? null : weeks.to(),
                medicines(context),
                treatment == null ? 0 : treatment.minimumDays(),
                names.apply(context.allOf()),
                namesOf(context.higherYield()),
                effects(context),
                context.withinDays(),
                endedBy == null ? null : names.apply(Set.of(endedBy)).getFirst(),
                context.silences().stream().map(Enum::name).sorted().toList(),
                context.companion());
    }

    private List<String> medicines(RiskContext context) {
        var treatment = context.treatment();
        return treatment == null
                ? List.of()
                : knowledge.drugs().drugs().stream()
                        .filter(drug -> treatment.drugs().contains(drug.id()))
                        .map(Drug::name)
                        .toList();
    }

    private List<String> namesOf(Set<String> testIds) {
        return knowledge.tests().stream()
                .filter(test -> testIds.contains(test.id()))
                .map(LabTest::name)
                .toList();
    }

    private List<String> effects(RiskContext context) {
        var id = context.id();
        var effects = new ArrayList<String>();
        if (context.silences().contains(RiskContext.Silence.MISSING_TESTS)) {
            effects.add("No test is suggested.");
        }
        if (context.silences().contains(RiskContext.Silence.RESULTS)) {
            effects.add("No result is read.");
        }
        if (context.companion()) {
            effects.add("Mimics RLS or stands beside it: named on the card.");
        }
        var higher = namesOf(context.higherYield());
        if (!higher.isEmpty()) {
            effects.add("Higher yield: " + String.join(", ", higher) + ".");
        }
        var on = knowledge.tests().stream()
                .filter(test -> test.offer().onIn().contains(id))
                .map(LabTest::name)
                .collect(Collectors.joining(", "));
        if (!on.isEmpty()) {
            effects.add("Offered too: " + on + ".");
        }
        var off = knowledge.tests().stream()
                .filter(test -> test.offIn().contains(id))
                .map(LabTest::name)
                .collect(Collectors.joining(", "));
        if (!off.isEmpty()) {
            effects.add("Not suggested: " + off + ".");
        }
        for (var test : knowledge.tests()) {
            var days = test.lookbackIn().get(id);
            if (days != null) {
                effects.add("Look-back of " + test.name() + ": " + days + " days.");
            }
            var after = test.lookbackAfter().get(id);
            if (after != null) {
                effects.add("Look-back of " + test.name() + " drawn before it: " + after + " days.");
            }
            var order = test.orderableIn().get(id);
            if (order != null) {
                effects.add(test.name() + " is offered as " + order.name() + ".");
            }
            var why = test.whyIn().get(id);
            if (why != null) {
                effects.add(test.name() + ": " + why);
            }
        }
        return effects;
    }
}
