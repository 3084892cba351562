package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.CallOutcome.IssuedCard;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.order.OrderDrafts.Particulars;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Writes cards as the answer to a call. */
final class Answers {
    static final byte[] NOTHING_TO_SAY = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json = new JsonFactory();
    private final Knowledge knowledge;
    private final SerializedString source;
    private final SerializedString overrideReasons;
    private final OrderDrafts drafts;
    private final Supplier<UUID> ids;

    Answers(Knowledge knowledge, OrderDrafts drafts, Supplier<UUID> ids) {
        this.knowledge = knowledge;
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

    /** An answer and what it issues. */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record Written(byte[] body, List<IssuedCard> cards) {
        static final Written NOTHING = new Written(NOTHING_TO_SAY, List.of());
    }

    /** Writes cards as a client of this version understands them. */
    Written write(List<Card> cards, Particulars particulars, HooksVersion version) {
        if (cards.isEmpty()) {
            return Written.NOTHING;
        }
        var issued = cards.stream()
                .map(card -> new IssuedCard(ids.get(), card.trace()))
                .toList();
        var bytes = new ByteArrayOutputStream(4 * 1024);
        var orders = drafts.tail(particulars);
        try (var out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject().writeName("cards").writeStartArray();
            for (var i = 0; i < cards.size(); i++) {
                write(out, cards.get(i), issued.get(i).uuid(), orders, version);
            }
            out.writeEndArray().writeEndObject();
        }
        return new Written(bytes.toByteArray(), issued);
    }

    /** Derived from the card's, so that a stored card knows its suggestions. */
    static UUID suggestion(UUID card, String test) {
        return UUID.nameUUIDFromBytes((card + "/" + test).getBytes(StandardCharsets.UTF_8));
    }

    private void write(JsonGenerator out, Card card, UUID uuid, OrderDrafts.Tail orders, HooksVersion version) {
        out.writeStartObject();
        out.writeStringProperty("uuid", uuid.toString());
        out.writeStringProperty("summary", card.summary());
        out.writeStringProperty("detail", card.detail());
        out.writeStringProperty("indicator", card.indicator().code());
        out.writeName("source").writeRawValue(source);
        if (!card.suggestions().isEmpty()) {
            // Clients of 1.0 must refuse a card that says "any"; with "at-most-one" at most one may be recommended.
            var onlyOne = version == HooksVersion.STU1;
            var mayRecommend = true;
            out.writeName("suggestions").writeStartArray();
            for (var suggestion : card.suggestions()) {
                var recommended = mayRecommend && suggestion.recommended();
                write(out, suggestion, recommended, uuid, orders);
                mayRecommend = !(onlyOne && recommended) && mayRecommend;
            }
            out.writeEndArray();
            out.writeStringProperty("selectionBehavior", onlyOne ? "at-most-one" : "any");
        }
        out.writeName("overrideReasons").writeRawValue(overrideReasons);
        out.writeName("extension").writeStartObject();
        out.writeName("org.rlsworkup.findings").writeStartArray();
        card.trace().forEach(trace -> write(out, trace));
        out.writeEndArray().writeEndObject();
        out.writeEndObject();
    }

    private void write(
            JsonGenerator out, Card.Suggestion suggestion, boolean recommended, UUID card, OrderDrafts.Tail orders) {
        var name = Map.of("name", suggestion.orderable().name());
        out.writeStartObject();
        out.writeStringProperty("label", knowledge.say(Phrase.SUGGESTION, name));
        out.writeStringProperty("uuid", suggestion(card, suggestion.test()).toString());
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

    private static void write(JsonGenerator out, RuleTrace trace) {
        out.writeStartObject();
        out.writeStringProperty("rule", trace.rule());
        trace.about().forEach(about -> out.writeStringProperty(about.getKey(), about.getValue()));
        out.writeEndObject();
    }
}
