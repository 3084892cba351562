package org.rlsworkup.knowledge.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.Handbook;
import org.rlsworkup.knowledge.load.References;
import org.rlsworkup.knowledge.page.KnowledgeDocument.CodeSystem;
import org.rlsworkup.knowledge.page.KnowledgeDocument.ContextName;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Link;

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
        var contextLister = new ContextLister(knowledge, codes, this::names);
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
                contextLister.list(),
                contextLister.gestation(),
                medicines.classes(),
                medicines.neverNamed(),
                medicines.onlyRemarkedIn(),
                medicines.purposes(),
                medicines.all(),
                records(),
                encounters(),
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

    private KnowledgeDocument.Encounters encounters() {
        var rules = knowledge.encounters();
        return new KnowledgeDocument.Encounters(
                codes.list(rules.classes()),
                codes.list(rules.inpatientClasses()),
                rules.intensiveWords().stream().sorted().toList(),
                rules.ignoredStatuses().stream().sorted().toList());
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
