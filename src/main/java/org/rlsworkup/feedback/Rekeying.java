package org.rlsworkup.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a new patient key to the hashes that were made with the keys before it, so that everything is found with all of
 * them together. What was done stays done if it is stopped.
 */
public final class Rekeying {
    /** Cards of one transaction. */
    private static final int STEP = 500;

    private static final String CARDS = """
        select card, patient_key, condition_key, user_key, encounter_key, findings, key_count
        from issued_card where card > ? and key_count < ? order by card limit \
        """ + STEP;
    private static final String UPDATE = """
        update issued_card set patient_key = ?, condition_key = ?, user_key = ?, encounter_key = ?, findings = ?,
            key_count = ? where card = ?\
        """;
    /** Also what the service stored meanwhile from a card that it had read before. */
    private static final String FOLLOW = """
        update overridden_card set patient_key = (select c.patient_key from issued_card c
            where c.card = overridden_card.card)
        where patient_key <> (select c.patient_key from issued_card c where c.card = overridden_card.card)\
        """;

    private static final String FOLLOW_SOME = FOLLOW + " and card in (:cards)";

    private static final String SILENT = "select card, patient_key, key_count from silent_card where key_count < ?";

    private final Database database;
    private final KeyChain keys;

    public Rekeying(Database database, KeyChain keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * The keys that hashes are made with.
     *
     * @param count how many there are
     * @param checkBefore check value of all but the newest
     * @param rekeyed from a hash, and how many keys it was made with, the hash made with all of them
     */
    public record KeyChain(int count, String checkBefore, BiFunction<String, Integer, String> rekeyed) {}

    private record CardKeys(
            String card,
            String patientKey,
            @Nullable String conditionKey,
            @Nullable String userKey,
            @Nullable String encounterKey,
            String findings,
            int keyCount) {}

    /** Whether this database was used with the keys before the newest one, so that applying it makes sense. */
    public boolean isPossible() {
        return isUsed(keys.checkBefore());
    }

    private boolean isUsed(String check) {
        return database.access()
                .query(Integer.class, "select 1 from used_patient_key where check_value = ?", check)
                .optional()
                .isPresent();
    }

    /** Carries it out, and returns how many cards were changed. */
    public int run() {
        var changed = 0;
        var last = "";
        for (var cards = next(last); !cards.isEmpty(); cards = next(last)) {
            var some = cards;
            database.<Integer>inTransaction(access -> rekey(access, some));
            changed += cards.size();
            last = cards.getLast().card();
        }
        database.<Integer>inTransaction(access -> access.update(FOLLOW));
        database.<int[]>inTransaction(this::rekeySilent);
        return changed;
    }

    private record SilentKey(String card, String patientKey, int keyCount) {}

    private int[] rekeySilent(Database.Access access) {
        var rows = access.query(SilentKey.class, SILENT, keys.count()).list().stream()
                .map(Objects::requireNonNull)
                .map(it -> new Object[] {keys.rekeyed().apply(it.patientKey(), it.keyCount()), keys.count(), it.card()})
                .toList();
        return access.batches()
                .batchUpdate("update silent_card set patient_key = ?, key_count = ? where card = ?", rows);
    }

    private List<CardKeys> next(String last) {
        return database.access().query(CardKeys.class, CARDS, last, keys.count()).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private int rekey(Database.Access access, List<CardKeys> cards) {
        var rows = new ArrayList<Object[]>();
        for (var card : cards) {
            rows.add(new Object[] {
                rekeyed(card, card.patientKey()),
                rekeyed(card, card.conditionKey()),
                rekeyed(card, card.userKey()),
                rekeyed(card, card.encounterKey()),
                findings(card),
                keys.count(),
                card.card()
            });
        }
        access.batches().batchUpdate(UPDATE, rows);
        var ids = cards.stream().map(CardKeys::card).toList();
        access.sql().sql(FOLLOW_SOME).param("cards", ids).update();
        var overridden = access.sql()
                .sql("select card from overridden_card where card in (:cards)")
                .param("cards", ids)
                .query(String.class)
                .list();
        // What a card says is told by hashes, too.
        LastAnswers.update(
                access, overridden.stream().flatMap(Stream::ofNullable).toList());
        return rows.size();
    }

    private @Nullable String rekeyed(CardKeys card, @Nullable String hash) {
        return hash == null ? null : keys.rekeyed().apply(hash, card.keyCount());
    }

    private String findings(CardKeys card) {
        var findings = IssuedCard.findings(card.findings()).stream()
                .map(it -> new IssuedCard.StoredFinding(
                        it.name(),
                        it.restsOn().stream()
                                .map(hash -> keys.rekeyed().apply(hash, card.keyCount()))
                                .collect(Collectors.toSet())))
                .toList();
        return IssuedCard.written(findings, Integer.MAX_VALUE);
    }
}
