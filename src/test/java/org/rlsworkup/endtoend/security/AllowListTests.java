package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Attacks on the allow-list: a client may have {@code http://localhost:PORT/fhir} read, and nothing else. */
class AllowListTests extends ClientTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    /** 400: no address of a FHIR server at all; 403: not one of this client's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "http://localhost:PORT/ 403",
                "http://localhost:PORT/fhirx 403",
                "http://localhost:PORT/FHIR 403",
                "http://localhost:PORT/fhir/../admin 403",
                "http://localhost:PORT/fhir/../../fhir 403",
                "http://localhost:PORT/fhir/.. 403",
                "http://localhost:PORT/fhir/..;/admin 403",
                "http://localhost:PORT/fhir/..;x=y/admin 403",
                "http://localhost:PORT/fhir/.;/admin 403",
                "http://localhost:PORT/fhir/./ 403",
                "http://localhost:PORT/fhir/%2e%2e/admin 403",
                "http://localhost:PORT/fhir/..%2fadmin 403",
                "http://localhost:PORT/fhir/%252e%252e/admin 403",
                "http://localhost:PORT/fhir%2f..%2fadmin 403",
                "http://localhost:PORT/fhir\\..\\admin 400",
                "http://localhost:PORT/fhir/．．/admin 403",
                "http://localhost:PORT//fhir 403",
                "http://localhost:PORT/x/fhir 403",
                "https://localhost:PORT/fhir 403",
                "http://localhost/fhir 403",
                "http://localhost:80/fhir 403",
                "http://localhost:0/fhir 403",
                "http://localhost:/fhir 403",
                "http://localhost:99999/fhir 403",
                "http://localhost:-1/fhir 400",
                "http://localhost:PORT:80/fhir 400",
                "http://localhost.:PORT/fhir 403",
                "http://localhost.evil.example:PORT/fhir 403",
                "http://evil.example/http://localhost:PORT/fhir 403",
                "http://evil.example\\@localhost:PORT/fhir 400",
                "http://localhost:PORT\\@evil.example/fhir 400",
                "http://localhost:PORT@evil.example/fhir 400",
                "http://evil.example@localhost:PORT/fhir 400",
                "http://a:b@localhost:PORT/fhir 400",
                "http://@localhost:PORT/fhir 400",
                "http://evil.example#@localhost:PORT/fhir 400",
                "http://evil.example?@localhost:PORT/fhir 400",
                "http://localhost:PORT/fhir?x=1 400",
                "http://localhost:PORT/fhir#x 400",
                "http://localhos%74:PORT/fhir 400",
                "http://ｌocalhost:PORT/fhir 400",
                "http://loсalhost:PORT/fhir 400",
                "http://127.0.0.1:PORT/fhir 403",
                "http://127.1:PORT/fhir 400",
                "http://0x7f000001:PORT/fhir 403",
                "http://2130706433:PORT/fhir 403",
                "http://0177.0.0.1:PORT/fhir 403",
                "http://0x7f.0.0.1:PORT/fhir 400",
                "http://127.0.0.01:PORT/fhir 403",
                "http://0.0.0.0:PORT/fhir 403",
                "http://[::1]:PORT/fhir 403",
                "http://[::ffff:127.0.0.1]:PORT/fhir 403",
                "http://[::ffff:7f00:1]:PORT/fhir 403",
                "http://[::]:PORT/fhir 403",
                "http://[::1%25lo]:PORT/fhir 403",
                "http://169.254.169.254/latest/meta-data 403",
                "http://[fd00:ec2::254]/latest 403",
                "http://metadata.google.internal/ 403",
                "http://10.0.0.1/fhir 403",
                "ftp://localhost:PORT/fhir 400",
                "file:///etc/passwd 400",
                "gopher://localhost:PORT/fhir 400",
                "jar:http://localhost:PORT/fhir!/ 400",
                "javascript:alert(1) 400",
                "//localhost:PORT/fhir 400",
                "/fhir 400",
                "localhost:PORT/fhir 400",
                "http:localhost:PORT/fhir 400",
                "http:///fhir 400",
                "http:// 400",
                "http://localhost:PORT/fhir/%00 403",
                "http://localhost:PORT/fhir/%0d%0aX:y 403",
            })
    @Row({"T32", "P-36"})
    void aServerThatIsNotTheClientsIsNotAsked(String address, int status) {
        var before = FETCHED.size();
        var answer =
                call(address.replace("PORT", Integer.toString(KEYS.getAddress().getPort())));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("fhirServer");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo(status == 400 ? "value" : "forbidden");
        assertThat(FETCHED).hasSize(before);
    }

    /** The twin: this one is asked, and answers with keys in place of a chart. */
    @ParameterizedTest
    @CsvSource({"http://localhost:PORT/fhir", "http://LOCALHOST:PORT/fhir/", "http://localhost:PORT/fhir/tenant"})
    void theClientsOwnServerIsAsked(String address) {
        var before = FETCHED.size();
        var answer =
                call(address.replace("PORT", Integer.toString(KEYS.getAddress().getPort())));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(FETCHED).hasSizeGreaterThan(before);
    }

    /** A host that can exist is named in the log and in the answer; a longer one would fill them. */
    @ParameterizedTest
    @CsvSource({"253, 403, true", "254, 400, false", "7000, 400, false"})
    void aHostThatIsTooLongToExistIsNotRepeated(int length, int status, boolean isNamed) {
        var host = "a".repeat(length);
        try (var log = LogLines.of("org.rlsworkup")) {
            var answer = call("http://" + host + "/fhir");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.raw().body().contains(host)).isEqualTo(isNamed);
            assertThat(log.lines().stream().anyMatch(line -> line.contains("a".repeat(100))))
                    .isEqualTo(isNamed);
        }
    }

    @Test
    void anotherClientsServerIsNotAsked() {
        var before = FETCHED.size();
        var token = token("https://other.example", CALL, "ES384", "es384").by(OTHER);
        assertThat(call(keysAt("/fhir"), token).status()).isEqualTo(403);
        assertThat(FETCHED).hasSize(before);
    }

    private Http.Answer call(String fhirServer) {
        return call(fhirServer, token().by(ES384));
    }

    private Http.Answer call(String fhirServer, String token) {
        var body = Scene.json("{'hook':'patient-view','hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea',"
                        + "'context':{'userId':'Practitioner/u','patientId':'p'}}")
                .put("fhirServer", fhirServer);
        body.set(
                "fhirAuthorization",
                Scene.json("{'access_token':'t','token_type':'Bearer','expires_in':300,"
                        + "'scope':'user/*.read','subject':'s'}"));
        return http.post(
                "/cds-services/rls-workup",
                body.toString(),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }
}
