package org.rlsworkup.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the replicas that share a database agree on what all of them must have in common. Each writes down its check
 * values again and again, and reads those of the others; one that has not done so for 30 seconds is gone. All times are
 * those of the database.
 */
public final class Replicas {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final String WRITE =
            "update replica set seen_at = current_timestamp, version = ?, patient_key = ?, knowledge = ?, site = ?"
                    + " where id = ?";
    private static final String ADD = "insert into replica (seen_at, version, patient_key, knowledge, site, id)"
            + " values (current_timestamp, ?, ?, ?, ?, ?)";
    private static final String FORGET =
            "delete from replica where seen_at < current_timestamp - interval '1' hour and id <> ?";
    private static final String OTHERS = "select version, patient_key, 0 as key_count, knowledge, site from replica"
            + " where id <> ? and seen_at > current_timestamp - interval '30' second";
    private static final String ANY =
            "select 1 from replica where seen_at > current_timestamp - interval '30' second limit 1";
    private static final String ADD_KEY =
            "insert into used_patient_key (check_value, key_count) values (?, ?) on conflict do nothing";
    private static final String OTHER_KEYS =
            "select count(*) from used_patient_key where check_value <> ? and key_count >= ?";

    private final Supplier<CheckValues> own;
    private final String id = UUID.randomUUID().toString();
    private volatile List<Disagreement> disagreements = List.of();

    /** @param own the check values of this replica at present */
    public Replicas(Supplier<CheckValues> own) {
        this.own = own;
    }

    /**
     * What replicas must have in common, as texts that differ if it does and do not reveal it.
     *
     * @param version of the service
     * @param patientKey made with the keys
     * @param keyCount how many patient keys there have been
     * @param knowledge version and checksum of the knowledge file
     * @param site checksum of all site files
     */
    public record CheckValues(String version, String patientKey, int keyCount, String knowledge, String site) {
        private String of(Matter matter) {
            return switch (matter) {
                case VERSION -> version;
                case PATIENT_KEY -> patientKey;
                case KNOWLEDGE -> knowledge;
                case SITE -> site;
            };
        }
    }

    /** What replicas can disagree about. */
    public enum Matter {
        VERSION("version", "as while an upgrade is going on"),
        PATIENT_KEY(
                "patient key",
                "what one of them stores of a patient, the others neither find nor erase; give all the same"
                        + " rls.patient-key"),
        KNOWLEDGE("knowledge", "the same chart can be answered with different cards"),
        SITE("site files", "the same chart can be answered with different cards");

        private final String words;
        private final String effect;

        Matter(String words, String effect) {
            this.words = words;
            this.effect = effect;
        }

        /** In plain words. */
        public String words() {
            return words;
        }
    }

    /**
     * What replicas disagree about at present.
     *
     * @param here the check value of this replica
     * @param elsewhere the other check values
     */
    public record Disagreement(Matter matter, String here, Set<String> elsewhere) {
        @Override
        public String toString() {
            return matter.words() + ": " + matter.effect + " (here " + here + ", elsewhere "
                    + String.join(" and ", elsewhere) + ")";
        }
    }

    /** As of the last time that check values were written and read. */
    public List<Disagreement> disagreements() {
        return disagreements;
    }

    /** Writes down the check values of this replica and reads those of the others. */
    public void compare(Database.Access access) {
        var mine = own.get();
        var row = new Object[] {mine.version(), mine.patientKey(), mine.knowledge(), mine.site(), id};
        if (access.update(WRITE, row) == 0) {
            access.update(ADD, row);
            begin(access, mine);
        }
        access.update(FORGET, id);
        var others = access.query(CheckValues.class, OTHERS, id).list().stream()
                .map(Objects::requireNonNull)
                .toList();
        var found = new ArrayList<Disagreement>();
        for (var matter : Matter.values()) {
            var elsewhere = others.stream().map(it -> it.of(matter)).collect(Collectors.toCollection(TreeSet::new));
            elsewhere.remove(mine.of(matter));
            if (!elsewhere.isEmpty()) {
                found.add(new Disagreement(matter, mine.of(matter), elsewhere));
            }
        }
        tell(List.copyOf(found));
    }

    private static void begin(Database.Access access, CheckValues mine) {
        access.update(ADD_KEY, mine.patientKey(), mine.keyCount());
        if (access.query(Integer.class, OTHER_KEYS, mine.patientKey(), mine.keyCount())
                        .single()
                > 0) {
            LOG.warn("This database was used with another rls.patient-key, too: what was stored with that is not found."
                    + " A key is changed by rls.former-patient-keys and rekey-feedback");
        }
    }

    /** Whether any replica was there within the last 30 seconds. */
    static boolean anyRunning(Database.Access access) {
        return !access.query(Integer.class, ANY).list().isEmpty();
    }

    private void tell(List<Disagreement> found) {
        if (found.equals(disagreements)) {
            return;
        }
        found.stream()
                .filter(it -> !disagreements.contains(it))
                .forEach(it -> LOG.warn("Replicas on this database disagree. {}", it));
        if (found.isEmpty()) {
            LOG.info("All replicas on this database agree again");
        }
        disagreements = found;
    }
}
