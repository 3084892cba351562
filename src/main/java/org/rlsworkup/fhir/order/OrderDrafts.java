package org.rlsworkup.fhir.order;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The suggested draft orders. HAPI FHIR encodes once what is the same for every patient; {@link #tail} adds the rest. */
public final class OrderDrafts {
    private final Knowledge knowledge;
    private final OrderRules rules;
    private final LabTest.@Nullable Orderable orderSet;
    private final SingletonSupplier<Map<LabTest.Orderable, Map<CareSetting, SerializedString>>> r4;
    private final SingletonSupplier<Map<LabTest.Orderable, Map<CareSetting, SerializedString>>> r5;

    /** The category by which Epic's documentation tells orders of a stay from those of a visit. */
    private static final String SETTING = "http://terminology.hl7.org/CodeSystem/medicationrequest-category";

    /** FHIR releases that differ in ServiceRequest; R4B has that of R4. */
    public enum Release {
        R4(",\"reasonReference\":[{\"reference\":\"Condition/ID\"}]"),
        R5(",\"reason\":[{\"reference\":{\"reference\":\"Condition/ID\"}}]");

        private final String reason;

        Release(String reason) {
            this.reason = reason;
        }
    }

    /**
     * Nothing is encoded before {@link #prepare} or the first order.
     *
     * @throws IllegalArgumentException if the order set has a test that is none
     */
    public OrderDrafts(Knowledge knowledge, OrderRules rules) {
        this.knowledge = knowledge;
        this.rules = rules;
        var set = rules.orderSet();
        this.orderSet = set == null ? null : set.orderable();
        var known = knowledge.tests().stream().map(LabTest::id).toList();
        if (set != null && !known.containsAll(set.tests())) {
            throw new IllegalArgumentException("orders.order-set.tests must be some of " + String.join(", ", known));
        }
        this.r4 = SingletonSupplier.of(this::encode);
        this.r5 = SingletonSupplier.of(() -> {
            var encoded = new IdentityHashMap<LabTest.Orderable, Map<CareSetting, SerializedString>>();
            r4.obtain().forEach((orderable, orders) -> {
                var bySetting = new EnumMap<CareSetting, SerializedString>(CareSetting.class);
                orders.forEach((setting, order) -> bySetting.put(setting, inR5(order)));
                encoded.put(orderable, bySetting);
            });
            return encoded;
        });
    }

    /** Whether the EHR can take an order. */
    public boolean isOffered(LabTest.Orderable orderable, CareSetting setting) {
        return rules.isOffered(orderable, setting);
    }

    /** Tests that have no local code in any setting, by their labels, if that matters to the EHR. */
    public List<String> unmapped() {
        return rules.equals(OrderRules.DEFAULT)
                ? List.of()
                : knowledge.tests().stream()
                        .filter(test -> test.order().local() == null
                                && test.order().localIn().isEmpty())
                        .map(LabTest::label)
                        .toList();
    }

    /** What orders all of these tests and no others that count, if the EHR has that. */
    public Optional<LabTest.Orderable> orderSet(Collection<String> tests) {
        var set = rules.orderSet();
        return set != null && set.covers(tests, knowledge) ? Optional.ofNullable(orderSet) : Optional.empty();
    }

    /** Encodes the orders in R4 ahead of the first call; R5 only if a client uses it. */
    public void prepare() {
        r4.obtain();
    }

    private Map<LabTest.Orderable, Map<CareSetting, SerializedString>> encode() {
        // By identity, because the hash code of an orderable covers all its codes.
        var encoded = new IdentityHashMap<LabTest.Orderable, Map<CareSetting, SerializedString>>();
        for (var test : knowledge.tests()) {
            Stream.concat(Stream.of(test.order()), test.orderIn().values().stream())
                    .forEach(it -> encoded.put(it, encoded(it, test.collection())));
        }
        if (orderSet != null) {
            encoded.put(orderSet, encoded(orderSet, null));
        }
        return encoded;
    }

    private Map<CareSetting, SerializedString> encoded(LabTest.Orderable orderable, @Nullable String instruction) {
        var encoder = FhirContext.forR4Cached().newJsonParser();
        var bySetting = new EnumMap<CareSetting, SerializedString>(CareSetting.class);
        for (var setting : CareSetting.values()) {
            var same = rules.differsBySetting(orderable) || bySetting.isEmpty()
                    ? null
                    : bySetting.values().iterator().next();
            bySetting.put(
                    setting,
                    same == null
                            ? unfinished(encoder.encodeResourceToString(order(orderable, instruction, setting)))
                            : same);
        }
        return bySetting;
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
        var instruction = order.remove("patientInstruction");
        if (instruction != null) {
            order.putArray("patientInstruction").addObject().set("instructionMarkdown", instruction);
        }
        return unfinished(json.writeValueAsString(order));
    }

    private ServiceRequest order(LabTest.Orderable orderable, @Nullable String instruction, CareSetting setting) {
        var order = new ServiceRequest();
        order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        order.setIntent(
                switch (rules.intent()) {
                    case ORDER -> ServiceRequest.ServiceRequestIntent.ORDER;
                    case PLAN -> ServiceRequest.ServiceRequestIntent.PLAN;
                    case PROPOSAL -> ServiceRequest.ServiceRequestIntent.PROPOSAL;
                });
        order.setPriority(ServiceRequest.ServiceRequestPriority.ROUTINE);
        if (rules.category() == OrderRules.Category.LABORATORY) {
            order.addCategory().addCoding(new Coding("http://snomed.info/sct", "108252007", "Laboratory procedure"));
        } else if (rules.category() == OrderRules.Category.SETTING && setting != CareSetting.UNKNOWN) {
            var code = setting.name().toLowerCase(Locale.ROOT);
            order.addCategory().addCoding(new Coding(SETTING, code, null));
        }
        order.setPatientInstruction(instruction);
        order.getCode().setText(orderable.name());
        for (var code : rules.codes(orderable, setting)) {
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
     * @param setting of the encounter
     */
    public record Particulars(
            String patientId,
            @Nullable String encounterId,
            @Nullable String requester,
            @Nullable String conditionId,
            String authoredOn,
            CareSetting setting,
            Release release) {
        @Override
        public String toString() {
            return "Particulars[]";
        }
    }

    /** The end of each order of one call. */
    public record Tail(Release release, CareSetting setting, String json) {
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
        return new Tail(particulars.release(), particulars.setting(), json + '}');
    }

    /** Writes the whole order as the value of the current member. */
    public void write(JsonGenerator out, LabTest.Orderable orderable, Tail tail) {
        var starts = (tail.release() == Release.R5 ? r5 : r4).obtain().get(orderable);
        if (starts == null) {
            throw new IllegalArgumentException("not an orderable of the knowledge");
        }
        out.writeRawValue(Objects.requireNonNull(starts.get(tail.setting())));
        out.writeRaw(tail.json());
    }

    private static String reference(String member, String reference) {
        return ",\"" + member + "\":{\"reference\":\"" + reference + "\"}";
    }
}
