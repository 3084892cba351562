package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.CardAssembler.Assembled;
import org.rlsworkup.cdshooks.CallOutcome.CreatedCard;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.order.OrderDrafts.Particulars;
import org.rlsworkup.fhir.order.OrderDrafts.Tail;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes cards as the JSON response to a call. */
final class CardWriter {
    static final byte[] NO_CARDS = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json = new JsonFactory();
    private final Knowledge knowledge;
    private final SerializedString source;
    private final SerializedString overrideReasons;
    private final OrderDrafts drafts;
    private final Supplier<UUID> ids;

    CardWriter(Knowledge knowledge, OrderDrafts drafts, Supplier<UUID> ids) {
        this.knowledge = knowledge;
        this.drafts = drafts;
        this.ids = ids;
        var card = knowledge.card();
        var topic = card.source().topic();
        var coding = new CodingJson(
                String.valueOf(topic.code().system()), topic.code().code(), topic.display());
        this.source = json(new SourceJson(card.source().label(), card.source().url(), coding));
        this.overrideReasons = json(card.overrideReasons().stream()
                .map(reason -> new CodingJson(Knowledge.OverrideReason.SYSTEM, reason.code(), reason.display()))
                .toList());
    }

    private record SourceJson(String label, String url, CodingJson topic) {}

    private record CodingJson(String system, String code, String display) {}

    /** What is the same on every card is serialized once. */
    private static SerializedString json(Object value) {
        return new SerializedString(JsonMapper.shared().writeValueAsString(value));
    }

    /** A response body and the cards in it. */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record WrittenCards(byte[] body, List<CreatedCard> cards) {
        static final WrittenCards NOTHING = new WrittenCards(NO_CARDS, List.of());
    }

    /** Writes the cards as the CDS Hooks version of the caller has them. */
    WrittenCards write(Assembled assembled, HookCall call, Caller caller, ZonedDateTime now) {
        var cards = assembled.cards();
        if (cards.isEmpty()) {
            return WrittenCards.NOTHING;
        }
        var created = cards.stream()
                .map(card -> new CreatedCard(ids.get(), card.trace()))
                .toList();
        var bytes = new ByteArrayOutputStream(4 * 1024);
        var condition = assembled.conditionId();
        var orders = drafts.tail(new Particulars(
                call.patientId(),
                call.encounterId(),
                call.requester(),
                condition != null && FhirId.isId(condition) ? condition : null,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        now.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime()),
                switch (caller.fhirVersion()) {
                    case R4, R4B -> OrderDrafts.Release.R4;
                    case R5 -> OrderDrafts.Release.R5;
                }));
        try (var out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject().writeName("cards").writeStartArray();
            for (var i = 0; i < cards.size(); i++) {
                write(out, cards.get(i), created.get(i), orders, caller.hooksVersion());
            }
            out.writeEndArray().writeEndObject();
        }
        return new WrittenCards(bytes.toByteArray(), created);
    }

    private void write(JsonGenerator out, Card card, CreatedCard created, Tail orders, HooksVersion version) {
        out.writeStartObject();
        out.writeStringProperty("uuid", created.uuid().toString());
        out.writeStringProperty("summary", card.summary());
        out.writeStringProperty("detail", card.detail());
        out.writeStringProperty("indicator", card.indicator().code());
        out.writeName("source").writeRawValue(source);
        if (!card.suggestions().isEmpty()) {
            // Clients of 1.0 must refuse a card that says "any"; with "at-most-one" at most one may be recommended.
            var onlyOne = version == HooksVersion.STU1;
            var mayRecommend = true;
            out.writeArrayPropertyStart("suggestions");
            for (var suggestion : card.suggestions()) {
                var recommended = mayRecommend && suggestion.recommended();
                write(out, suggestion, recommended, created, orders);
                mayRecommend = !(onlyOne && recommended) && mayRecommend;
            }
            out.writeEndArray();
            out.writeStringProperty("selectionBehavior", onlyOne ? "at-most-one" : "any");
        }
        out.writeName("overrideReasons").writeRawValue(overrideReasons);
        out.writeObjectPropertyStart("extension").writeArrayPropertyStart("org.rlsworkup.findings");
        for (var trace : card.trace()) {
            out.writeStartObject().writeStringProperty("rule", trace.rule());
            trace.about().forEach(about -> out.writeStringProperty(about.getKey(), about.getValue()));
            out.writeEndObject();
        }
        out.writeEndArray().writeEndObject();
        out.writeEndObject();
    }

    private void write(
            JsonGenerator out, Card.Suggestion suggestion, boolean recommended, CreatedCard card, Tail orders) {
        var name = suggestion.orderable().name();
        out.writeStartObject();
        out.writeStringProperty("label", knowledge.say(Phrase.SUGGESTION, name));
        out.writeStringProperty("uuid", card.suggestion(suggestion.test()).toString());
        if (recommended) {
            out.writeBooleanProperty("isRecommended", true);
        }
        out.writeName("actions").writeStartArray().writeStartObject();
        out.writeStringProperty("type", "create");
        out.writeStringProperty("description", knowledge.say(Phrase.ACTION, name));
        out.writeName("resource");
        drafts.write(out, suggestion.orderable(), orders);
        out.writeEndObject().writeEndArray().writeEndObject();
    }
}
