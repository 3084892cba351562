package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.rlsworkup.feedback.IssuedCard.StoredFinding;
import org.rlsworkup.feedback.model.CardFeedback;
import org.rlsworkup.feedback.model.CardFeedback.CardOutcome;
import org.rlsworkup.feedback.model.FeedbackBatch;

/** What a card told is stored with it and found again, on both databases. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class StoredFindingTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final List<StoredFinding> FINDINGS = List.of(
            new StoredFinding("IRON-AD-1", Set.of("k1")),
            new StoredFinding("drug:SERTRALINE", Set.of()),
            new StoredFinding("drug:MIRTAZAPINE", Set.of("k2", "k3")));

    @Parameter
    TestDatabase kind;

    private Database database;
    private FeedbackLookup lookup;

    @BeforeEach
    void open() {
        var pool = kind.pool();
        database = new Database(() -> pool);
        database.check();
        lookup = new FeedbackLookup(
                database,
                Duration.ofSeconds(9),
                Duration.ofDays(1),
                "select",
                CLOCK,
                Thread.ofVirtual().factory());
    }

    @AfterEach
    void close() throws Exception {
        lookup.close();
        database.close();
    }

    private void issue(String service, String user, Instant at, boolean shown, List<StoredFinding> findings) {
        var content = new IssuedCard.Content("MEDICINES", 40, Set.of(), List.of("MED-SSRI:sertraline"), findings);
        try (var cards = new IssuedCardWriter(database, CLOCK)) {
            cards.add(new IssuedCard(
                    "c1", at, "clinic", null, service, "h", "patient", user, null, null, content, shown));
        }
    }

    private FeedbackLookup.OverriddenCard overridden(List<StoredFinding> findings) {
        issue("view", "user", NOW, true, findings);
        new FeedbackStore(database, Duration.ZERO, CLOCK)
                .save(new FeedbackBatch(
                        "clinic",
                        "view",
                        List.of(new CardFeedback("c1", CardOutcome.OVERRIDDEN, NOW, List.of(), null, null))));
        return lookup.find(StoredAs.of("patient"), "user").overridden().getFirst();
    }

    @Test
    void areFoundAgainWithTheOverride() {
        assertThat(overridden(FINDINGS).findings()).isEqualTo(FINDINGS);
    }

    @Test
    void ofTooManySomeAreLeftOut() {
        var many = IntStream.range(0, 400)
                .mapToObj(i -> new StoredFinding("drug:D" + i, Set.of("k".repeat(22))))
                .toList();

        assertThat(overridden(many).findings()).hasSizeBetween(200, 399).isSubsetOf(many);
    }

    @ParameterizedTest
    @CsvSource({
        "select, user, 0, true, true",
        "select, user, 59, true, true",
        "select, user, 60, true, false",
        "select, another, 5, true, false",
        "sign, user, 5, true, false",
        "select, user, 5, false, false"
    })
    void draftsAreRememberedForTheUserWhoWasShownThem(
            String service, String user, int minutesAgo, boolean shown, boolean remembered) {
        issue(service, user, NOW.minus(Duration.ofMinutes(minutesAgo)), shown, FINDINGS);
        var history = lookup.find(StoredAs.of("patient"), "user");

        assertThat(Stream.of("k1", "k2", "k3"))
                .allMatch(draft -> history.hasShownDraft(draft, Duration.ofMinutes(60)) == remembered);
        assertThat(history.anyShown()).isEqualTo(shown);
    }

    @Test
    void anotherPatientsAreNot() {
        issue("select", "user", NOW, true, FINDINGS);
        var history = lookup.find(StoredAs.of("other"), "user");

        assertThat(history.drafts()).isEmpty();
        assertThat(history.anyShown()).isFalse();
        assertThat(history.shown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"23, true", "24, false"})
    void messagesAreRememberedForTheTimeThatIsSet(int hoursAgo, boolean remembered) {
        issue("view", "another", NOW.minus(Duration.ofHours(hoursAgo)), true, FINDINGS);

        assertThat(lookup.find(StoredAs.of("patient"), "user").shown())
                .isEqualTo(remembered ? Set.of("MED-SSRI:sertraline") : Set.of());
    }
}
