package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code patient-hash}: the values are those that the example in src/docs/feedback.md computes. */
@Execution(ExecutionMode.SAME_THREAD)
class PatientHashTests {
    private static final String WITH_SERVER = "RvcyeuQy53R05jITw2M7ODQMybGGSgLdHtCTlklmLrI";
    private static final String WITHOUT = "qAg1MQ_11XjwGcLGUa2tlrB_7knbhgeAyaQBcPhXX2o";

    /** With the key below and another that came after it. */
    private static final String REKEYED = "vBN2d1Yj27_NOa6Kxvxy29oNNIUHYckopWamAE54S0I";

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String patient, String... args) throws IOException {
        return runWith("--rls.patient-key=" + KEY, patient, args);
    }

    /** @param patient what is sent on standard input */
    private int runWith(String key, String patient, String... args) throws IOException {
        var keys =
                Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}").toUri();
        var settings = Stream.of(
                "--rls.public-base-url=https://rls.example",
                key,
                "--rls.clients[0].name=main-ehr",
                "--rls.clients[0].issuer=https://ehr.example",
                "--rls.clients[0].fhir-servers=https://ehr.example/fhir",
                "--rls.clients[0].jwks=" + keys,
                "--rls.clients[1].name=two",
                "--rls.clients[1].issuer=https://two.example",
                "--rls.clients[1].fhir-servers=https://two.example/a,https://two.example/b",
                "--rls.clients[1].tenants=east,west",
                "--rls.clients[1].jwks=" + keys);
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return FeedbackCommands.patientHash(
                    Stream.concat(Stream.of(args), settings).toList(),
                    new ByteArrayInputStream(patient.getBytes(StandardCharsets.UTF_8)),
                    out);
        }
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsTheHashOfThePatientAndThatFromBeforeServersCounted() throws IOException {
        assertThat(run("123", "--client", "main-ehr")).isZero();
        assertThat(lines()).containsExactlyInAnyOrder(WITH_SERVER, WITHOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123\n", "123\r\n", " 123 \nanother\n"})
    void theIdIsTheFirstLineOfStandardInput(String sent) throws IOException {
        assertThat(run(sent, "--client", "main-ehr")).isZero();
        assertThat(lines()).containsExactlyInAnyOrder(WITH_SERVER, WITHOUT);
    }

    /** Anybody who can log in could read it there. */
    @Test
    void theIdIsNotTakenFromTheCommandLine() throws IOException {
        assertThat(run("", "--client", "main-ehr", "--patient", "123")).isEqualTo(2);
        assertThat(lines()).first().asString().startsWith("Usage: java -jar rls-workup.jar patient-hash");
        assertThat(lines()).anyMatch(line -> line.contains("standard input"));
    }

    @Test
    void eachLaterKeyIsAppliedToTheHash() throws IOException {
        assertThat(runWith(
                        "--rls.patient-key=the next key of at least 32 characters",
                        "123",
                        "--rls.former-patient-keys=" + KEY,
                        "--client",
                        "main-ehr"))
                .isZero();
        assertThat(lines()).hasSize(2).contains(REKEYED);
    }

    @Test
    void anotherServerOrTenantIsAnotherPatient() throws IOException {
        assertThat(run("123", "--client", "main-ehr", "--tenant", "north")).isZero();
        assertThat(run("123", "--client", "two", "--tenant", "east", "--fhir-server", "https://two.example/a"))
                .isZero();
        assertThat(lines()).hasSize(4).doesNotHaveDuplicates().doesNotContain(WITH_SERVER, WITHOUT);
    }

    @Test
    void theDocumentedExampleComputesIt() throws IOException {
        assertThat(Files.readString(Path.of("src/docs/feedback.md")))
                .contains(WITH_SERVER, "struct.pack(\">i\", len(", KEY, "hmac.digest(key, text, \"sha256\")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | --client nobody | 1 | There is no client nobody in rls.clients",
                "1 | --client two | 1 | several FHIR servers",
                "1 | --client main-ehr --fhir-server https://ehr.example/fhri | 0 | meant: the FHIR server is none of",
                "1 | --client two --fhir-server https://two.example/a | 0 | meant: the tenant is none of",
                "'' | --client main-ehr | 2 | The id of the patient is missing: the first line of standard input",
                "' ' | --client main-ehr | 2 | The id of the patient is missing: the first line of standard input",
                "1 | --client | 2 | Usage: java -jar rls-workup.jar patient-hash",
                "1 | --client main-ehr more | 2 | Usage: java -jar rls-workup.jar patient-hash",
                "1 | --client main-ehr --rls.zone=nowhere | 1 | nowhere"
            })
    void saysWhatIsWrong(String patient, String args, int code, String words) throws IOException {
        assertThat(run(patient, args.split(" ", -1))).isEqualTo(code);
        assertThat(lines()).anyMatch(line -> line.contains(words));
    }
}
