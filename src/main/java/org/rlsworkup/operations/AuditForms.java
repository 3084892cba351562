package org.rlsworkup.operations;

import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.cdshooks.request.PatientRef;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The two forms of an audit event: members of our own, or a FHIR R4 AuditEvent. Neither holds a value of a chart. */
public final class AuditForms {
    private static final String SYSTEM = "https://rlsworkup.org/fhir/";
    private static final int MILLION = 1_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final String knowledge;
    private final Function<PatientRef, @Nullable String> patients;

    /**
     * @param knowledge version of the knowledge
     * @param patients the keyed hash of a patient, or null if there is no key
     */
    public AuditForms(String knowledge, Function<PatientRef, @Nullable String> patients) {
        this.knowledge = knowledge;
        this.patients = patients;
    }

    private static String written(Consumer<JsonGenerator> members) {
        var text = new StringWriter(512);
        try (var out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }

    private @Nullable String patient(CallOutcome call) {
        return call.patient() == null ? null : patients.apply(call.patient());
    }

    /** One line of our own members; one that is not known is left out. */
    public String own(AuditLog.Event event) {
        var call = event.call();
        return written(out -> {
            text(out, "time", event.at().toString());
            text(out, "client", call.caller().name());
            text(out, "tenant", call.caller().tenant());
            text(out, "mode", call.caller().mode().name().toLowerCase(Locale.ROOT));
            text(out, "service", call.service());
            text(out, "hookInstance", instance(call));
            text(out, "patient", patient(call));
            out.writeNumberProperty("status", call.status());
            out.writeName("cards").writeStartArray();
            for (var card : call.cards()) {
                out.writeStartObject();
                text(out, "uuid", card.uuid().toString());
                out.writeName("rules").writeStartArray();
                card.trace().forEach(trace -> out.writeString(rule(trace)));
                out.writeEndArray().writeEndObject();
            }
            out.writeEndArray();
            out.writeName("unread").writeStartArray();
            call.unread().stream().sorted().forEach(source -> out.writeString(source.name()));
            out.writeEndArray();
            out.writeNumberProperty("fhirRequests", call.fhirRequests());
            text(out, "knowledge", knowledge);
            out.writeNumberProperty("milliseconds", call.took().toNanos() / MILLION);
        });
    }

    /** What a client chose, so no longer than what is chosen rightly. */
    private static @Nullable String instance(CallOutcome call) {
        var instance = call.hookInstance();
        return instance == null || instance.length() <= 64 ? instance : instance.substring(0, 64);
    }

    /** {@code MISSING B12}: a rule and the test it spoke about. */
    private static String rule(RuleTrace trace) {
        return trace.about().stream()
                .filter(about -> about.getKey().equals("test"))
                .findFirst()
                .map(Map.Entry::getValue)
                .map(test -> trace.rule() + " " + test)
                .orElse(trace.rule());
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    /** The same as a FHIR R4 AuditEvent, on one line. */
    public String fhir(AuditLog.Event event) {
        var call = event.call();
        return written(out -> {
            text(out, "resourceType", "AuditEvent");
            coding(out, "type", "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
            out.writeName("subtype").writeStartArray();
            coding(out, SYSTEM + "cds-service", call.service());
            out.writeEndArray();
            text(out, "action", "E");
            text(out, "recorded", event.at().toString());
            text(out, "outcome", call.status() < 400 ? "0" : call.status() < 500 ? "4" : "8");
            text(out, "outcomeDesc", "HTTP status " + call.status());
            out.writeName("agent").writeStartArray().writeStartObject();
            text(out, "name", call.caller().name());
            out.writeBooleanProperty("requestor", true);
            out.writeEndObject().writeEndArray();
            out.writeName("source").writeStartObject().writeName("observer").writeStartObject();
            text(out, "display", "RLS Workup, knowledge " + knowledge);
            out.writeEndObject().writeEndObject();
            entities(out, call);
        });
    }

    private void entities(JsonGenerator out, CallOutcome call) {
        out.writeName("entity").writeStartArray();
        var patient = patient(call);
        if (patient != null) {
            out.writeStartObject().writeName("what").writeStartObject();
            text(out, "type", "Patient");
            identifier(out, "patient-key", patient);
            out.writeEndObject().writeEndObject();
        }
        out.writeStartObject().writeName("what").writeStartObject();
        identifier(out, "hook-instance", String.valueOf(instance(call)));
        out.writeEndObject().writeName("detail").writeStartArray();
        for (var card : call.cards()) {
            card.trace().forEach(trace -> detail(out, "rule", rule(trace)));
        }
        call.unread().stream().sorted().forEach(source -> detail(out, "unread", source.name()));
        detail(out, "fhir-requests", Integer.toString(call.fhirRequests()));
        detail(out, "milliseconds", Long.toString(call.took().toNanos() / MILLION));
        out.writeEndArray().writeEndObject().writeEndArray();
    }

    private static void detail(JsonGenerator out, String type, String value) {
        out.writeStartObject();
        text(out, "type", type);
        text(out, "valueString", value);
        out.writeEndObject();
    }

    private static void identifier(JsonGenerator out, String system, String value) {
        out.writeName("identifier").writeStartObject();
        text(out, "system", SYSTEM + system);
        text(out, "value", value);
        out.writeEndObject();
    }

    private static void coding(JsonGenerator out, String name, String system, String code) {
        out.writeName(name);
        coding(out, system, code);
    }

    private static void coding(JsonGenerator out, String system, String code) {
        out.writeStartObject();
        text(out, "system", system);
        text(out, "code", code);
        out.writeEndObject();
    }
}
