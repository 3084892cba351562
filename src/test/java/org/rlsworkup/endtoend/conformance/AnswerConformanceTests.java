package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.CallersByHeader;
import org.rlsworkup.support.EmptyMembers;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.RecordedCall;
import org.rlsworkup.support.Row;
import tools.jackson.databind.JsonNode;

/** The rows on answers, checked with the answers to all recorded calls, for clients of every version. */
class AnswerConformanceTests extends ProtocolTest {
    private static final List<String> VERSIONS = List.of("STU1", "STU2", "STU3");

    /** An answer and the version of the client it was given to. */
    private record Given(String version, JsonNode body) {}

    private static final List<Given> ANSWERS = new ArrayList<>();

    @BeforeEach
    void replay() {
        if (ANSWERS.isEmpty()) {
            for (var version : VERSIONS) {
                RecordedCall.all().stream()
                        .filter(call -> call.status() == 200)
                        .map(call -> call.replay(port, CallersByHeader.HEADER, version))
                        .forEach(answer -> ANSWERS.add(new Given(version, answer.json())));
            }
        }
    }

    private static Stream<JsonNode> cards() {
        return ANSWERS.stream().flatMap(it -> it.body().get("cards").valueStream());
    }

    private static Stream<JsonNode> suggestions() {
        return cards().flatMap(card -> card.path("suggestions").valueStream());
    }

    private static void each(Stream<JsonNode> nodes, Consumer<JsonNode> lint) {
        assertThat(nodes).isNotEmpty().allSatisfy(lint);
    }

    private static void isText(JsonNode node, String... members) {
        for (var member : members) {
            assertThat(node.path(member).asString("")).as(member).isNotBlank();
        }
    }

    @Test
    @Row({"T41", "A-5", "A-7", "A-8", "A-9", "A-11"})
    void cardsHaveSummaryIndicatorAndSource() {
        each(cards(), card -> {
            isText(card, "summary", "indicator", "detail", "uuid");
            assertThat(card.get("summary").asString().length()).isBetween(1, 139);
            assertThat(card.get("indicator").asString()).isIn("info", "warning", "critical");
            isText(card.get("source"), "label");
            assertThat(URI.create(card.at("/source/url").asString()).isAbsolute())
                    .isTrue();
            isText(card.at("/source/topic"), "code", "system");
        });
    }

    @Test
    @Row({"T42", "A-12", "A-13", "A-14", "A-16", "A-17"})
    void suggestionsSayHowManyMayBeTaken() {
        for (var given : ANSWERS) {
            for (var card : given.body().get("cards")) {
                var recommended = card.path("suggestions")
                        .valueStream()
                        .filter(it -> it.path("isRecommended").asBoolean(false))
                        .count();
                if (!card.has("suggestions")) {
                    assertThat(card.has("selectionBehavior")).isFalse();
                } else if (given.version().equals("STU1")) {
                    assertThat(card.get("selectionBehavior").asString()).isEqualTo("at-most-one");
                    assertThat(recommended).isLessThan(2);
                } else {
                    assertThat(card.get("selectionBehavior").asString()).isEqualTo("any");
                }
            }
        }
        each(suggestions(), suggestion -> {
            isText(suggestion, "label", "uuid");
            assertThat(suggestion.get("actions").isArray()).isTrue();
            assertThat(suggestion.get("actions")).isNotEmpty();
        });
    }

    @Test
    @Row({"T43", "A-24", "A-25", "A-26", "G-5"})
    void actionsCreateResourcesAndSaySo() {
        each(suggestions().flatMap(it -> it.get("actions").valueStream()), action -> {
            isText(action, "description");
            assertThat(action.get("type").asString()).isEqualTo("create");
            assertThat(action.get("resource").isObject()).isTrue();
            assertThat(action.at("/resource/resourceType").asString()).isEqualTo("ServiceRequest");
            assertThat(action.has("resourceId")).isFalse();
        });
    }

    @Test
    @Row("A-23")
    @Disabled("no link starts an app by itself")
    void linksThatStartByThemselvesSaySo() {}

    @Test
    @Row({"T45", "A-19", "A-28"})
    void overrideReasonsAreCodings() {
        each(cards().flatMap(card -> card.get("overrideReasons").valueStream()), reason -> {
            isText(reason, "code", "system", "display");
            assertThat(reason.propertyNames()).containsExactlyInAnyOrder("code", "system", "display");
        });
    }

    @Test
    @Row({"T46", "G-2", "A-18"})
    void answersHaveNoEmptyMembers() {
        for (var given : ANSWERS) {
            assertThat(given.body().propertyNames()).containsExactly("cards");
            given.body().get("cards").forEach(EmptyMembers::none);
            assertThat(given.body().toString()).doesNotContain("actionSelectionBehavior");
        }
    }

    @Test
    @Row({"T47", "A-2"})
    void nothingIsDoneUnseen() {
        assertThat(ANSWERS).isNotEmpty().noneMatch(given -> given.body().has("systemActions"));
    }
}
