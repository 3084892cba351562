package org.rlsworkup.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.KnowledgeDocument.CodeSystem;
import org.rlsworkup.knowledge.KnowledgeDocument.Context;
import org.rlsworkup.knowledge.KnowledgeDocument.ContextName;
import org.rlsworkup.knowledge.KnowledgeDocument.Link;
import org.rlsworkup.workup.Drug;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.LabTest;
import org.rlsworkup.workup.RiskContext;

/** Sets out the knowledge for its readers. */
final class KnowledgeDocuments {
    private static final Pattern DOI = Pattern.compile("doi:(10\\.[0-9]{4,9}/[^\\s,;]+)");
    private static final Pattern PMID = Pattern.compile("PMID ([0-9]{1,9})");

    private final Handbook handbook;
    private final Knowledge knowledge;
    private final CodeLister codes;
    private final Map<String, ContextName> contexts = new LinkedHashMap<>();

    private KnowledgeDocuments(Handbook handbook) {
        this.handbook = handbook;
        this.knowledge = handbook.knowledge();
        this.codes = new CodeLister(handbook.annotations());
        knowledge
                .contexts()
                .forEach(context -> contexts.put(context.id(), new ContextName(context.id(), context.label())));
    }

    static KnowledgeDocument of(Handbook handbook) {
        return new KnowledgeDocuments(handbook).document();
    }

    private KnowledgeDocument document() {
        var tests = new TestLister(knowledge, handbook.annotations(), codes, this::names);
        var medicines = new MedicineLister(knowledge, handbook.annotations(), codes);
        var references = handbook.references();
        return new KnowledgeDocument(
                knowledge.version(),
                handbook.edition(),
                handbook.site(),
                new KnowledgeDocument.Guideline(
                        knowledge.source().label(), knowledge.source().url()),
                diagnosis(),
                tests.list(),
                handbook.switchedOff().stream().map(LabTest::name).toList(),
                new AnalyteLister(knowledge, handbook.annotations(), codes).list(),
                new ReadingLister(knowledge, handbook.annotations()).list(),
                knowledge.contexts().stream().map(this::context).toList(),
                medicines.classes(),
                medicines.neverNamed(),
                medicines.all(),
                records(),
                references.misconceptions().stream()
                        .map(it -> new KnowledgeDocument.Claim(
                                it.id(), it.claim(), it.evidence(), it.citations(), it.unverified()))
                        .toList(),
                references.sources().stream().map(this::source).toList(),
                references.grades(),
                handbook.annotations().systems().entrySet().stream()
                        .map(system -> new CodeSystem(system.getKey(), system.getValue()))
                        .toList());
    }

    private List<ContextName> names(Collection<String> ids) {
        return contexts.values().stream()
                .filter(name -> ids.contains(name.id()))
                .toList();
    }

    private KnowledgeDocument.Diagnosis diagnosis() {
        var rules = knowledge.diagnosis();
        return new KnowledgeDocument.Diagnosis(
                codes.list(rules.codes()),
                codes.list(rules.codesWithText()),
                rules.codesWithoutSystem().stream().sorted().toList(),
                codes.list(rules.never()),
                rules.phrases().stream().sorted().toList(),
                rules.rejectWords(),
                rules.familyHistory(),
                rules.visitMaxAgeDays(),
                rules.minimumAge());
    }

    private KnowledgeDocument.Records records() {
        var rules = knowledge.records();
        return new KnowledgeDocument.Records(
                rules.pendingDays(),
                rules.futureHours(),
                rules.sameSpecimenMinutes(),
                rules.orderDays(),
                rules.draftHours(),
                rules.planDays(),
                rules.unusableWords(),
                rules.otherSpecimens().stream().sorted().toList());
    }

    private Context context(RiskContext context) {
        var endedBy = context.endedBy();
        var signs = context.signs();
        return new Context(
                context.id(),
                context.label(),
                codes.list(signs.codes()),
                codes.list(signs.prefixes()),
                signs.texts().stream().sorted().toList(),
                codes.list(signs.observations().stream()
                        .flatMap(observed -> observed.codes().stream())
                        .toList()),
                medicines(context),
                names(context.allOf()),
                namesOf(context.higherYield()),
                effects(context),
                context.withinDays(),
                endedBy == null ? null : contexts.get(endedBy),
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

    private KnowledgeDocument.Source source(References.Source source) {
        var links = new ArrayList<Link>();
        DOI.matcher(source.citation())
                .results()
                .forEach(it -> links.add(new Link("doi:" + it.group(1), "https://doi.org/" + it.group(1))));
        PMID.matcher(source.citation())
                .results()
                .forEach(it -> links.add(
                        new Link("PMID " + it.group(1), "https://pubmed.ncbi.nlm.nih.gov/" + it.group(1) + "/")));
        var citedBy = knowledge.tests().stream()
                .filter(test -> handbook.annotations()
                        .of("tests", test.id())
                        .citations()
                        .contains(source.id()))
                .map(LabTest::name)
                .toList();
        return new KnowledgeDocument.Source(
                source.id(), source.label(), source.citation(), source.read(), links, citedBy);
    }
}
