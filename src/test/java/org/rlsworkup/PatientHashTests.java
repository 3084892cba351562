package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

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

    private int run(String... args) throws IOException {
        return runWith("--rls.patient-key=" + KEY, args);
    }

    private int runWith(String key, String... args) throws IOException {
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
                    Stream.concat(Stream.of(args), settings).toList(), out);
        }
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsTheHashOfThePatientAndThatFromBeforeServersCounted() throws IOException {
        assertThat(run("--client", "main-ehr", "--patient", "123")).isZero();
        assertThat(lines()).containsExactlyInAnyOrder(WITH_SERVER, WITHOUT);
    }

    @Test
    void eachLaterKeyIsAppliedToTheHash() throws IOException {
        assertThat(runWith(
                        "--rls.patient-key=the next key of at least 32 characters",
                        "--rls.former-patient-keys=" + KEY,
                        "--client",
                        "main-ehr",
                        "--patient",
                        "123"))
                .isZero();
        assertThat(lines()).hasSize(2).contains(REKEYED);
    }

    @Test
    void anotherServerOrTenantIsAnotherPatient() throws IOException {
        assertThat(run("--client", "main-ehr", "--patient", "123", "--tenant", "north"))
                .isZero();
        assertThat(run(
                        "--client",
                        "two",
                        "--patient",
                        "123",
                        "--tenant",
                        "east",
                        "--fhir-server",
                        "https://two.example/a"))
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
                "--client nobody --patient 1 | 1 | There is no client nobody in rls.clients",
                "--client two --patient 1 | 1 | several FHIR servers",
                "--client main-ehr --patient 1 --fhir-server https://ehr.example/fhri | 0 | meant: the FHIR server is"
                        + " none of",
                "--client two --patient 1 --fhir-server https://two.example/a | 0 | meant: the tenant is none of",
                "--client main-ehr | 2 | Usage: java -jar rls-workup.jar patient-hash",
                "--client main-ehr --patient | 2 | Usage: java -jar rls-workup.jar patient-hash",
                "--client main-ehr --patient 1 more | 2 | Usage: java -jar rls-workup.jar patient-hash",
                "--client main-ehr --patient 1 --rls.zone=nowhere | 1 | nowhere"
            })
    void saysWhatIsWrong(String args, int code, String words) throws IOException {
        assertThat(run(args.split(" ", -1))).isEqualTo(code);
        assertThat(lines()).anyMatch(line -> line.contains(words));
    }
}
