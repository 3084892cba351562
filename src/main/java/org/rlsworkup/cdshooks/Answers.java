package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.ChartRead;
import org.rlsworkup.fhir.OrderDrafts;
import org.rlsworkup.fhir.OrderDrafts.Particulars;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Finding;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.Phrase;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Writes the answer to a call. */
final class Answers {
    static final byte[] NOTHING_TO_SAY = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json = new JsonFactory();
    private final Knowledge knowledge;
    private final MissingTestsText text;
    private final SerializedString source;
    private final SerializedString overrideReasons;
    private final OrderDrafts drafts;
    private final Supplier<UUID> ids;

    Answers(Knowledge knowledge, OrderDrafts drafts, Supplier<UUID> ids) {
        this.knowledge = knowledge;
        this.text = new MissingTestsText(knowledge);
        this.drafts = drafts;
        this.ids = ids;
        this.source = written(out -> source(out, knowledge.source()));
        this.overrideReasons = written(out -> overrideReasons(out, knowledge.overrideReasons()));
    }

    /** What is the same on every card is written once. */
    private SerializedString written(Consumer<JsonGenerator> value) {
        var text = new StringWriter();
        try (var out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            value.accept(out);
        }
        return new SerializedString(text.toString());
    }

    private static void source(JsonGenerator out, Knowledge.CardSource source) {
        out.writeStartObject();
        out.writeStringProperty("label", source.label());
        out.writeStringProperty("url", source.url());
        out.writeName("topic").writeStartObject();
        out.writeStringProperty("system", String.valueOf(source.topic().system()));
        out.writeStringProperty("code", source.topic().code());
        out.writeStringProperty("display", source.topicDisplay());
        out.writeEndObject().writeEndObject();
    }

    private static void overrideReasons(JsonGenerator out, List<Knowledge.OverrideReason> reasons) {
        out.writeStartArray();
        for (var reason : reasons) {
            out.writeStartObject();
            out.writeStringProperty("system", String.valueOf(reason.code().system()));
            out.writeStringProperty("code", reason.code().code());
            out.writeStringProperty("display", reason.display());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    byte[] json(HookCall call, Assessed assessed, ChartRead read, ZonedDateTime now) {
        if (assessed.missing().isEmpty()) {
            return NOTHING_TO_SAY;
        }
        var bytes = new ByteArrayOutputStream(4 * 1024);
        try (var out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject().writeName("cards").writeStartArray();
            card(out, call, assessed, read, now);
            out.writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void card(JsonGenerator out, HookCall call, Assessed assessed, ChartRead read, ZonedDateTime now) {
        var uuid = ids.get();
        out.writeStartObject();
        out.writeStringProperty("uuid", uuid.toString());
        out.writeStringProperty("summary", text.summary(assessed));
        out.writeStringProperty("detail", text.detail(assessed, read, now));
        out.writeStringProperty("indicator", "info");
        out.writeName("source").writeRawValue(source);
        out.writeName("suggestions").writeStartArray();
        var tail = drafts.tail(particulars(call, assessed, now));
        assessed.missing().forEach(missing -> suggestion(out, missing, uuid, tail));
        out.writeEndArray();
        out.writeStringProperty("selectionBehavior", "any");
        out.writeName("overrideReasons").writeRawValue(overrideReasons);
        trace(out, assessed);
        out.writeEndObject();
    }

    private static Particulars particulars(HookCall call, Assessed assessed, ZonedDateTime now) {
        return new Particulars(
                call.patientId(),
                call.encounterId(),
                call.requester(),
                conditionId(assessed.diagnosis().conditionId()),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        now.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime()));
    }

    private static @Nullable String conditionId(@Nullable String id) {
        return id != null && FhirId.isId(id) ? id : null;
    }

    private void suggestion(JsonGenerator out, Finding.Missing missing, UUID card, String tail) {
        var name = Map.of("name", missing.orderable().name());
        var seed = card + "/" + missing.test().id();
        out.writeStartObject();
        out.writeStringProperty("label", knowledge.say(Phrase.SUGGESTION, name));
        out.writeStringProperty(
                "uuid",
                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
        if (missing.recommended()) {
            out.writeBooleanProperty("isRecommended", true);
        }
        out.writeName("actions").writeStartArray().writeStartObject();
        out.writeStringProperty("type", "create");
        out.writeStringProperty("description", knowledge.say(Phrase.ACTION, name));
        out.writeName("resource");
        drafts.write(out, missing.orderable(), tail);
        out.writeEndObject().writeEndArray().writeEndObject();
    }

    /** Which rules spoke, for audit and feedback. */
    private static void trace(JsonGenerator out, Assessed assessed) {
        out.writeName("extension").writeStartObject();
        out.writeName("org.rlsworkup.findings").writeStartArray();
        for (var missing : assessed.missing()) {
            out.writeStartObject();
            out.writeStringProperty("rule", "MISSING");
            out.writeStringProperty("test", missing.test().id());
            out.writeStringProperty("tier", "core");
            out.writeEndObject();
        }
        out.writeEndArray().writeEndObject();
    }
}
