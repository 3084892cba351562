package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;
import static org.rlsworkup.workup.Charts.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.rule.RuleSet;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Tries;
import org.rlsworkup.workup.AnyChart;
import org.rlsworkup.workup.Assessment.Assessed;

/**
 * A card is read in ten seconds or not at all: how many words it has, of the recorded answers and of generated charts,
 * and which words it never has. The limits hold for the plain case; each remark that only this patient earns may add
 * twelve words.
 */
class CardWordsTests {
    private static final int CHARTS = 2000;
    private static final int WORDS_OF_A_REMARK = 12;
    private static final int WORDS_OF_THE_FOOTER = 40;
    private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");
    private static final Pattern FINDING = Pattern.compile("(?m)^- \\*\\*");

    /** What only this patient earns, each by words that stand in nothing else. */
    private static final Set<String> REMARKS = remarks();

    /** Beside the words that the knowledge forbids: what would be an order, a promise, a diagnosis or a dose. */
    private static final Pattern NEVER_SAID = Pattern.compile(
            "(?i)\\b(?:must|should be|mandatory|abnormal|emergency|has (?:iron|vitamin|b12)[^.]*deficien|is deficient"
                    + "|take iron|take vitamin|b12 (?:will|treats|helps)|due to (?:low|lack)|because of (?:low|lack of)"
                    + "|non-?complian|refused|obese)\\b|\\bstop(?! abruptly)\\b|\\d ?(?:mg|µg|mcg|g)\\b(?!/)");

    private static Set<String> remarks() {
        var all = Stream.of(
                        Phrase.TEST_OLDER,
                        Phrase.TEST_ON_FILE,
                        Phrase.TEST_RECHECK,
                        Phrase.HIGHER_YIELD,
                        Phrase.LOOKBACK_SHORTER,
                        Phrase.POSSIBLE_DIAGNOSIS,
                        Phrase.MATCHED_BY_TEXT,
                        Phrase.COMPANIONS,
                        Phrase.BIRTH_DATE_UNKNOWN,
                        Phrase.ORDERS_UNREAD,
                        Phrase.SETTLED_ORDERED,
                        Phrase.SETTLED_PENDING,
                        Phrase.SETTLED_NOT_TO_BE_DONE,
                        Phrase.SETTLED_UNVERIFIABLE,
                        Phrase.RESULT_FLAG,
                        Phrase.RESULT_STATUS_NOT_SENT,
                        Phrase.RESULT_CALCULATED,
                        Phrase.RESULT_DIFFERS,
                        Phrase.READING_BEFORE,
                        Phrase.OFFERED,
                        Phrase.MED_SINCE,
                        Phrase.MED_IN_REMISSION)
                .map(phrase -> KNOWLEDGE.wording().get(phrase).parts().stream()
                        .filter(part -> part.contains(" "))
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toSet());
        all.addAll(Set.of(" because of ", "eclined ", " since ", " of an analyte that", "whose it is"));
        KNOWLEDGE
                .readings()
                .forEach(set -> Stream.concat(set.notes().stream(), set.incomplete().stream())
                        .map(RuleSet.Note::says)
                        .forEach(all::add));
        KNOWLEDGE.tests().forEach(test -> all.addAll(test.whyIn().values()));
        return all;
    }

    /** A card as a client gets it. */
    private record Read(CardKind kind, String summary, String detail, int findings, List<String> labels) {
        static Read of(Card card) {
            var labels = card.suggestions().stream()
                    .map(it -> it.orderable().label())
                    .toList();
            return new Read(
                    card.kind(), card.summary(), card.detail(), card.trace().size(), labels);
        }

        private String part(int index) {
            return (detail + "\n---\n").split("\n---\n", -1)[index];
        }

        int words() {
            return CardWordsTests.words(part(0));
        }

        int limit() {
            var body = part(0);
            var remarks = REMARKS.stream()
                    .mapToInt(
                            remark -> (body.length() - body.replace(remark, "").length()) / remark.length())
                    .sum();
            var items = Math.toIntExact(FINDING.matcher(body).results().count());
            return WORDS_OF_A_REMARK * remarks
                    + switch (kind) {
                        case MISSING_TESTS, UNREAD -> 90;
                        case RESULTS -> 120 + 30 * Math.max(0, items - 2);
                        case MEDICINES -> 60 + 20 * Math.max(0, findings - 1);
                    };
        }

