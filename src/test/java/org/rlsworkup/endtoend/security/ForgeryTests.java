package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.RefusalLog;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Attacks on authentication: every forgery is answered with the same 401, and the reason is logged. */
class ForgeryTests extends ClientTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Autowired
    RefusalLog refusals;

    static Stream<Forgery> forgeries() {
        return Stream.concat(HeaderForgeries.all(), ClaimForgeries.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    @Row({"T55", "T57", "T58", "T59", "T62", "T63", "T67", "S-5", "S-6", "S-7", "S-8", "S-9", "S-13"})
    void isRefusedAndNotToldWhy(Forgery forgery) {
        var before = FETCHED.size();
        // Begins a minute of its own: the log repeats nothing within one.
        refusals.summarize();
        try (var log = LogLines.of(RefusalLog.class.getName())) {
            var answer = call(forgery.headers().get());
            isBare401(answer);
            assertThat(log.lines()).singleElement().asString().contains(forgery.reason());
        }
        assertThat(FETCHED.subList(before, FETCHED.size())).isSubsetOf("/keys.json", "/more/keys.json");
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(forgeries()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(forgeries().map(Forgery::name)).doesNotHaveDuplicates();
    }

    @Test
    @Row({"T61", "S-11"})
    void aTokenIsGoodForOneCall() {
        var token = List.of("Bearer " + token().by(ES384));
        assertThat(call(token).status()).isEqualTo(200);
        isBare401(call(token));
    }

    @Test
    @Row({"T65", "S-11", "S-12"})
    void anIdIsGoodForOneTokenOfItsIssuer() {
        var first = token().claim("jti", "'once'").claim("exp", "" + (now() + 100));
        var second = token().claim("jti", "'once'").claim("exp", "" + (now() + 200));
        var others = token("https://other.example", CALL, "ES384", "es384").claim("jti", "'once'");
        assertThat(call(List.of("Bearer " + first.by(ES384))).status()).isEqualTo(200);
        isBare401(call(List.of("Bearer " + second.by(ES384))));
        assertThat(call(List.of("Bearer " + others.by(OTHER))).status()).isEqualTo(200);
    }

    private static long now() {
        return java.time.InstantSource.system().instant().getEpochSecond();
    }

    /** Otherwise anyone who knows an id could block it. */
    @Test
    void anIdOfAForgedTokenIsNotRemembered() {
        var token = token().claim("jti", "'guessed'");
        isBare401(call(List.of("Bearer " + token.by(STRANGER))));
        assertThat(call(List.of("Bearer " + token.by(ES384))).status()).isEqualTo(200);
    }

    /** What is too long for a header never comes as far as the gate. */
    @Test
    void aMegabyteOfTokenIsRefusedByTheServer() {
        assertThat(call(List.of("Bearer " + "x".repeat(1_000_000))).status()).isEqualTo(400);
    }

    private Http.Answer call(List<String> authorizations) {
        var headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        authorizations.forEach(it -> headers.addAll(List.of("Authorization", it)));
        return http.post("/cds-services/rls-workup", Scene.nobody().patientView(), headers.toArray(String[]::new));
    }

    private static void isBare401(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.raw().body())
                .isEqualTo(
                        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"login\","
                                + "\"details\":{\"text\":\"Caller not authenticated.\"}}]}");
    }
}
