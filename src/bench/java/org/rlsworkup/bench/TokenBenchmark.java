package org.rlsworkup.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.trust.Client;
import org.rlsworkup.trust.ClientAuthenticator;
import org.rlsworkup.trust.ClientAuthenticator.AuthenticatedClient;
import org.rlsworkup.trust.InMemoryReplayGuard;
import org.rlsworkup.trust.RefusalLog;
import org.rlsworkup.trust.SharedReplayGuard;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import org.rlsworkup.trust.TokenIdRepository;
import org.rlsworkup.trust.TokenRules;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Authentication of one call compared with the JDK's bare verification of the same signature, and the store of token
 * ids. Run by {@link Tokens}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {
    private static final String ISSUER = "https://ehr.example";
    private static final String BASE = "https://rls.example";
    private static final String PATH = "/cds-services/rls-workup";

    /** A token by one algorithm, and what checks it. */
    @State(Scope.Thread)
    public static class Signed {
        @Param({"ES256", "ES384", "RS256", "RS384", "PS384"})
        public String algorithm = "";

        @Nullable
        ClientAuthenticator gate;

        @Nullable
        SigningKey key;

        MockHttpServletRequest request = new MockHttpServletRequest("POST", PATH);
        byte[] content = {};
        byte[] signature = {};

        @Setup
        public void sign() throws IOException {
            var now = InstantSource.system().instant();
            var signing =
                    switch (algorithm) {
                        case "ES256" -> SigningKey.ec("a", 256);
                        case "ES384" -> SigningKey.ec("a", 384);
                        default -> SigningKey.rsa("a", 2048);
                    };
            var file = Files.createTempFile("keys", ".json");
            Files.writeString(file, SigningKey.set(signing.jwk("")));
            var client = new Client("ehr", ISSUER, file.toUri(), Set.of(), Set.of(), List.of(), TokenRules.STRICT);
            // Every id is new: the memory is measured apart.
            gate = new ClientAuthenticator(
                    List.of(client),
                    URI.create(BASE),
                    Map.of(),
                    (issuer, jti, expiry) -> true,
                    InstantSource.system(),
                    new RefusalLog());
            var token = Token.of(ISSUER, BASE + PATH, algorithm, "a", now);
            content = token.content().getBytes(StandardCharsets.US_ASCII);
            signature = signing.sign(algorithm, token.content());
            request.addHeader("Authorization", "Bearer " + token.with(signature));
            key = signing;
        }

        Signature verifier() throws GeneralSecurityException {
            return switch (algorithm) {
                case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
                case "RS256" -> Signature.getInstance("SHA256withRSA");
                case "RS384" -> Signature.getInstance("SHA384withRSA");
                default -> {
                    var pss = Signature.getInstance("RSASSA-PSS");
                    pss.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
                    yield pss;
                }
            };
        }
    }

    /** A memory that fills while it is measured. */
    @State(Scope.Thread)
    public static class Memory {
        private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

        final InMemoryReplayGuard tokens = new InMemoryReplayGuard(() -> NOW.plusSeconds(count() / 1500), 1_000_000);
        long id;

        private long count() {
            return id;
        }

        /** As 1,500 calls a second would bring them. */
        boolean next() {
            id++;
            return tokens.firstUse(ISSUER, "d1577c69-dfbe-44ad-ba6d-" + id, NOW.plusSeconds(id / 1500 + 360));
        }
    }

    /** A memory that replicas share, in a PostgreSQL on this machine. */
    @State(Scope.Thread)
    public static class Shared {
        @Nullable
        Database database;

        @Nullable
        SharedReplayGuard tokens;

        long id;

        @Setup
        public void open() {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(TestDatabase.POSTGRES.freshUrl());
            database = new Database(() -> pool);
            database.check();
            var ids = new TokenIdRepository(() -> Optional.of(database.access().sql()), InstantSource.system());
            tokens = new SharedReplayGuard(ids::add, (issuer, jti, expiry) -> true);
        }

        @TearDown
        public void close() throws IOException {
            database.close();
        }

        boolean next() {
            id++;
            return tokens.firstUse(
                    ISSUER,
                    "d1577c69-dfbe-44ad-ba6d-" + id,
                    InstantSource.system().instant().plusSeconds(360));
        }
    }

    @Benchmark
    public Optional<AuthenticatedClient> gate(Signed signed) {
        // Otherwise the result of the first time would be found in them.
        signed.request.clearAttributes();
        var admitted = signed.gate.authenticate(signed.request);
        if (admitted.isEmpty()) {
            throw new IllegalStateException("refused");
        }
        return admitted;
    }

    @Benchmark
    public boolean bare(Signed signed) throws GeneralSecurityException {
        var verifier = signed.verifier();
        verifier.initVerify(signed.key.pair().getPublic());
        verifier.update(signed.content);
        return verifier.verify(signed.signature);
    }

    @Benchmark
    public boolean share(Shared shared) {
        return shared.next();
    }

    @Benchmark
    public boolean remember(Memory memory) {
        if (!memory.next()) {
            throw new IllegalStateException("full");
        }
        return true;
    }
}
