package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.OnEachDatabase;
import org.rlsworkup.feedback.Replicas;
import org.rlsworkup.feedback.Rows;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.support.FullOnly;

/** The commands on the database of feedback, with the settings of a service that used it. */
@Execution(ExecutionMode.SAME_THREAD)
class FeedbackCommandTests {
    private static final String FORMER = "a former key of at least 32 characters";
    private static final String NEW = "the next key of at least 32 characters";
    private static final PatientRef PATIENT = new PatientRef(Caller.of("ehr", server -> false), "", "123");

    private record Result(int code, String text) {}

    private static Result run(BiFunction<List<String>, PrintStream, Integer> command, String... args) {
        var out = new ByteArrayOutputStream();
        var code = command.apply(List.of(args), new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8));
    }

    private static String fresh(TestDatabase kind) {
        return kind == TestDatabase.H2 ? "jdbc:h2:file:./target/h2/" + UUID.randomUUID() : kind.freshUrl();
    }

    /** For H2 none: so the service opens it, unless one is configured. */
    private static String user(TestDatabase kind) {
        return kind == TestDatabase.H2 ? "" : "postgres";
    }

    private static Database open(String url, TestDatabase kind) {
        return open(url, user(kind), "");
    }

    private static Database open(String url, String user, String password) {
        var pool = TestDatabase.pool(url, user, password);
        var database = new Database(() -> pool);
        database.check();
        return database;
    }

    /** As a service with this key leaves it, some time ago. */
    private static String used(TestDatabase kind, PatientKeys keys) throws Exception {
        var url = fresh(kind);
        try (var database = open(url, kind)) {
            new Replicas(() -> new Replicas.CheckValues("1", keys.check(), keys.count(), "k", "s"))
                    .compare(database.access());
            database.access().update("update replica set seen_at = seen_at - interval '1' hour");
            var content = new IssuedCard.Content("RESULTS", 9, Set.of(), List.of("R"), List.of());
            try (var cards = new IssuedCardWriter(database, () -> Instant.EPOCH)) {
                cards.add(new IssuedCard(
                        "c", Instant.EPOCH, "ehr", null, "s", "h", keys.of(PATIENT), "u", null, null, content, true));
            }
        }
        return url;
    }

    private static List<Object> patients(String url, TestDatabase kind) throws Exception {
        try (var database = open(url, kind)) {
            return Rows.of(database, "select patient_key from issued_card").stream()
                    .map(row -> row.get("patient_key"))
                    .toList();
        }
    }

    private static String[] settings(String url, TestDatabase kind, String... more) {
        return Stream.concat(
                        Stream.of("--spring.datasource.url=" + url, "--spring.datasource.username=" + user(kind)),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @OnEachDatabase
    void rekeyFindsThePatientWithTheNewKey(TestDatabase kind) throws Exception {
        var url = used(kind, new PatientKeys(FORMER));
        var args = settings(url, kind, "--rls.patient-key=" + NEW, "--rls.former-patient-keys=" + FORMER);
        assertThat(run(FeedbackCommands::rekey, args))
                .isEqualTo(new Result(0, "Cards whose hashes have the new key now: 1\n"));
        assertThat(run(FeedbackCommands::rekey, args))
                .isEqualTo(new Result(0, "Cards whose hashes have the new key now: 0\n"));
        assertThat(patients(url, kind)).containsExactly(new PatientKeys(List.of(FORMER, NEW)).of(PATIENT));
    }

    @Test
    void rekeyWithAWrongFormerKeyChangesNothing() throws Exception {
        var url = used(TestDatabase.H2, new PatientKeys("another former key of 32 characters"));
        var before = patients(url, TestDatabase.H2);
        var result = run(
                FeedbackCommands::rekey,
                settings(url, TestDatabase.H2, "--rls.patient-key=" + NEW, "--rls.former-patient-keys=" + FORMER));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.text()).startsWith("Stopped: the service never used this database with");
        assertThat(patients(url, TestDatabase.H2)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--rls.former-patient-keys=short",
                "--rls.former-patient-keys=0123456789abcdef0123456789abcdef"
            })
    void rekeyWithoutAFormerKeySaysSo(String setting) {
        var result = run(
                FeedbackCommands::rekey,
                Stream.of(setting).filter(it -> !it.isEmpty()).toArray(String[]::new));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.text()).contains("rls.former-patient-keys");
    }

    @FullOnly
    @Test
    void moveTakesEverythingToPostgresqlOnceAndBack() throws Exception {
        var h2 = used(TestDatabase.H2, new PatientKeys(FORMER));
        var postgres = TestDatabase.POSTGRES.freshUrl();
        var back = fresh(TestDatabase.H2);
        for (var time = 0; time < 2; time++) {
            isMoved(List.of("--from", h2), settings(postgres, TestDatabase.POSTGRES));
        }
        assertThat(patients(postgres, TestDatabase.POSTGRES)).isEqualTo(patients(h2, TestDatabase.H2));
        isMoved(List.of("--from", postgres, "--from-user", "postgres"), settings(back, TestDatabase.H2));
        assertThat(patients(back, TestDatabase.H2)).isEqualTo(patients(h2, TestDatabase.H2));
    }

    private static void isMoved(List<String> from, String... to) {
        var result = run(
                FeedbackCommands::move,
                Stream.concat(from.stream(), Stream.of(to)).toArray(String[]::new));
        assertThat(result.text()).startsWith("issued_card: 1\n").contains("\nMoved.");
        assertThat(result.code()).isZero();
    }

    /** As the service reads its settings: from a file of them, or a file of secrets. An environment variable is the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application.properties | move-feedback.from-password=hidden |"
                        + " --spring.config.additional-location=file:FOLDER/",
                "move-feedback.from-password | hidden | --spring.config.import=configtree:FOLDER/"
            })
    void thePasswordOfTheSourceIsASetting(String file, String text, String setting, @TempDir Path folder)
            throws Exception {
        var from = fresh(TestDatabase.H2);
        open(from, "owner", "hidden").close();
        Files.writeString(folder.resolve(file), text);
        var to = "--spring.datasource.url=" + fresh(TestDatabase.H2);
        var without = run(FeedbackCommands::move, "--from", from, "--from-user", "owner", to);
        assertThat(without).isEqualTo(new Result(1, "Stopped: the database cannot be used: " + from + "\n"));
        var with = run(
                FeedbackCommands::move,
                "--from",
                from,
                "--from-user",
                "owner",
                to,
                setting.replace("FOLDER", folder.toString()));
        assertThat(with.text()).contains("\nMoved.");
        assertThat(with.code()).isZero();
    }

    /** Other users of the machine would see it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from-password hidden",
                "--from jdbc:h2:file:./x;USER=a;PASSWORD=hidden",
                "--from jdbc:postgresql://127.0.0.1/rls?user=a&password=hidden",
                "--from-password=hidden",
                "--move-feedback.from-password=hidden",
                "--MOVE_FEEDBACK_FROM_PASSWORD=hidden",
                "--moveFeedback.fromPassword=hidden"
            })
    void thePasswordOfTheSourceIsNotTakenFromTheCommandLine(String args) {
        var result = run(FeedbackCommands::move, args.split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.text()).contains("MOVE_FEEDBACK_FROM_PASSWORD").doesNotContain("hidden");
    }

    @Test
    void moveIsRefusedWhereSomethingIsAlreadyOrAServiceRuns() throws Exception {
        var from = used(TestDatabase.H2, new PatientKeys(FORMER));
        var to = used(TestDatabase.H2, new PatientKeys(FORMER));
        var args = Stream.concat(Stream.of("--from", from), Stream.of(settings(to, TestDatabase.H2)))
                .toArray(String[]::new);
        assertThat(run(FeedbackCommands::move, args))
                .isEqualTo(new Result(1, "Stopped: the target is not empty: issued_card\n"));
        try (var database = open(to, TestDatabase.H2)) {
            database.access().update("update replica set seen_at = current_timestamp");
        }
        var inUse = run(FeedbackCommands::move, args);
        assertThat(inUse.code()).isEqualTo(1);
        assertThat(inUse.text()).startsWith("Stopped: a process used one of the databases");
    }

    /** H2 would make an empty one, and the move would be done at once. */
    @Test
    void aSourceThatIsNotThereIsNotMade() {
        var url = fresh(TestDatabase.H2);
        var result = run(FeedbackCommands::move, "--from", url, "--spring.datasource.url=" + fresh(TestDatabase.H2));
        assertThat(result).isEqualTo(new Result(1, "Stopped: the database cannot be used: " + url + "\n"));
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword() throws Exception {
        var result = run(
                FeedbackCommands::move,
                "--from",
                used(TestDatabase.H2, new PatientKeys(FORMER)),
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none?password=secret",
                "--spring.datasource.hikari.connection-timeout=250");
        assertThat(result)
                .isEqualTo(new Result(1, "Stopped: the database cannot be used: jdbc:postgresql://127.0.0.1:1/none\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "--now", "--from"})
    void wrongUsageIsExplained(String arg) {
        for (var command : List.<BiFunction<List<String>, PrintStream, Integer>>of(
                FeedbackCommands::rekey, FeedbackCommands::move)) {
            var result = run(command, arg);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.text()).startsWith("Usage: java -jar rls-workup.jar ");
        }
    }
}
