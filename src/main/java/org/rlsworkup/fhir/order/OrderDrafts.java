package org.rlsworkup.fhir.order;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The draft orders we suggest. What is the same for every patient is built and encoded by HAPI FHIR once; what differs
 * is added in {@link #tail}, and nowhere else.
 */
public final class OrderDrafts {
    private final SingletonSupplier<Map<LabTest.Orderable, SerializedString>> r4;
    private final SingletonSupplier<Map<LabTest.Orderable, SerializedString>> r5;

    /** The FHIR in which an order is written. R4B did not change this resource. */
    public enum Release {
        R4(",\"reasonReference\":[{\"reference\":\"Condition/", "\"}]"),
        R5(",\"reason\":[{\"reference\":{\"reference\":\"Condition/", "\"}}]");

        private final String beforeReason;
        private final String afterReason;

        Release(String beforeReason, String afterReason) {
            this.beforeReason = beforeReason;
            this.afterReason = afterReason;
        }
    }

    /** Encodes nothing yet: {@link #prepare} does, or the first order. */
    public OrderDrafts(Knowledge knowledge) {
        this.r4 = SingletonSupplier.of(() -> encode(knowledge));
        this.r5 = SingletonSupplier.of(() -> inR5(r4.obtain()));
    }

    /**
     * Builds and encodes what is the same for every patient, unless that is done; R5 waits for a client that wants it.
     */
    public void prepare() {
        r4.obtain();
    }

    private static Map<LabTest.Orderable, SerializedString> encode(Knowledge knowledge) {
        var encoder = FhirContext.forR4Cached().newJsonParser();
        // By identity: they are the knowledge's own, and the hash of one runs over all its codes.
        var encoded = new IdentityHashMap<LabTest.Orderable, SerializedString>();
        for (var test : knowledge.tests()) {
            encoded.put(test.order(), encode(order(test, test.order()), encoder));
            test.orderIn()
                    .values()
                    .forEach(orderable -> encoded.put(orderable, encode(order(test, orderable), encoder)));
        }
        return encoded;
    }

    private static SerializedString encode(ServiceRequest order, IParser encoder) {
        var json = encoder.encodeResourceToString(order);
        return new SerializedString(json.substring(0, json.length() - 1));
    }

    private static Map<LabTest.Orderable, SerializedString> inR5(Map<LabTest.Orderable, SerializedString> r4) {
        var encoded = new IdentityHashMap<LabTest.Orderable, SerializedString>();
        r4.forEach((orderable, order) -> encoded.put(orderable, inR5(order)));
        return encoded;
    }

    /** R5 lets the code be a concept or a reference, and has several instructions; the rest is as in R4. */
    private static SerializedString inR5(SerializedString unfinished) {
        var json = JsonMapper.shared();
        var order = (ObjectNode) json.readTree(unfinished.getValue() + "}");
        order.set("code", json.createObjectNode().set("concept", order.get("code")));
        var instruction = json.createObjectNode().set("instructionMarkdown", order.get("patientInstruction"));
        order.set("patientInstruction", json.createArrayNode().add(instruction));
        var written = json.writeValueAsString(order);
        return new SerializedString(written.substring(0, written.length() - 1));
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
     * @param release in which the order is written
     */
    public record Particulars(
            String patientId,
            @Nullable String encounterId,
            @Nullable String requester,
            @Nullable String conditionId,
            String authoredOn,
            Release release) {
        @Override
        public String toString() {
            return "Particulars[]";
        }
    }

    /** What differs from call to call, the same for every order of one call. */
    public record Tail(Release release, String json) {
        @Override
        public String toString() {
            return "Tail[release=" + release + "]";
        }
    }

    /** The members that differ from call to call. */
    public Tail tail(Particulars particulars) {
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
            json.append(particulars.release().beforeReason)
                    .append(particulars.conditionId())
                    .append(particulars.release().afterReason);
        }
        return new Tail(particulars.release(), json.append('}').toString());
    }

    /** Writes the complete draft order as the value of the member that was begun. */
    public void write(JsonGenerator out, LabTest.Orderable orderable, Tail tail) {
        var unfinished =
                switch (tail.release()) {
                    case R4 -> r4.obtain();
                    case R5 -> r5.obtain();
                };
        var beginning = unfinished.get(orderable);
        if (beginning == null) {
            throw new IllegalArgumentException("an order that the knowledge does not hold");
        }
        out.writeRawValue(beginning);
        out.writeRaw(tail.json());
    }

    private static void reference(StringBuilder json, String member, String reference) {
        json.append(",\"")
                .append(member)
                .append("\":{\"reference\":\"")
                .append(reference)
                .append("\"}");
    }
}
