package org.rlsworkup.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.rlsworkup.knowledge.KnowledgeDocument.Medicine;
import org.rlsworkup.knowledge.KnowledgeDocument.MedicineClass;
import org.rlsworkup.workup.Drug;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.MedicationRule;

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
        var levels = knowledge.medications().levels();
        var onOrder = rule.onOrder();
        return new MedicineClass(
                rule.id(),
                rule.label(),
                rule.section().name().toLowerCase(Locale.ROOT),
                names(rule.drugs()),
                rule.levels().stream()
                        .map(level -> level + ", " + levels.getOrDefault(level, ""))
                        .toList(),
                onOrder == null ? "none" : onOrder.code(),
                rule.discuss(),
                rule.alternatives(),
                evidence.citations(),
                evidence.unverified());
    }

    /** Names of drugs that no class may name. */
    List<String> neverNamed() {
        return names(knowledge.medications().never());
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
