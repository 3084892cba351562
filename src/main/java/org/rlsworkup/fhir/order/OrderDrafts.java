package org.rlsworkup.fhir.order;

import ca.uhn.fhir.context.FhirContext;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
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
        R4(",\"reasonReference\":[{\"reference\":\"Condition/ID\"}]"),
        R5(",\"reason\":[{\"reference\":{\"reference\":\"Condition/ID\"}}]");

        private final String reason;

        Release(String reason) {
            this.reason = reason;
        }
    }

    /** Nothing is encoded before {@link #prepare} or the first order. */
    public OrderDrafts(Knowledge knowledge) {
        this.r4 = SingletonSupplier.of(() -> encode(knowledge));
        this.r5 = SingletonSupplier.of(() -> {
            var encoded = new IdentityHashMap<LabTest.Orderable, SerializedString>();
            r4.obtain().forEach((orderable, order) -> encoded.put(orderable, inR5(order)));
            return encoded;
        });
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
            Stream.concat(Stream.of(test.order()), test.orderIn().values().stream())
                    .forEach(it -> encoded.put(it, unfinished(encoder.encodeResourceToString(order(test, it)))));
        }
        return encoded;
    }

    /** Without the closing brace. */
    private static SerializedString unfinished(String json) {
        return new SerializedString(json.substring(0, json.length() - 1));
    }

    /** In R5 the code is a CodeableReference and there may be several instructions; the rest is as in R4. */
    private static SerializedString inR5(SerializedString r4) {
        var json = JsonMapper.shared();
        var order = (ObjectNode) json.readTree(r4.getValue() + "}");
        order.set("code", json.createObjectNode().set("concept", order.get("code")));
        var instruction = json.createObjectNode().set("instructionMarkdown", order.get("patientInstruction"));
        order.set("patientInstruction", json.createArrayNode().add(instruction));
        return unfinished(json.writeValueAsString(order));
    }

    private static ServiceRequest order(LabTest test, LabTest.Orderable orderable) {
        var order = new ServiceRequest();
        order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        order.setPriority(ServiceRequest.ServiceRequestPriority.ROUTINE);
        order.addCategory().addCoding(new Coding("http://snomed.info/sct", "108252007", "Laboratory procedure"));
        order.setPatientInstruction(test.collection());
        order.getCode().setText(orderable.name());
        for (var code : orderable.codings()) {
            order.getCode().addCoding().setSystem(code.system()).setCode(code.code());
        }
        return order;
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
        var encounter = particulars.encounterId();
        var requester = particulars.requester();
        var condition = particulars.conditionId();
        var json = reference("subject", "Patient/" + particulars.patientId())
                + (encounter == null ? "" : reference("encounter", "Encounter/" + encounter))
                + ",\"authoredOn\":\"" + particulars.authoredOn() + '"'
                + (requester == null ? "" : reference("requester", requester))
                + (condition == null ? "" : particulars.release().reason.replace("ID", condition));
        return new Tail(particulars.release(), json + '}');
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

    private static String reference(String member, String reference) {
        return ",\"" + member + "\":{\"reference\":\"" + reference + "\"}";
    }
}
