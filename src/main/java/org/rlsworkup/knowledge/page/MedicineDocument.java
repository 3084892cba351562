package org.rlsworkup.knowledge.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Coded;

/** Medicines, for readers of the knowledge. */
final class MedicineDocument {
    private MedicineDocument() {}

    /**
     * What is said about a class of medicines when RLS is charted.
     *
     * @param section worsening or dopaminergic
     * @param levels evidence, a sentence part each
     * @param onOrder warning, info or none while one is being ordered; on a chart it is always info
     * @param alternatives to mention, or null
     * @param exceptions when nothing is said, a sentence each
     * @param variations when something else is said, a sentence each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MedicineClass(
            String id,
            String label,
            String section,
            List<String> drugs,
            List<String> levels,
            String onOrder,
            String discuss,
            @Nullable String alternatives,
            List<String> exceptions,
            List<String> variations,
            List<String> citations,
            boolean unverified) {}

    /**
     * What a medicine is given for.
     *
     * @param name as the classes name it
     * @param prefixes beginnings of codes
     * @param words of which a reason that is not coded names one
     */
    record Purpose(String id, String name, List<Coded> codes, List<Coded> prefixes, List<String> words) {}

    /**
     * A drug, or a group of drugs that are never told apart.
     *
     * @param codes of the ingredient
     * @param atc codes, or the beginnings of codes
     * @param words names it goes by in texts
     */
    record Medicine(String id, String name, List<Coded> codes, List<Coded> atc, List<String> words) {}
}