        void check() {
            assertThat(summary.length()).as(summary).isLessThanOrEqualTo(139);
            assertThat(words()).as("words of\n%s", detail).isLessThanOrEqualTo(limit());
            assertThat(CardWordsTests.words(part(1))).as(part(1)).isLessThanOrEqualTo(WORDS_OF_THE_FOOTER);
            var all = summary + "\n" + detail + "\n" + String.join("\n", labels);
            assertThat(KNOWLEDGE.forbidden())
                    .noneMatch(word -> all.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
            assertThat(NEVER_SAID.matcher(all).results().map(it -> it.group()))
                    .as(all)
                    .isEmpty();
            assertThat(all).doesNotContain("{", "[IU]", "ug/", "umol", "..", "  -  ", "()");
        }
    }

    private static int words(String text) {
        return Math.toIntExact(WORD.matcher(text).results().count());
    }

    static Stream<Path> answers() throws IOException {
        try (var files = Files.walk(Path.of("hooks"))) {
            return files.filter(file -> file.endsWith("response.json")).sorted().toList().stream();
        }
    }

    private static List<Read> cards(Path answer) {
        var cards = new ArrayList<Read>();
        for (var card : Http.JSON.readTree(answer.toFile()).path("cards")) {
            var topic = card.at("/source/topic/code").asString();
            var kind = Stream.of(CardKind.values())
                    .filter(it -> KNOWLEDGE.card().of(it).topic().code().equals(topic))
                    .findFirst()
                    .orElseThrow();
            var labels = new ArrayList<String>();
            card.path("suggestions").forEach(it -> labels.add(it.get("label").asString()));
            cards.add(new Read(
                    kind,
                    card.get("summary").asString(),
                    card.get("detail").asString(),
                    card.at("/extension/org.rlsworkup.findings").size(),
                    labels));
        }
        return cards;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aRecordedAnswerIsShort(Path answer) {
        cards(answer).forEach(Read::check);
    }

    @Test
    @Tag("long")
    void cardsOfAnyChartAreShort() throws IOException {
        var assembler = new CardAssembler(KNOWLEDGE);
        Map<CardKind, List<Integer>> words = new EnumMap<>(CardKind.class);
        Tries.forAll(CHARTS, random -> new AnyChart(random).chart(), (chart, random) -> {
            var assessed = unread(AnyChart.assess(chart), random);
            for (var card :
                    assembler.assemble(assessed, anyCoverage(random), NOW).cards()) {
                var read = Read.of(card);
                read.check();
                assertThat(read.words()).isEqualTo(card.words());
                words.computeIfAbsent(card.kind(), it -> new ArrayList<>()).add(card.words());
            }
        });
        assertThat(words).containsOnlyKeys(CardKind.RESULTS, CardKind.MISSING_TESTS, CardKind.MEDICINES);
        var report = new StringBuilder();
        words.forEach((kind, all) -> {
            all.sort(null);
            report.append("%s: %d cards, median %d words, at most %d%n"
                    .formatted(kind, all.size(), all.get(all.size() / 2), all.getLast()));
        });
        Files.writeString(Path.of("target/card-words.txt"), report);
    }

    private static DataCoverage anyCoverage(Random random) {
        return new DataCoverage(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(3),
                random.nextInt(3),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? EnumSet.allOf(NestedResults.class) : Set.of());
    }

    /** The same where any of the sources that only add context could not be read. */
    private static Assessed unread(Assessed it, Random random) {
        var unread = EnumSet.noneOf(Source.class);
        Stream.of(Source.values())
                .filter(source -> !source.isNeeded() && random.nextInt(4) == 0)
                .forEach(unread::add);
        return new Assessed(
                it.diagnosis(),
                it.findings(),
                it.contexts(),
                it.treatments(),
                it.results(),
                it.medicines(),
                it.advice(),
                unread);
    }

    @Test
    void theCardOfWhatCouldNotBeReadIsShort() {
        Read.of(new UnreadCard(KNOWLEDGE).of(EnumSet.allOf(Source.class), NOW)).check();
    }

    @Test
    void topicsAreDistinct() {
        assertThat(KNOWLEDGE.card().kinds().values())
                .extracting(CardRules.KindRules::topic)
                .doesNotHaveDuplicates();
    }
}
