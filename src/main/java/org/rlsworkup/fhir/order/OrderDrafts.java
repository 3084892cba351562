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

/** The suggested draft orders. HAPI FHIR encodes once what is the same for every patient; {@link #tail} adds the rest. */
public final class OrderDrafts {
    private final SingletonSupplier<Map<LabTest.Orderable, SerializedString>> r4;
    private final SingletonSupplier<Map<LabTest.Orderable, SerializedString>> r5;

    /** FHIR releases that differ in ServiceRequest; R4B has that of R4. */
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

    /** Nothing is encoded before {@link #prepare} or the first order. */
    public OrderDrafts(Knowledge knowledge) {
        this.r4 = SingletonSupplier.of(() -> encode(knowledge));
        this.r5 = SingletonSupplier.of(() -> inR5(r4.obtain()));
    }

    /** Encodes the orders in R4 ahead of the first call; R5 only if a client uses it. */
    public void prepare() {
        r4.obtain();
    }

    private static Map<LabTest.Orderable, SerializedString> encode(Knowledge knowledge) {
        var encoder = FhirContext.forR4Cached().newJsonParser();
        // By identity, because the hash code of an orderable covers all its codes.
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

    /** In R5 the code is a CodeableReference and there may be several instructions; the rest is as in R4. */
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
     * What differs from call to call. All ids are FHIR ids, so none needs escaping.
     *
     * @param encounterId the open encounter, or null
     * @param requester {@code Practitioner/…} or {@code PractitionerRole/…}, or null if the user is neither
     * @param conditionId the RLS Condition, or null if it has no id
     * @param authoredOn time of the call with its offset, to the second
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

    /** The end of each order of one call. */
    public record Tail(Release release, String json) {
        @Override
        public String toString() {
            return "Tail[release=" + release + "]";
        }
    }

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

    /** Writes the whole order as the value of the current member. */
    public void write(JsonGenerator out, LabTest.Orderable orderable, Tail tail) {
        var start = (tail.release() == Release.R5 ? r5 : r4).obtain().get(orderable);
        if (start == null) {
            throw new IllegalArgumentException("not an orderable of the knowledge");
        }
        out.writeRawValue(start);
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
