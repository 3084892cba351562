package org.rlsworkup.operations;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.CallOutcome;
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
    private static final String ERASURE = "erasure";
    private static final String RELOAD = "knowledge-reload";
    private static final String VIEWING = "silent-cards-viewing";
    private static final int MAX_HOOK_INSTANCE = 64;

    private final String version;
    private final @Nullable PatientKeys keys;

    /**
     * @param version of this service
     * @param keys makes the keyed hashes of patients and users, or null if no key is configured
     */
    public AuditFormat(String version, @Nullable PatientKeys keys) {
        this.version = version;
        this.keys = keys;
    }

    /** One line of JSON; a member without a value is left out. */
    public String json(AuditLog.Event event) {
        return switch (event) {
            case AuditLog.Answered(var call, var at) -> json(call, at);
            case AuditLog.Erased erased -> {
                var line = line(ERASURE, erased.operator(), erased.at());
                erased.patientKeys().forEach(line.putArray("patient")::add);
                yield line.put("deletedCards", erased.cards())
                        .put("deletedAnswers", erased.answers())
                        .toString();
            }
            case AuditLog.Reloaded(var operator, var accepted, var versions, var at) -> {
                var line = line(RELOAD, operator, at).put("accepted", accepted).put("version", version);
                versions.forEach(line.putArray("versions")::add);
                yield line.toString();
            }
            case AuditLog.Viewed(var operator, var exported, var cards, var at) ->
                line(VIEWING, operator, at)
                        .put("exported", exported)
                        .put("cards", cards)
                        .toString();
        };
    }

    private static ObjectNode line(String event, String operator, Instant at) {
        return object().put("time", at.toString()).put("event", event).put("operator", WellFormedText.of(operator));
    }

    private String json(CallOutcome call, Instant at) {
        var line = object().put("time", at.toString())
                .put("client", call.caller().name())
                .put("tenant", tenant(call))
                .put("mode", call.caller().mode().name().toLowerCase(Locale.ROOT))
                .put("service", call.service())
                .put("hookInstance", hookInstance(call))
                .put("patient", patientKey(call))
                .put("user", userKey(call))
                .put("status", call.status());
        var cards = line.putArray("cards");
        for (var card : call.cards()) {
            var rules = cards.addObject().put("uuid", card.uuid().toString()).putArray("rules");
            rules(card).forEach(rules::add);
        }
        unread(call).forEach(line.putArray("unread")::add);
        var knowledge = call.knowledge();
        line.put("fhirRequests", call.fhirRequests())
                .put("version", version)
                .put("knowledge", knowledge == null ? null : knowledge.knowledge())
                .put("site", knowledge == null ? null : knowledge.site())
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
        return call.patient() == null || keys == null ? null : keys.of(call.patient());
    }

    private @Nullable String userKey(CallOutcome call) {
        return call.user() == null || keys == null ? null : keys.ofUser(call.caller(), call.user());
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
        var audit = object().put("resourceType", "AuditEvent");
        switch (event) {
            case AuditLog.Answered(var call, var at) -> answered(audit, call, at);
            case AuditLog.Erased erased -> erased(audit, erased);
            case AuditLog.Reloaded reloaded -> reloaded(audit, reloaded);
            case AuditLog.Viewed viewed -> viewed(audit, viewed);
        }
        return audit.toString();
    }

    private void answered(ObjectNode audit, CallOutcome call, Instant at) {
        var outcome = call.status() < 400 ? "0" : call.status() < 500 ? "4" : "8";
        begin(audit, call.service(), "E", at, outcome).put("outcomeDesc", "HTTP status " + call.status());
        var agents = audit.putArray("agent");
        agents.addObject().put("name", call.caller().name()).put("requestor", true);
        var user = userKey(call);
        if (user != null) {
            var who = agents.addObject().put("requestor", false).putObject("who");
            who.set("identifier", identifier("user-key", user));
        }
        var knowledge = call.knowledge();
        source(audit, knowledge == null ? "" : ", knowledge " + knowledge.text());
        var entities = audit.putArray("entity");
        var patient = patientKey(call);
        if (patient != null) {
            patient(entities, patient);
        }
        var entity = entities.addObject();
        entity.putObject("what").set("identifier", identifier("hook-instance", String.valueOf(hookInstance(call))));
        var details = entity.putArray("detail");
        for (var card : call.cards()) {
            rules(card).forEach(rule -> detail(details, "rule", rule));
            detail(details, "card", card.uuid().toString());
        }
        unread(call).forEach(source -> detail(details, "unread", source));
        detail(details, "mode", call.caller().mode().name().toLowerCase(Locale.ROOT));
        var tenant = tenant(call);
        if (tenant != null) {
            detail(details, "tenant", tenant);
        }
        detail(details, "fhir-requests", Integer.toString(call.fhirRequests()));
        detail(details, "milliseconds", Long.toString(call.took().toMillis()));
    }

    private void erased(ObjectNode audit, AuditLog.Erased event) {
        begin(audit, ERASURE, "D", event.at(), "0");
        byOperator(audit, event.operator());
        var entities = audit.putArray("entity");
        event.patientKeys().forEach(key -> patient(entities, key));
        var details = entities.addObject().putArray("detail");
        detail(details, "deleted-cards", Integer.toString(event.cards()));
        detail(details, "deleted-answers", Integer.toString(event.answers()));
    }

    private static ObjectNode begin(ObjectNode audit, String what, String action, Instant at, String outcome) {
        audit.putObject("type").put("system", EVENT_TYPES).put("code", "rest");
        audit.putArray("subtype")
                .addObject()
                .put("system", SYSTEM + "cds-service")
                .put("code", what);
        return audit.put("action", action).put("recorded", at.toString()).put("outcome", outcome);
    }

    private void reloaded(ObjectNode audit, AuditLog.Reloaded event) {
        begin(audit, RELOAD, "U", event.at(), event.accepted() ? "0" : "4");
        byOperator(audit, event.operator());
        var details = audit.putArray("entity").addObject().putArray("detail");
        event.versions().forEach(it -> detail(details, "version", it));
    }

    private void viewed(ObjectNode audit, AuditLog.Viewed event) {
        begin(audit, VIEWING, "R", event.at(), "0");
        byOperator(audit, event.operator());
        var details = audit.putArray("entity").addObject().putArray("detail");
        detail(details, "exported", Boolean.toString(event.exported()));
        detail(details, "cards", Integer.toString(event.cards()));
    }

    private void byOperator(ObjectNode audit, String operator) {
        audit.putArray("agent")
                .addObject()
                .put("name", WellFormedText.of(operator))
                .put("requestor", true);
        source(audit, "");
    }

    private void source(ObjectNode audit, String knowledge) {
        audit.putObject("source").putObject("observer").put("display", "RLS Workup " + version + knowledge);
    }

    private static void patient(ArrayNode entities, String key) {
        var what = entities.addObject().putObject("what").put("type", "Patient");
        what.set("identifier", identifier("patient-key", key));
    }

    private static JsonNode identifier(String system, String value) {
        return object().put("system", SYSTEM + system).put("value", value);
    }

    private static void detail(ArrayNode details, String type, String value) {
        details.addObject().put("type", type).put("valueString", value);
    }
}
