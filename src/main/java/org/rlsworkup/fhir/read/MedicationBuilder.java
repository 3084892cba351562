package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/** The members that only a Medication, a request for one or a statement about one has. */
final class MedicationBuilder {
    /** The members of a request or a statement. */
    static final List<Element> OF_USES = List.of(
            Element.MEDICATION_CODEABLE_CONCEPT,
            Element.MEDICATION_REFERENCE,
            Element.MEDICATION,
            Element.REASON_CODE,
            Element.REASON_REFERENCE,
            Element.REASON,
            Element.DOSAGE,
            Element.DOSAGE_INSTRUCTION,
            Element.ADHERENCE);

    /** The members of a Medication, besides its code. */
    static final List<Element> OF_PRODUCTS = List.of(Element.FORM, Element.DOSE_FORM, Element.INGREDIENT);

    private Concept product = Concept.NONE;
    private Reference reference = Reference.NONE;
    private @Nullable Medication referred;
    private Concept form = Concept.NONE;
    private List<Ingredient> ingredients = List.of();
    private List<Concept> reasons = List.of();
    private List<Ref> reasonRefs = List.of();
    private List<Dosage> dosages = List.of();
    private @Nullable String adherence;

    /** An ingredient: what it is, or where that stands. */
    private record Ingredient(Concept concept, Reference reference) {}

    void read(Element element, JsonParser parser) {
        switch (element) {
            case MEDICATION_CODEABLE_CONCEPT -> product = Json.concept(parser);
            case MEDICATION_REFERENCE -> reference = Json.reference(parser);
            case MEDICATION -> {
                var read = CodeableReference.read(parser);
                product = read.concept();
                reference = read.reference();
            }
            case FORM, DOSE_FORM -> form = Json.concept(parser);
            case INGREDIENT -> Json.list(parser, this::ingredient);
            case REASON_CODE -> Json.list(parser, it -> addReason(Json.concept(it)));
            case REASON_REFERENCE -> Json.list(parser, it -> addReason(Json.reference(it)));
            case REASON -> Json.list(parser, this::reason);
            case DOSAGE, DOSAGE_INSTRUCTION -> Json.list(parser, this::dosage);
            case ADHERENCE -> Json.object(parser, this::adherence);
            default -> parser.skipChildren();
        }
    }

    private void ingredient(JsonParser parser) {
        var parts = new CodeableReference[] {CodeableReference.NONE};
        Json.object(parser, (element, value) -> {
            switch (element) {
                case ITEM_CODEABLE_CONCEPT -> parts[0] = new CodeableReference(Json.concept(value), Reference.NONE);
                case ITEM_REFERENCE -> parts[0] = new CodeableReference(Concept.NONE, Json.reference(value));
                case ITEM -> parts[0] = CodeableReference.read(value);
                default -> value.skipChildren();
            }
        });
        ingredients = ingredients.isEmpty() ? new ArrayList<>(2) : ingredients;
        ingredients.add(new Ingredient(parts[0].concept(), parts[0].reference()));
    }

    private void reason(JsonParser parser) {
        var read = CodeableReference.read(parser);
        addReason(read.concept());
        addReason(read.reference());
    }

    private void addReason(Concept concept) {
        if (!concept.isEmpty()) {
            reasons = reasons.isEmpty() ? new ArrayList<>(2) : reasons;
            reasons.add(concept);
        }
    }

    private void addReason(Reference pointer) {
        if (pointer.ref() != null) {
            reasonRefs = reasonRefs.isEmpty() ? new ArrayList<>(2) : reasonRefs;
            reasonRefs.add(pointer.ref());
        }
    }

    private void dosage(JsonParser parser) {
        var draft = new DosageBuilder();
        if (Json.object(parser, draft)) {
            dosages = dosages.isEmpty() ? new ArrayList<>(2) : dosages;
            dosages.add(draft.build());
        }
    }

    private void adherence(Element element, JsonParser parser) {
        if (element == Element.CODE) {
            adherence = Json.concept(parser).status();
        } else {
            parser.skipChildren();
        }
    }

    /** This resource as a request. */
    MedicationUse request(ResourceBuilder draft) {
        return use(
                MedicationUse.Kind.REQUEST,
                draft,
                new MedicationUse.State(draft.status, null, draft.intent, draft.doNotPerform, draft.categories),
                new MedicationUse.Time(draft.authored, null, null));
    }

    /** This resource as a statement. */
    MedicationUse statement(ResourceBuilder draft) {
        return use(
                MedicationUse.Kind.STATEMENT,
                draft,
                new MedicationUse.State(draft.status, adherence, null, false, draft.categories),
                new MedicationUse.Time(null, draft.effective.start(), draft.effective.whole.end()));
    }

    private MedicationUse use(
            MedicationUse.Kind kind, ResourceBuilder draft, MedicationUse.State state, MedicationUse.Time time) {
        return new MedicationUse(
                kind,
                draft.id,
                draft.subject,
                state,
                time,
                product(draft.contained),
                medication(),
                dosages,
                reasons,
                reasonRefs);
    }

    /** Where the product of a request or statement stands, if not in it. */
    Reference reference() {
        return reference;
    }

    /** Tells what stands where {@link #reference} points. */
    void refersTo(Medication medication) {
        referred = medication;
    }

    /** What a request or statement says of its product, itself or in what it contains. */
    private Product product(ContainedBuilders contained) {
        var within = referred == null ? contained.medication(reference) : referred;
        return within == null || !product.isEmpty()
                ? new Product(product, reference.display(), Concept.NONE, List.of())
                : new Product(
                        within.product().code(),
                        reference.display(),
                        within.product().form(),
                        within.product().ingredients());
    }

    /** The Medication elsewhere that a request or statement is about, or null. */
    private @Nullable Ref medication() {
        var ref = reference.ref();
        return ref != null && ref.type().equals("Medication") ? ref : null;
    }

    /** Whether a request or statement gives no hint of its product. */
    boolean saysNothing(ContainedBuilders contained) {
        return medication() == null && product(contained).isAnonymous();
    }

    /** This as the product that a Medication with this code is. */
    Product product(Concept code, ContainedBuilders contained) {
        var concepts = new ArrayList<Concept>(ingredients.size());
        for (var ingredient : ingredients) {
            concepts.add(
                    ingredient.concept().isEmpty() ? contained.named(ingredient.reference()) : ingredient.concept());
        }
        return new Product(code, null, form, concepts);
    }
}
