package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code onboarding} reads settings as the service does. */
@Execution(ExecutionMode.SAME_THREAD)
class OnboardingCommandTests {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String... args) throws IOException {
        var keys =
                Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}").toUri();
        var settings = Stream.of(
                "--rls.public-base-url=https://rls.example",
                "--rls.clients[0].name=main-ehr",
                "--rls.clients[0].issuer=https://ehr.example",
                "--rls.clients[0].jwks=" + keys);
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return OnboardingConfiguration.run(
                    Stream.concat(Stream.of(args), settings).toList(), out);
        }
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesTheSheetOfAClient() throws IOException {
        assertThat(run("--client", "main-ehr", "--vendor", "epic")).isZero();
        assertThat(text())
                .startsWith("# RLS Workup: what to enter for main-ehr\n")
                .contains("`https://rls.example/cds-services/rls-workup/feedback`", "`iss`: `https://ehr.example`")
                .contains("Epic does not read discovery");
    }

    @Test
    void checksTheServersThatAreConfigured() throws IOException {
        var server = "--rls.clients[0].fhir-servers=http://localhost:1/fhir";
        assertThat(run("--client", "main-ehr", "--check", server)).isZero();
        assertThat(text())
                .endsWith("## FHIR servers\n\n- http://localhost:1/fhir: /metadata cannot be read (ConnectException)"
                        + System.lineSeparator());
    }

    /** Nested results and medicines by reference, too, which are no prefetch. */
    @Test
    void checksEverySearchThatTheServiceSends() throws IOException {
        var types = Stream.of(
                        "Condition",
                        "Observation",
                        "DiagnosticReport",
                        "ServiceRequest",
                        "MedicationRequest",
                        "MedicationStatement",
                        "Procedure")
                .map(type -> "{\"type\":\"" + type + "\",\"searchParam\":[{\"name\":\"patient\"},"
                        + "{\"name\":\"code\"},{\"name\":\"category\"},{\"name\":\"status\"}]}")
                .collect(Collectors.joining(","));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/metadata", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write(("{\"rest\":[{\"resource\":[" + types + "]}]}").getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        var base = "http://localhost:" + server.getAddress().getPort() + "/fhir";
        try {
            assertThat(run("--client", "main-ehr", "--check", "--rls.clients[0].fhir-servers=" + base))
                    .isZero();
        } finally {
            server.stop(0);
        }
        assertThat(text().lines().filter(line -> line.startsWith("- " + base)))
                .containsExactly(
                        "- " + base + ": no Medication", "- " + base + ": Observation without search by combo-code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--client nobody | 1 | There is no client nobody in rls.clients, which has main-ehr.",
                "--client nobody | 1 | java -jar rls-workup.jar make-client --name nobody",
                "--client main-ehr --rls.clients[0].mode=loud | 1 | loud",
                "--client main-ehr --rls.clients[0].token.jti=never | 1 | never",
                "--client main-ehr --rls.clients[0].orders.order-set.code=x | 1 | client main-ehr is wrong:"
                        + " orders.order-set",
                "--vendor epic | 2 | Usage: onboarding --client NAME",
                "--client main-ehr --vendor other | 2 | Usage: onboarding",
                "--client main-ehr more | 2 | Usage: onboarding"
            })
    void saysWhatIsWrong(String args, int code, String words) throws IOException {
        assertThat(run(args.split(" ", -1))).isEqualTo(code);
        assertThat(text()).contains(words);
    }

    @Test
    void isNothingWithoutArguments() {
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            assertThat(OnboardingConfiguration.run(List.of(), out)).isEqualTo(2);
        }
    }
}
