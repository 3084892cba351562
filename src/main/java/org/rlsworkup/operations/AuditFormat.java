package org.rlsworkup.operations;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.cdshooks.request.WellFormedText;
import org.rlsworkup.chart.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The two formats of an audit event: a JSON object of our own, or a FHIR R4 AuditEvent. Neither holds chart values. */
public final class AuditFormat {
    private static final String SYSTEM = "https://rlsworkup.org/fhir/";
    private static final String EVENT_TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final int MAX_HOOK_INSTANCE = 64;

    private final String knowledge;
    private final Function<PatientRef, @Nullable String> patientKeys;

    /**
     * @param knowledge version of the knowledge
     * @param patientKeys the keyed hash of a patient, or null if no key is configured
     */
    public AuditFormat(String knowledge, Function<PatientRef, @Nullable String> patientKeys) {
        this.knowledge = knowledge;
        this.patientKeys = patientKeys;
    }

    /** One line of JSON; a member without a value is left out. */
    public String json(AuditLog.Event event) {
        var call = event.call();
        var line = object().put("time", event.at().toString())
                .put("client", call.caller().name())
                .put("tenant", tenant(call))
                .put("mode", call.caller().mode().name().toLowerCase(Locale.ROOT))
                .put("service", call.service())
                .put("hookInstance", hookInstance(call))
                .put("patient", patientKey(call))
                .put("status", call.status());
        var cards = line.putArray("cards");
        for (var card : call.cards()) {
            var rules = cards.addObject().put("uuid", card.uuid().toString()).putArray("rules");
            rules(card).forEach(rules::add);
        }
        unread(call).forEach(line.putArray("unread")::add);
        line.put("fhirRequests", call.fhirRequests())
                .put("knowledge", knowledge)
                .put("milliseconds", call.took().toMillis());
        line.properties().removeIf(member -> member.getValue().isNull());
        return line.toString();
    }

    /** As the token has it. */
    private static @Nullable String tenant(CallOutcome call) {
        var tenant = call.caller().tenant();
        return tenant == null ? null : WellFormedText.of(tenant);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private @Nullable String patientKey(CallOutcome call) {
        return call.patient() == null ? null : patientKeys.apply(call.patient());
    }

    /** Chosen by the client, so its length is limited. */
    private static @Nullable String hookInstance(CallOutcome call) {
        var instance = call.hookInstance();
        return instance == null ? null : instance.substring(0, Math.min(instance.length(), MAX_HOOK_INSTANCE));
    }

    /** Such as {@code MISSING B12}: a rule and the test it was applied to. */
    private static Stream<String> rules(CallOutcome.CreatedCard card) {
        return card.trace().stream()
                .map(trace -> trace.about().stream()
                        .filter(about -> about.getKey().equals("test"))
                        .findFirst()
                        .map(test -> trace.rule() + " " + test.getValue())
                        .orElse(trace.rule()));
    }

    private static Stream<String> unread(CallOutcome call) {
        return call.unread().stream().sorted().map(Source::name);
    }

    /** The same as a FHIR R4 AuditEvent, on one line. */
    public String fhir(AuditLog.Event event) {
        var call = event.call();
        var audit = object().put("resourceType", "AuditEvent");
        audit.putObject("type").put("system", EVENT_TYPES).put("code", "rest");
        audit.putArray("subtype")
                .addObject()
                .put("system", SYSTEM + "cds-service")
                .put("code", call.service());
        audit.put("action", "E")
                .put("recorded", event.at().toString())
                .put("outcome", call.status() < 400 ? "0" : call.status() < 500 ? "4" : "8")
                .put("outcomeDesc", "HTTP status " + call.status());
        audit.putArray("agent").addObject().put("name", call.caller().name()).put("requestor", true);
        audit.putObject("source").putObject("observer").put("display", "RLS Workup, knowledge " + knowledge);
        var entities = audit.putArray("entity");
        var patient = patientKey(call);
        if (patient != null) {
            var what = entities.addObject().putObject("what").put("type", "Patient");
            what.set("identifier", identifier("patient-key", patient));
        }
        var entity = entities.addObject();
        entity.putObject("what").set("identifier", identifier("hook-instance", String.valueOf(hookInstance(call))));
        var details = entity.putArray("detail");
        call.cards().stream().flatMap(AuditFormat::rules).forEach(rule -> detail(details, "rule", rule));
        unread(call).forEach(source -> detail(details, "unread", source));
        detail(details, "fhir-requests", Integer.toString(call.fhirRequests()));
        detail(details, "milliseconds", Long.toString(call.took().toMillis()));
        return audit.toString();
    }

    private static JsonNode identifier(String system, String value) {
        return object().put("system", SYSTEM + system).put("value", value);
    }

    private static void detail(ArrayNode details, String type, String value) {
        details.addObject().put("type", type).put("valueString", value);
    }
}
