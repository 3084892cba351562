package org.rlsworkup.endtoend.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Scene;
import org.rlsworkup.support.VendorServer;
import org.rlsworkup.support.VendorServer.Vendor;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What {@code fhir-servers[].search} says of a server holds from the first call that reads it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "rls.public-base-url=https://rls.example")
@Execution(ExecutionMode.SAME_THREAD)
class DescribedServerTests {
    private static final String ISSUER = "https://ehr.example";
    private static final String WORKUP = "/cds-services/rls-workup";
    private static final SigningKey KEY = SigningKey.ec("key", 384);
    /** Servers, each once described in the settings, and once not. */
    private enum Described {
        SORT(Vendor.HONEST, request -> request.contains("_sort="), "sort", "false"),
        COUNT(Vendor.HONEST, request -> request.matches(".*_count=(?!100$).*"), "count", "100"),
        NO_COUNT(Vendor.HONEST, request -> request.contains("_count="), "count", "0"),
        CODES(Vendor.HONEST, request -> request.contains("code=") && !request.contains("%7C"), "codes", "with-system"),
        TOTAL(Vendor.ESTIMATING, request -> false, "total", "ignore"),
        NOT_FOUND(Vendor.NOT_FOUND, request -> false, "not-found", "empty");

        private final Vendor vendor;
        private final Predicate<String> refuses;
        private final String setting;
        private final String value;

        Described(Vendor vendor, Predicate<String> refuses, String setting, String value) {
            this.vendor = vendor;
            this.refuses = refuses;
            this.setting = setting;
            this.value = value;
        }

        private VendorServer server() {
            return new VendorServer(vendor, chart(this).prefetch()).refusing(refuses);
        }
    }

    private static final Map<Described, VendorServer> DESCRIBED = new EnumMap<>(Described.class);
    private static final Map<Described, VendorServer> OTHERS = new EnumMap<>(Described.class);

    @LocalServerPort
    int port;

    private Http http;

    /** RLS and a recent HbA1c, or no result. */
    private static Scene chart(Described described) {
        var recent = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC)
                .minusDays(30);
        return described == Described.NOT_FOUND
                ? Scene.rls()
                : Scene.rls().result("A1C", "4548-4", "5.3 %", recent.toString());
    }

    @DynamicPropertySource
    static void client(DynamicPropertyRegistry settings) throws IOException {
        var keys = Files.createTempFile("keys", ".json");
        keys.toFile().deleteOnExit();
        Files.writeString(keys, SigningKey.set(KEY.jwk("")));
        settings.add("rls.clients[0].name", () -> "ehr");
        settings.add("rls.clients[0].issuer", () -> ISSUER);
        settings.add("rls.clients[0].jwks", () -> keys.toUri().toString());
        var number = 0;
        for (var described : Described.values()) {
            var it = described.server();
            var other = described.server();
            DESCRIBED.put(described, it);
            OTHERS.put(described, other);
            var setting = "rls.clients[0].fhir-servers[" + number++ + "].";
            settings.add(setting + "url", it::base);
            settings.add(setting + "search." + described.setting, () -> described.value);
            settings.add("rls.clients[0].fhir-servers[" + number++ + "]", other::base);
        }
    }

    @AfterAll
    static void stop() {
        Stream.of(DESCRIBED, OTHERS).flatMap(it -> it.values().stream()).forEach(VendorServer::close);
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private Http.Answer read(VendorServer server) {
        var call = ProtocolTest.view(Scene.nobody());
        call.remove("prefetch");
        return call(call.put("fhirServer", server.base()).toString());
    }

    private Http.Answer call(String call) {
        var now = InstantSource.system().instant();
        var token = Token.of(ISSUER, "https://rls.example" + WORKUP, "ES384", "key", now)
                .by(KEY);
        return http.post(WORKUP, call, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @EnumSource(Described.class)
    void theFirstCallCostsNoTrial(Described described) {
        var server = DESCRIBED.get(described);

        assertThat(ProtocolTest.said(read(server)))
                .isEqualTo(ProtocolTest.said(call(chart(described).patientView())))
                .contains("ferritin");
        assertThat(server.asked()).hasSize(10).noneMatch(described.refuses);
    }

    @ParameterizedTest
    @EnumSource(
            value = Described.class,
            names = {"SORT", "COUNT", "NO_COUNT", "CODES"})
    void whatIsNotDescribedIsTried(Described described) {
        var server = OTHERS.get(described);

        assertThat(ProtocolTest.said(read(server)))
                .isEqualTo(ProtocolTest.said(call(chart(described).patientView())));
        assertThat(server.asked()).hasSizeGreaterThan(10).anyMatch(described.refuses);
    }

    /** Where an estimated total, or a 404 for results, is not described, nothing is called missing. */
    @ParameterizedTest
    @EnumSource(
            value = Described.class,
            names = {"TOTAL", "NOT_FOUND"})
    void whatCannotBeTriedIsUnreadUnlessItIsDescribed(Described described) {
        assertThat(read(OTHERS.get(described)).status()).isEqualTo(412);
    }

    @Test
    void theClientReadsOnlyWhatItsSettingsName() {
        try (var stranger = Described.SORT.server()) {
            assertThat(read(stranger).status()).isEqualTo(403);
            assertThat(stranger.asked()).isEmpty();
        }
    }
}
