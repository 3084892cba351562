package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.EmptyMembers;
import org.rlsworkup.support.FhirValidation;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import tools.jackson.databind.JsonNode;

/** Every recorded card, checked against CDS Hooks, FHIR and the permitted wording. */
@Execution(ExecutionMode.CONCURRENT)
class CardTests {
    private static final List<String> FORBIDDEN =
            List.of("caused by", "immediately", "critical", "urgent", "overdue", "required", "stop taking");

    /** A card with the case it is from. */
    record Card(String from, JsonNode json) {
        @Override
        public String toString() {
            return from;
        }
    }

    static Stream<Card> cards() throws IOException {
        try (var files = Files.walk(Path.of("hooks"))) {
            return files.filter(file -> file.endsWith("response.json")).sorted().toList().stream()
                    .flatMap(CardTests::cards);
        }
    }

    private static Stream<Card> cards(Path file) {
        var cards = Http.JSON.readTree(file.toFile()).path("cards");
        return cards.valueStream()
                .map(card -> new Card(file.getParent().getFileName().toString(), card));
    }

    @Test
    void thereAreCards() throws IOException {
        assertThat(cards().count()).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void hasTheMembersOfTheSpecification(Card card) {
        var json = card.json();
        assertThat(json.get("summary").asString().length()).isBetween(1, 139);
        assertThat(json.get("indicator").asString()).isIn("info", "warning");
        assertThat(json.at("/source/label").asString()).isNotBlank();
        assertThat(json.at("/source/url").asString()).startsWith("https://");
        assertThat(json.at("/source/topic/system").asString()).isEqualTo("https://rlsworkup.org/CodeSystem/card");
        assertThat(json.at("/source/topic/code").asString())
                .isIn("RlsResults", "RlsMissing", "RlsMedicines", "RlsUnread");
        if (json.has("suggestions")) {
            assertThat(json.get("selectionBehavior").asString()).isEqualTo("any");
        } else {
            assertThat(json.has("selectionBehavior")).isFalse();
        }
        assertThat(json.get("overrideReasons"))
                .allSatisfy(reason ->
                        assertThat(reason.propertyNames()).containsExactlyInAnyOrder("system", "code", "display"));
        EmptyMembers.none(json);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void offersEachMissingTestOnceAndTracesIt(Card card) {
        var offered = findings(card, "MISSING");
        offered.addAll(findings(card, "REFLEX"));
        var suggestions = card.json().path("suggestions");
        assertThat(offered).doesNotHaveDuplicates().hasSize(suggestions.size());
        var uuids = new HashSet<String>();
        uuids.add(card.json().get("uuid").asString());
        suggestions.forEach(suggestion ->
                assertThat(uuids.add(suggestion.get("uuid").asString())).isTrue());
        assertThat(card.json().at("/extension/org.rlsworkup.findings")).isNotEmpty();
    }

    private static List<String> findings(Card card, String rule) {
        var tests = new ArrayList<String>();
        for (var finding : card.json().at("/extension/org.rlsworkup.findings")) {
            if (finding.get("rule").asString().equals(rule)) {
                tests.add(finding.get("test").asString());
            }
        }
        return tests;
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everySuggestedOrderIsComplete(Card card) {
        card.json().path("suggestions").forEach(suggestion -> {
            assertThat(suggestion.get("actions")).hasSize(1);
            var action = suggestion.at("/actions/0");
            assertThat(action.get("type").asString()).isEqualTo("create");
            assertThat(action.get("description").asString()).isNotBlank();
            var order = action.get("resource");
            assertThat(order.propertyNames())
                    .contains(
                            "status",
                            "intent",
                            "priority",
                            "category",
                            "code",
                            "subject",
                            "authoredOn",
                            "reasonReference",
                            "patientInstruction")
                    .doesNotContain("id");
            assertThat(order.at("/code/coding/0/system").asString()).isEqualTo("http://loinc.org");
        });
    }

    @Test
    void everySuggestedOrderIsValidFhir() throws IOException {
        var orders = cards().flatMap(card -> card.json().path("suggestions").valueStream())
                .map(suggestion -> suggestion.at("/actions/0/resource").toString())
                .distinct()
                .toList();
        assertThat(FhirValidation.errorsOfEach(orders)).hasSizeGreaterThan(50).allMatch(List::isEmpty);
    }

    @ParameterizedTest
    @MethodSource("cards")
    @Row("A-6")
    void saysNothingThatACardMustNotSay(Card card) {
        var words = card.json().toString().toLowerCase(Locale.ROOT);
        assertThat(FORBIDDEN).noneMatch(words::contains);
        assertThat(card.json().get("detail").asString())
                .contains("---\n\nLooked in ")
                .endsWith("Decision support only.")
                .doesNotContain("<", "{", "null");
        if (!findings(card, "MISSING").isEmpty()) {
            assertThat(card.json().get("detail").asString()).contains("not seen: scanned, uncoded or outside results");
        }
    }

    @ParameterizedTest
    @MethodSource("cards")
    void doesNotOversellVitaminB12(Card card) {
        var detail = card.json().get("detail").asString();
        if (detail.contains("**B12**:")) {
            assertThat(detail).containsPattern("decides on .*B12[^(]*\\(\\*weak association\\*\\)");
        }
    }
}
