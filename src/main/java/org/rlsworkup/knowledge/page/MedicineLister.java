package org.rlsworkup.knowledge.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.Purpose;
import org.rlsworkup.knowledge.load.Annotations;
import org.rlsworkup.knowledge.page.KnowledgeDocument.ContextName;
import org.rlsworkup.knowledge.page.MedicineDocument.Medicine;
import org.rlsworkup.knowledge.page.MedicineDocument.MedicineClass;

/** Sets out medicines for readers of the knowledge. */
final class MedicineLister {
    private final Knowledge knowledge;
    private final Annotations annotations;
    private final CodeLister codes;

    MedicineLister(Knowledge knowledge, Annotations annotations, CodeLister codes) {
        this.knowledge = knowledge;
        this.annotations = annotations;
        this.codes = codes;
    }

    List<MedicineClass> classes() {
        return knowledge.medications().rules().stream().map(this::medicineClass).toList();
    }

    private MedicineClass medicineClass(MedicationRule rule) {
        var evidence = annotations.of("medications", rule.id());
        var onOrder = rule.onOrder();
        return new MedicineClass(
                rule.id(),
                rule.label(),
                rule.section().name().toLowerCase(Locale.ROOT),
                names(rule.drugs()),
                rule.levels().stream().map(this::level).toList(),
                onOrder == null ? "none" : onOrder.code(),
                rule.discuss(),
                rule.alternatives(),
                exceptions(rule.except()),
                variations(rule),
                evidence.citations(),
                evidence.unverified());
    }

    private String level(String level) {
        return level + ", " + knowledge.medications().levels().getOrDefault(level, "");
    }

    private List<String> exceptions(MedicationRule.Exceptions except) {
        var sentences = new ArrayList<String>();
        if (!except.in().isEmpty()) {
            sentences.add("Nothing is said in " + contexts(except.in()) + ".");
        }
        if (!except.purposes().isEmpty()) {
            sentences.add("Nothing is said where it is given for " + purposes(except.purposes()) + ".");
        }
        for (var drug : knowledge.drugs().drugs()) {
            var in = except.drugIn().get(drug.id());
            if (in != null) {
                sentences.add("Nothing is said of " + drug.name() + " in " + contexts(in) + ".");
            }
            var given = except.drugFor().get(drug.id());
            if (given != null) {
                sentences.add("Nothing is said of " + drug.name() + " given for " + purposes(given) + ".");
            }
        }
        return sentences;
    }

    private List<String> variations(MedicationRule rule) {
        var sentences = new ArrayList<String>();
        if (!rule.warnFor().isEmpty()) {
            sentences.add("A warning where it is ordered for " + purposes(rule.warnFor()) + ".");
        }
        if (!rule.infoFor().isEmpty()) {
            sentences.add(
                    "No more than a remark where it is ordered, as needed, for " + purposes(rule.infoFor()) + ".");
        }
        for (var context : knowledge.contexts()) {
            var other = rule.alternativesIn().get(context.id());
            if (other != null) {
                sentences.add("In " + context.label() + ": " + (other.isEmpty() ? "no alternative is named." : other));
            }
        }
        for (var drug : knowledge.drugs().drugs()) {
            var levels = rule.levelsOf().get(drug.id());
            if (levels != null) {
                sentences.add("Evidence of " + drug.name() + ": "
                        + levels.stream().map(this::level).collect(Collectors.joining("; ")) + ".");
            }
        }
        var from = rule.fromAge();
        if (from != null) {
            sentences.add("From " + from.years() + " years of age: " + from.note());
        }
        return sentences;
    }

    private String contexts(Collection<String> ids) {
        return knowledge.contexts().stream()
                .filter(context -> ids.contains(context.id()))
                .map(RiskContext::label)
                .collect(Collectors.joining(" or "));
    }

    private String purposes(Collection<String> ids) {
        return knowledge.medications().purposes().stream()
                .filter(purpose -> ids.contains(purpose.id()))
                .map(this::name)
                .collect(Collectors.joining(" or "));
    }

    /** A purpose goes by its id; where a context has the same, that is the disease it is given for. */
    private String name(Purpose purpose) {
        return knowledge.contexts().stream()
                .filter(context -> context.id().equals(purpose.id()))
                .map(RiskContext::label)
                .findFirst()
                .orElseGet(() -> purpose.id().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    List<MedicineDocument.Purpose> purposes() {
        return knowledge.medications().purposes().stream()
                .map(purpose -> new MedicineDocument.Purpose(
                        purpose.id(),
                        name(purpose),
                        codes.list(purpose.codes()),
                        codes.list(purpose.prefixes()),
                        purpose.words().stream().sorted().toList()))
                .toList();
    }

    /** Names of drugs that no class may name. */
    List<String> neverNamed() {
        return names(knowledge.medications().never());
    }

    List<ContextName> onlyRemarkedIn() {
        return knowledge.contexts().stream()
                .filter(context -> knowledge.medications().informIn().contains(context.id()))
                .map(context -> new ContextName(context.id(), context.label()))
                .toList();
    }

    private List<String> names(Collection<String> ids) {
        return knowledge.drugs().drugs().stream()
                .filter(drug -> ids.contains(drug.id()))
                .map(Drug::name)
                .toList();
    }

    List<Medicine> all() {
        return knowledge.drugs().drugs().stream()
                .map(drug -> new Medicine(
                        drug.id(), drug.name(), codes.list(drug.codes()), codes.list(drug.atc()), drug.words()))
                .toList();
    }
}
