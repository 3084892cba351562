package org.rlsworkup.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A card that was sent: a row of {@code issued_card}.
 *
 * @param card its uuid
 * @param answeredBy the name under which answers to it arrive, or null if that is the client's own
 * @param patientKey keyed hash of the patient
 * @param userKey keyed hash of the user who made the call
 * @param conditionKey keyed hash of the Condition it is about, or null if that has no id
 * @param encounterKey keyed hash of the open encounter, or null if there is none
 * @param shown false for a client in silent mode
 */
public record IssuedCard(
        String card,
        Instant at,
        String client,
        @Nullable String answeredBy,
        String service,
        String hookInstance,
        String patientKey,
        String userKey,
        @Nullable String conditionKey,
        @Nullable String encounterKey,
        Content content,
        boolean shown) {
    /** The name of a finding about a drug begins with this. */
    private static final String DRUG = "drug:";

    /**
     * A uuid for a card that is sent now, of version 7: it begins with the time, so that new cards stand together in the
     * index, and that an answer to a card on its way to the database is recognised.
     */
    public static UUID newId(Instant now, RandomGenerator random) {
        var version = (now.toEpochMilli() << 16) | (7L << 12);
        var variant = Long.MIN_VALUE | (random.nextLong() >>> 2);
        return new UUID(version | (random.nextLong() >>> 52), variant);
    }

    /** When the card was sent, by its uuid, or null if that does not tell. */
    static @Nullable Instant sentAt(String card) {
        try {
            var id = UUID.fromString(card);
            return id.version() == 7 ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    /**
     * What a card says.
     *
     * @param kind of card
     * @param words of its detail above the footer
     * @param tests ids of the tests it offers
     * @param rules its messages, each as {@code RULE} or {@code RULE:TEST}
     * @param findings that an answer to it silences, other than tests
     */
    public record Content(String kind, int words, Set<String> tests, List<String> rules, List<StoredFinding> findings) {
        public Content {
            tests = Set.copyOf(tests);
            rules = rules.stream().distinct().toList();
            findings = List.copyOf(findings);
        }
    }

    /**
     * A finding on a card.
     *
     * @param name the rule by which results were read, or the drug
     * @param restsOn keyed hashes of what it rests on: the results, or the draft orders of the drug
     */
    public record StoredFinding(String name, Set<String> restsOn) {
        public StoredFinding {
            restsOn = Set.copyOf(restsOn);
        }

        private static StoredFinding read(String word) {
            var end = word.indexOf('=');
            return end < 0
                    ? new StoredFinding(word, Set.of())
                    : new StoredFinding(
                            word.substring(0, end),
                            Set.of(word.substring(end + 1).split(",", -1)));
        }

        private String written() {
            return restsOn.isEmpty() ? name : name + "=" + String.join(",", restsOn);
        }

        /** What an override silences: a reading of these results, but a drug whatever the draft orders of it. */
        String identity() {
            return name.startsWith(DRUG) ? name : name + "=" + String.join(",", new TreeSet<>(restsOn));
        }
    }

    /** The findings as one text; what does not fit is left out, and so can be shown again. */
    static String written(List<StoredFinding> findings, int most) {
        var words = new StringJoiner(" ");
        for (var finding : findings) {
            var word = finding.written();
            if (words.length() + 1 + word.length() <= most) {
                words.add(word);
            }
        }
        return words.toString();
    }

    /** The findings of a stored card. */
    static List<StoredFinding> findings(String stored) {
        return words(stored).stream().map(StoredFinding::read).toList();
    }

    /** The tests or rules of a stored card. */
    static List<String> words(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(" ", -1));
    }
}
