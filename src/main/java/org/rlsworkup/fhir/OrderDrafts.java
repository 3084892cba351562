package org.rlsworkup.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Code;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.LabTest;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * The draft orders we suggest. What is the same for every patient is built and encoded by HAPI FHIR once; what differs is
 * added in {@link #tail}, and nowhere else.
 */
public final class OrderDrafts {
    private final SingletonSupplier<Map<LabTest.Orderable, SerializedString>> unfinished;

    /** Encodes nothing yet: {@link #prepare} does, or the first order. */
    public OrderDrafts(Knowledge knowledge) {
        this.unfinished = SingletonSupplier.of(() -> encode(knowledge));
    }

    /** Builds and encodes what is the same for every patient, unless that is done. */
    public void prepare() {
        unfinished.obtain();
    }

    private static Map<LabTest.Orderable, SerializedString> encode(Knowledge knowledge) {
        var encoder = FhirContext.forR4Cached().newJsonParser();
        // By identity: they are the knowledge's own, and the hash of one runs over all its codes.
        var encoded = new IdentityHashMap<LabTest.Orderable, SerializedString>();
        for (var test : knowledge.tests()) {
            encoded.put(test.orderable(), encode(order(test, test.orderable()), encoder));
            test.orderableIn()
                    .values()
                    .forEach(orderable -> encoded.put(orderable, encode(order(test, orderable), encoder)));
        }
        return encoded;
    }

    private static SerializedString encode(ServiceRequest order, IParser encoder) {
        var json = encoder.encodeResourceToString(order);
        return new SerializedString(json.substring(0, json.length() - 1));
    }

    private static ServiceRequest order(LabTest test, LabTest.Orderable orderable) {
        var order = new ServiceRequest();
        order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        order.setPriority(ServiceRequest.ServiceRequestPriority.ROUTINE);
        order.addCategory()
                .addCoding()
                .setSystem("http://snomed.info/sct")
                .setCode("108252007")
                .setDisplay("Laboratory procedure");
        order.setCode(concept(orderable));
        order.setPatientInstruction(test.collection());
        return order;
    }

    private static CodeableConcept concept(LabTest.Orderable orderable) {
        var concept = new CodeableConcept().setText(orderable.name());
        for (Code code : orderable.codings()) {
            concept.addCoding().setSystem(code.system()).setCode(code.code());
        }
        return concept;
    }

    /**
     * What differs from call to call. All ids match the id grammar of FHIR, so none needs escaping.
     *
     * @param patientId whom the order is for
     * @param encounterId the open encounter, or null
     * @param requester {@code Practitioner/…} or {@code PractitionerRole/…}, or null if the user is neither
     * @param conditionId the RLS Condition, or null if it has no id
     * @param authoredOn moment of the call with its offset, to the second
     */
    public record Particulars(
            String patientId,
            @Nullable String encounterId,
            @Nullable String requester,
            @Nullable String conditionId,
            String authoredOn) {
        @Override
        public String toString() {
            return "Particulars[]";
        }
    }

    /** The members that differ from call to call, the same for every order of one call. */
    public String tail(Particulars particulars) {
        var json = new StringBuilder(256);
        reference(json, "subject", "Patient/" + particulars.patientId());
        if (particulars.encounterId() != null) {
            reference(json, "encounter", "Encounter/" + particulars.encounterId());
        }
        json.append(",\"authoredOn\":\"").append(particulars.authoredOn()).append('"');
        if (particulars.requester() != null) {
            reference(json, "requester", particulars.requester());
        }
        if (particulars.conditionId() != null) {
            json.append(",\"reasonReference\":[{\"reference\":\"Condition/")
                    .append(particulars.conditionId())
                    .append("\"}]");
        }
        return json.append('}').toString();
    }

    /** Writes the complete draft order as the value of the member that was begun. */
    public void write(JsonGenerator out, LabTest.Orderable orderable, String tail) {
        var beginning = unfinished.obtain().get(orderable);
        if (beginning == null) {
            throw new IllegalArgumentException("an order that the knowledge does not hold");
        }
        out.writeRawValue(beginning);
        out.writeRaw(tail);
    }

    private static void reference(StringBuilder json, String member, String reference) {
        json.append(",\"")
                .append(member)
                .append("\":{\"reference\":\"")
                .append(reference)
                .append("\"}");
    }
}
