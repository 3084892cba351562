package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.CardAssembler.Assembled;
import org.rlsworkup.cards.PlainDetail;
import org.rlsworkup.cdshooks.CallOutcome.CreatedCard;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.WellFormedText;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.order.OrderDrafts.Particulars;
import org.rlsworkup.fhir.order.OrderDrafts.Tail;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest.Orderable;
import org.rlsworkup.knowledge.Phrase;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes cards as the JSON response to a call. */
final class CardWriter {
    /** Stands for a test in the id of the suggestion of all of them. */
    private static final String ALL = "*";
    /** Stands for a test in the id of the suggestion of the client's order set. */
    private static final String SET = "*set";

    static final byte[] NO_CARDS = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json =
            JsonFactory.builder().addDecorator(new WellFormedText()).build();
    private final Knowledge knowledge;
    private final Map<CardKind, KindJson> kinds = new EnumMap<>(CardKind.class);
    private final OrderDrafts drafts;
    private final CardLinks links;
    private final Supplier<UUID> ids;

    CardWriter(Knowledge knowledge, OrderDrafts drafts, CardLinks links, Supplier<UUID> ids) {
        this.knowledge = knowledge;
        this.links = links;
        this.drafts = drafts;
        this.ids = ids;
        var rules = knowledge.card();
        rules.kinds().forEach((kind, it) -> kinds.put(kind, KindJson.of(rules.source(), it)));
    }

    /** What is the same on every card of a kind is serialized once. */
    private record KindJson(SerializedString source, SerializedString overrideReasons) {
        static KindJson of(CardRules.CardSource source, CardRules.KindRules kind) {
            var topic = kind.topic();
            var coding = new CodingJson(CardRules.Topic.SYSTEM, topic.code(), topic.display());
            var reasons = kind.overrideReasons().stream()
                    .map(it -> new CodingJson(CardRules.OverrideReason.SYSTEM, it.code(), it.display()))
                    .toList();
            return new KindJson(json(new SourceJson(source.label(), source.url(), coding)), json(reasons));
        }
    }

    private record SourceJson(String label, String url, CodingJson topic) {}

    private record CodingJson(String system, String code, String display) {}

    private static SerializedString json(Object value) {
        return new SerializedString(JsonMapper.shared().writeValueAsString(value));
    }

