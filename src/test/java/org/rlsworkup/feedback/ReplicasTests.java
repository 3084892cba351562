package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.Replicas.CheckValues;
import org.rlsworkup.feedback.Replicas.Matter;
import org.rlsworkup.support.LogLines;

/** Replicas on one database, each with its check values. On both databases. */
@ParameterizedClass
@OnEachDatabase
@Execution(ExecutionMode.SAME_THREAD)
class ReplicasTests {
    private static final CheckValues USUAL = new CheckValues("1.0", "key 1", 1, "2026.11 abc", "site 1");

    @Parameter
    TestDatabase kind;

    private Database database;
    private CheckValues others = USUAL;
    private final Replicas one = new Replicas(() -> USUAL);
    private final Replicas other = new Replicas(() -> others);

    @BeforeEach
    void open() {
        var pool = kind.pool();
        database = new Database(() -> pool);
        database.check();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void compare(Replicas... replicas) {
        for (var replica : replicas) {
            replica.compare(database.access());
        }
    }

    /** As if this time had passed since they were seen. */
    private void age(Duration by) {
        database.access()
                .update(
                        "update replica set seen_at = seen_at - cast(? as integer) * interval '1' second",
                        by.toSeconds());
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, key 1, 2026.11 abc, site 1, VERSION",
        "1.0, key 2, 2026.11 abc, site 1, PATIENT_KEY",
        "1.0, key 1, 2026.11 xyz, site 1, KNOWLEDGE",
        "1.0, key 1, 2026.11 abc, site 2, SITE",
        "1.0, key 1, 2026.11 abc, site 1, "
    })
    void eachSaysAboutWhatTheyDisagree(
            String version, String patientKey, String knowledge, String site, Matter expected) {
        others = new CheckValues(version, patientKey, 1, knowledge, site);
        compare(one, other, one);
        for (var replica : new Replicas[] {one, other}) {
            assertThat(replica.disagreements())
                    .extracting(Replicas.Disagreement::matter)
                    .isEqualTo(expected == null ? java.util.List.of() : java.util.List.of(expected));
        }
    }

    @Test
    void aReplicaAloneDisagreesWithNobodyWhateverItWasBefore() {
        others = new CheckValues("2.0", "key 2", 1, "k", "s");
        compare(other);
        others = USUAL;
        compare(other, other);
        assertThat(other.disagreements()).isEmpty();
    }

    @Test
    void itIsLoggedWhenItBeginsAndWhenItEndsAndNotInBetween() {
        try (var log = LogLines.of(Replicas.class.getName())) {
            compare(one, other, one);
            assertThat(log.lines()).isEmpty();
            others = new CheckValues("1.0", "key 2", 1, "2026.11 abc", "site 1");
            compare(other, one, other, one, one);
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("Replicas on this database disagree. patient key: what one of them stores")
                            .contains("key 1", "key 2"));
            others = USUAL;
            compare(other, one, one);
            assertThat(log.lines()).hasSize(4).endsWith("All replicas on this database agree again");
        }
    }

    /** Somebody changed the key of the only replica: nobody else is there to disagree with. */
    @Test
    void aDatabaseThatWasUsedWithAnotherKeySaysSoAtTheStart() {
        try (var log = LogLines.of(Replicas.class.getName())) {
            compare(one);
            compare(new Replicas(() -> new CheckValues("1.0", "key 1 and 2", 2, "k", "s")));
            assertThat(log.lines()).noneMatch(line -> line.contains("was used with another rls.patient-key"));
            compare(new Replicas(() -> new CheckValues("1.0", "key 3", 1, "k", "s")));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("was used with another rls.patient-key"))
                    .hasSize(1);
        }
    }

    /** As in a rolling upgrade: the replicas of the version before go one after the other. */
    @Test
    void whoHasGoneIsForgotten() {
        others = new CheckValues("0.9", "key 1", 1, "2026.11 abc", "site 1");
        compare(other, one);
        assertThat(one.disagreements()).hasSize(1);
        age(Duration.ofSeconds(25));
        compare(one);
        assertThat(one.disagreements()).as("a check may be late").hasSize(1);
        age(Duration.ofSeconds(6));
        compare(one);
        assertThat(one.disagreements()).isEmpty();
        assertThat(Rows.of(database, "select * from replica")).hasSize(2);
        age(Duration.ofHours(1));
        compare(one);
        assertThat(Rows.of(database, "select * from replica")).hasSize(1);
    }
}
