package org.rlsworkup.fhir.read;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.MedicationUse.Kind;
import org.rlsworkup.chart.MedicationUse.State;
import org.rlsworkup.chart.MedicationUse.Time;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/** Collects the members that are special to a Medication, a request for one or a statement about one. */
final class MedicationBuilder {
    private CodeableReference medication = CodeableReference.NONE;
    private Concept form = Concept.NONE;
    private List<CodeableReference> ingredients = List.of();
    private List<Concept> reasons = List.of();
    private List<Ref> reasonRefs = List.of();
    private List<Dosage> dosages = List.of();
    private @Nullable String adherence;

    /** A FHIR R5 CodeableReference; also holds the CodeableConcept or Reference that R4 has in its place. */
    private record CodeableReference(Concept concept, Reference reference) {
        static final CodeableReference NONE = new CodeableReference(Concept.NONE, Reference.NONE);

        static CodeableReference read(JsonParser parser) {
            var concept = Concept.NONE;
            var reference = Reference.NONE;
            for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
                switch (element) {
                    case CONCEPT -> concept = Json.concept(parser);
                    case REFERENCE -> reference = Json.reference(parser);
                    default -> parser.skipChildren();
                }
            }
            return new CodeableReference(concept, reference);
        }
    }

    boolean read(Element element, JsonParser parser) {
        switch (element) {
            case MEDICATION_CODEABLE_CONCEPT ->
                medication = new CodeableReference(Json.concept(parser), medication.reference());
            case MEDICATION_REFERENCE ->
                medication = new CodeableReference(medication.concept(), Json.reference(parser));
            case MEDICATION -> medication = CodeableReference.read(parser);
            case FORM, DOSE_FORM -> form = Json.concept(parser);
            case INGREDIENT -> Json.list(parser, this::ingredient);
            case REASON_CODE -> Json.list(parser, it -> reason(Json.concept(it), Reference.NONE));
            case REASON_REFERENCE -> Json.list(parser, it -> reason(Concept.NONE, Json.reference(it)));
            case REASON -> Json.list(parser, this::reason);
            case DOSAGE, DOSAGE_INSTRUCTION -> Json.list(parser, this::dosage);
            case ADHERENCE -> adherence = Json.member(parser, Element.CODE, Json::status);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void ingredient(JsonParser parser) {
        var item = CodeableReference.NONE;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case ITEM_CODEABLE_CONCEPT -> item = new CodeableReference(Json.concept(parser), Reference.NONE);
                case ITEM_REFERENCE -> item = new CodeableReference(Concept.NONE, Json.reference(parser));
                case ITEM -> item = CodeableReference.read(parser);
                default -> parser.skipChildren();
            }
        }
        ingredients = Json.append(ingredients, item);
    }

    private void reason(JsonParser parser) {
        var reason = CodeableReference.read(parser);
        reason(reason.concept(), reason.reference());
    }

    private void reason(Concept concept, Reference reference) {
        reasons = concept.isEmpty() ? reasons : Json.append(reasons, concept);
        reasonRefs = reference.ref() == null ? reasonRefs : Json.append(reasonRefs, reference.ref());
    }

    private void dosage(JsonParser parser) {
        var dosage = new DosageBuilder();
        if (Json.object(parser, dosage::read)) {
            dosages = Json.append(dosages, dosage.build());
        }
    }

    /** A request, statement or administration; the Medications beside it are known by the names under which it may refer to them. */
    MedicationUse use(ResourceBuilder resource, Map<String, Medication> beside) {
        var kind =
                switch (String.valueOf(resource.type)) {
                    case "MedicationRequest" -> Kind.REQUEST;
                    case "MedicationAdministration" -> Kind.ADMINISTRATION;
                    default -> Kind.STATEMENT;
                };
        var request = kind == Kind.REQUEST;
        var given = kind == Kind.ADMINISTRATION;
        var start = resource.observation.effectiveStart();
        return new MedicationUse(
                kind,
                resource.id,
                resource.subject,
                request
                        ? new State(resource.status, null, resource.intent, resource.doNotPerform, resource.categories)
                        : new State(resource.status, adherence, null, false, resource.categories),
                request
                        ? new Time(resource.authored, null, null)
                        : new Time(
                                null,
                                start == null && given ? resource.performed : start,
                                resource.observation.effectivePeriod.end()),
                product(resource.contained, beside),
                elsewhere(),
                given ? List.of() : dosages,
                given ? List.of() : reasons,
                given ? List.of() : reasonRefs,
                resource.meta.build());
    }

    /** The product of a request or statement, as described in it, in a resource it contains or in one beside it. */
    private Product product(ContainedResources contained, Map<String, Medication> beside) {
        var reference = medication.reference();
        var named = beside.get(reference.literal());
        var known = named == null && reference.ref() != null
                ? beside.get(reference.ref().literal())
                : named;
        var target = known == null ? contained.medication(reference) : known;
        return target == null || !medication.concept().isEmpty()
                ? new Product(medication.concept(), reference.display(), Concept.NONE, List.of())
                : new Product(
                        target.product().code(),
                        reference.display(),
                        target.product().form(),
                        target.product().ingredients());
    }

    /** The Medication that a request or statement refers to and does not contain, or null. */
    private @Nullable Ref elsewhere() {
        var ref = medication.reference().ref();
        return ref != null && ref.type().equals("Medication") ? ref : null;
    }

    /** Whether a request or statement gives no hint of its product. */
    boolean isAnonymous(ContainedResources contained) {
        return elsewhere() == null && product(contained, Collections.emptyMap()).isAnonymous();
    }

    /** The product that a Medication with this code is. */
    Product product(Concept code, ContainedResources contained) {
        return new Product(
                code,
                null,
                form,
                ingredients.stream()
                        .map(it -> it.concept().isEmpty() ? contained.named(it.reference()) : it.concept())
                        .toList());
    }
}