    /**
     * A response body and the cards in it.
     *
     * @param unmapped tests whose orders were left out, as the EHR could not take them
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record WrittenCards(byte[] body, List<CreatedCard> cards, List<String> unmapped) {
        static final WrittenCards NOTHING = new WrittenCards(NO_CARDS, List.of(), List.of());
    }

    /** Writes the cards as the CDS Hooks version of the caller has them. */
    WrittenCards write(Assembled assembled, HookCall call, Caller caller, CareSetting setting, ZonedDateTime now) {
        var cards = assembled.cards();
        if (cards.isEmpty()) {
            return WrittenCards.NOTHING;
        }
        var created = cards.stream()
                .map(card -> CreatedCard.of(ids.get(), card, caller.mode()))
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
                setting,
                switch (caller.fhirVersion()) {
                    case R4, R4B -> OrderDrafts.Release.R4;
                    case R5 -> OrderDrafts.Release.R5;
                }));
        try (var out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject().writeName("cards").writeStartArray();
            for (var i = 0; i < cards.size(); i++) {
                write(out, cards.get(i), created.get(i), orders, caller);
            }
            out.writeEndArray().writeEndObject();
        }
        var unmapped = cards.stream()
                .flatMap(card -> card.suggestions().stream())
                .filter(it -> !drafts.isOffered(it.orderable(), setting))
                .map(Card.Suggestion::test)
                .toList();
        return new WrittenCards(bytes.toByteArray(), created, unmapped);
    }

    private void write(JsonGenerator out, Card card, CreatedCard created, Tail orders, Caller caller) {
        var isPlain = caller.offer().text() == Caller.TextFormat.PLAIN;
        var kind = Objects.requireNonNull(kinds.get(card.kind()));
        out.writeStartObject();
        out.writeStringProperty("uuid", created.uuid().toString());
        out.writeStringProperty("summary", card.summary());
        out.writeStringProperty("detail", isPlain ? PlainDetail.of(card.detail()) : card.detail());
        out.writeStringProperty("indicator", card.indicator().code());
        out.writeName("source").writeRawValue(kind.source());
        writeSuggestions(out, card, created, orders, caller.hooksVersion());
        writeLinks(out, card);
        out.writeName("overrideReasons").writeRawValue(kind.overrideReasons());
        out.writeObjectPropertyStart("extension");
        if (isPlain) {
            // Epic takes a detail for Markdown unless told otherwise.
            out.writeStringProperty("com.epic.cdshooks.card.detail.content-type", "text/plain");
        }
        out.writeArrayPropertyStart("org.rlsworkup.findings");
        for (var trace : card.trace()) {
            out.writeStartObject().writeStringProperty("rule", trace.rule());
            trace.about().forEach(about -> out.writeStringProperty(about.getKey(), about.getValue()));
            out.writeEndObject();
        }
        out.writeEndArray().writeEndObject();
        out.writeEndObject();
    }

    private void writeSuggestions(
            JsonGenerator out, Card card, CreatedCard created, Tail orders, HooksVersion version) {
        var all = card.suggestions().stream()
                .filter(it -> drafts.isOffered(it.orderable(), orders.setting()))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        // Clients of 1.0 must refuse a card that says "any", and know no recommendation: so all orders come first, as
        // one.
        var onlyOne = version == HooksVersion.STU1;
        out.writeArrayPropertyStart("suggestions");
        if (onlyOne && all.size() > 1) {
            var orderables = all.stream().map(Card.Suggestion::orderable).toList();
            write(
                    out,
                    knowledge.say(Phrase.SUGGESTION_ALL, all.size()),
                    false,
                    CreatedCard.suggestion(created.uuid(), ALL),
                    orderables,
                    orders);
        }
        var tests = all.stream().map(Card.Suggestion::test).toList();
        drafts.orderSet(tests).ifPresent(set -> {
            var label = knowledge.say(Phrase.SUGGESTION, set.label());
            write(out, label, false, CreatedCard.suggestion(created.uuid(), SET), List.of(set), orders);
        });
        for (var it : all) {
            var label = knowledge.say(Phrase.SUGGESTION, it.orderable().label());
            var id = CreatedCard.suggestion(created.uuid(), it.test());
            write(out, label, it.recommended() && !onlyOne, id, List.of(it.orderable()), orders);
        }
        out.writeEndArray();
        out.writeStringProperty("selectionBehavior", onlyOne ? "at-most-one" : "any");
    }

    private void write(
            JsonGenerator out, String label, boolean recommended, UUID id, List<Orderable> orderables, Tail orders) {
        out.writeStartObject();
        out.writeStringProperty("label", label);
        out.writeStringProperty("uuid", id.toString());
        if (recommended) {
            out.writeBooleanProperty("isRecommended", true);
        }
        out.writeName("actions").writeStartArray();
        for (var orderable : orderables) {
            out.writeStartObject();
            out.writeStringProperty("type", "create");
            out.writeStringProperty("description", knowledge.say(Phrase.ACTION, orderable.name()));
            out.writeName("resource");
            drafts.write(out, orderable, orders);
            out.writeEndObject();
        }
        out.writeEndArray().writeEndObject();
    }

    private void writeLinks(JsonGenerator out, Card card) {
        var explanation = links.explanation(card);
        var ofSite = links.ofSite(card.kind());
        if (explanation == null && ofSite.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("links");
        if (explanation != null) {
            writeLink(out, knowledge.say(Phrase.LINK), explanation, "absolute", null);
        }
        ofSite.forEach(link -> writeLink(out, link.label(), link.url().toString(), link.sentType(), link.appContext()));
        out.writeEndArray();
    }

    private static void writeLink(
            JsonGenerator out, String label, String url, String type, @Nullable String appContext) {
        out.writeStartObject();
        out.writeStringProperty("label", label);
        out.writeStringProperty("url", url);
        out.writeStringProperty("type", type);
        if (appContext != null) {
            out.writeStringProperty("appContext", appContext);
        }
        out.writeEndObject();
    }
}
