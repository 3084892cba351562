package org.rlsworkup.endtoend.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.normal;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Row;
import tools.jackson.databind.node.ObjectNode;

/** Which draft orders are evaluated, in every form in which they may be sent. */
class OrderHookTests extends OrderHookTest {
    private static ObjectNode diphenhydramine(Consumer<ObjectNode> change) {
        var request = request("d", CAPSULE);
        change.accept(request);
        return request;
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "MedicationRequest/a, MED-H1 diphenhydramine warning",
        "MedicationRequest/b, MED-MIRT mirtazapine warning",
        "https://ehr.example/fhir/MedicationRequest/a, MED-H1 diphenhydramine warning",
        "a, MED-H1 diphenhydramine warning",
        "b, MED-MIRT mirtazapine warning",
        "' ', ''"
    })
    void onlyTheSelectedOrderIsJudgedAtSelection(String selection, String expected) {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.putArray("selections").add(selection);
        assertThat(told(SELECT, normal(), context)).isEqualTo(expected);
    }

    /** The specification: draftOrders has all unsigned orders of the session, those newly selected included. */
    @ParameterizedTest
    @ValueSource(strings = {"MedicationRequest/c", "ServiceRequest/a", "urn:uuid:4c1"})
    void aSelectionOfNothingIsRefusedAndItsPlaceIsNamed(String selection) {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.putArray("selections").add(selection);

        var answer = post(SELECT, normal().call(SELECT, context));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("context.selections");
    }

    /** An order of a kind that the client does not send, beside one that it does. */
    @Test
    void aSelectionBesideOneThatIsKnownIsLeftOut() {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.putArray("selections").add("VisionPrescription/9").add("MedicationRequest/b");

        assertThat(told(SELECT, normal(), context)).isEqualTo("MED-MIRT mirtazapine warning");
    }

    @Test
    void anEntryIsSelectedByItsAddressToo() {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        ((ObjectNode) context.at("/draftOrders/entry/1")).put("fullUrl", "urn:uuid:4c1");
        context.putArray("selections").add("urn:uuid:4c1");
        assertThat(told(SELECT, normal(), context)).isEqualTo("MED-MIRT mirtazapine warning");
        context.putArray("selections").add("4c1");
        assertThat(told(SELECT, normal(), context)).isEqualTo("MED-MIRT mirtazapine warning");
    }

    @Test
    void nothingSelectedIsNothingJudged() {
        var context = orders(request("a", CAPSULE));
        context.putArray("selections");
        assertThat(told(SELECT, normal(), context)).isEqualTo(SILENT);
    }

    @Test
    void allOrdersAreJudgedAtSigningWhateverIsSelected() {
        var context = orders(request("a", CAPSULE), request("b", MIRTAZAPINE));
        context.put("selections", 7);
        assertThat(told(SIGN, normal(), context)).isEqualTo("MED-H1 diphenhydramine, MED-MIRT mirtazapine warning");
    }

    record Draft(String name, ObjectNode draft, boolean counts) {
        @Override
        public String toString() {
            return name + (counts ? " counts" : " does not count");
        }
    }

    private static Draft draft(String name, boolean counts, Consumer<ObjectNode> change) {
        return new Draft(name, diphenhydramine(change), counts);
    }

    static Stream<Draft> drafts() {
        return Stream.of(
                draft("a draft", true, it -> {}),
                draft("without status", true, it -> it.remove("status")),
                draft("a revised active order", true, it -> it.put("status", "active")),
                draft("a stopped order", false, it -> it.put("status", "stopped")),
                draft("without subject", true, it -> it.remove("subject")),
                draft("subject that only the Bundle knows", true, it -> subject(it, "urn:uuid:1")),
                draft("subject with the server's address", true, it -> subject(it, "https://ehr.example/Patient/p")),
                draft("another patient's", false, it -> subject(it, "Patient/q")),
                draft("a group's", false, it -> subject(it, "Group/p")),
                draft("not to be given", false, it -> it.put("doNotPerform", true)),
                draft("a statement, no order", false, it -> it.put("resourceType", "MedicationStatement")));
    }

    private static void subject(ObjectNode draft, String reference) {
        draft.set("subject", json("{}").put("reference", reference));
    }

    @ParameterizedTest
    @MethodSource("drafts")
    void judgesWhatMayBeAnOrderForThisPatient(Draft draft) {
        assertThat(told(SIGN, normal(), orders(draft.draft()))).isEqualTo(draft.counts() ? WARNED : SILENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle",
                "no type",
                "list of entries",
                "list of resources",
                "alone",
                "wrapped",
                "wrapped bundle",
                "type last"
            })
    @Row("H-3")
    void theFormOfTheBundleDoesNotMatter(String form) {
        var context = orders(request("d", CAPSULE));
        var bundle = (ObjectNode) context.get("draftOrders");
        switch (form) {
            case "no type" -> bundle.remove(List.of("type", "resourceType"));
            case "list of entries" -> context.set("draftOrders", bundle.get("entry"));
            case "list of resources" -> context.putArray("draftOrders").add(request("d", CAPSULE));
            case "alone" -> context.set("draftOrders", request("d", CAPSULE));
            case "wrapped" -> context.putObject("draftOrders").set("resource", request("d", CAPSULE));
            case "wrapped bundle" -> context.putObject("draftOrders").set("resource", bundle);
            case "type last" -> {
                var resource = (ObjectNode) bundle.at("/entry/0/resource");
                resource.set("resourceType", resource.remove("resourceType"));
            }
            default -> assertThat(form).isEqualTo("bundle");
        }
        assertThat(told(SIGN, normal(), context)).isEqualTo(WARNED);
    }

    /** Every type of order that R4 EHRs draft may stand beside it; none of them is judged. */
    @Test
    void ordersOfOtherKindsAreLeftOut() {
        var others = Stream.of(
                        "CommunicationRequest",
                        "DeviceRequest",
                        "ImmunizationRecommendation",
                        "NutritionOrder",
                        "RequestGroup",
                        "ServiceRequest",
                        "SupplyRequest",
                        "Task",
                        "VisionPrescription")
                .map(type -> json("{'status':'draft','lensSpecification':[{'eye':'left'}],'oralDiet':{}}")
                        .put("resourceType", type)
                        .put("id", "d")
                        .set("code", concept(CAPSULE)))
                .toArray(ObjectNode[]::new);
        var context = orders(others);
        Stream.of(others)
                .forEach(it -> context.withArray("/selections")
                        .add(it.get("resourceType").asString() + "/d"));
        assertThat(told(SIGN, normal(), context)).isEqualTo(SILENT);
        assertThat(told(SELECT, normal(), context)).isEqualTo(SILENT);

        context.withArray("/draftOrders/entry").addObject().set("resource", request("d", CAPSULE));
        assertThat(told(SIGN, normal(), context)).isEqualTo(WARNED);
        assertThat(told(SELECT, normal(), context)).as("not selected").isEqualTo(SILENT);
        context.withArray("/selections").add("MedicationRequest/d");
        assertThat(told(SELECT, normal(), context)).isEqualTo(WARNED);
    }

    @Test
    void entriesThatMakeNoSenseAreLeftOut() {
        var context = orders(request("d", CAPSULE));
        context.withArray("/draftOrders/entry")
                .add(7)
                .addNull()
                .add("x")
                .add(json("{'resource':7}"))
                .add(json("{'resource':{}}"))
                .add(json("{'fullUrl':{}}"))
                .addArray();
        assertThat(told(SIGN, normal(), context)).isEqualTo(WARNED);
    }

    @ParameterizedTest(name = "{0} to {1} | {2}")
    @CsvSource({
        "urn:uuid:88f1, urn:uuid:88f1, x",
        "urn:uuid:88f1, , 88f1",
        "Medication/x, , x",
        "https://ehr.example/fhir/Medication/x, https://ehr.example/fhir/Medication/x, x",
        "Medication/x/_history/2, , x"
    })
    @Row("P-35")
    void aReferredMedicationStandsInTheSameBundle(String reference, String fullUrl, String id) {
        var medication = json("{'resourceType':'Medication'}").put("id", id);
        medication.set("code", concept(CAPSULE));
        var context = orders(referring(reference), medication);
        if (fullUrl != null) {
            ((ObjectNode) context.at("/draftOrders/entry/1")).put("fullUrl", fullUrl);
        }
        assertThat(told(SIGN, normal(), context)).isEqualTo(WARNED);

        medication.set("code", concept(CETIRIZINE));
        assertThat(told(SIGN, normal(), context)).as("cetirizine").isEqualTo(SILENT);
    }

    private static ObjectNode referring(String reference) {
        return diphenhydramine(it -> {
            it.remove("medicationCodeableConcept");
            it.set("medicationReference", json("{}").put("reference", reference));
        });
    }

    @Test
    void anotherMedicationOfTheBundleSaysNothing() {
        var medication = json("{'resourceType':'Medication','id':'y'}");
        medication.set("code", concept(CAPSULE));
        assertThat(told(SIGN, normal(), orders(referring("Medication/x"), medication)))
                .isEqualTo(SILENT);
    }
}
