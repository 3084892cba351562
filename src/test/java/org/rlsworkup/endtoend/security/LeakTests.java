package org.rlsworkup.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.LogLines;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A run with marked values, valid and invalid, with all loggers at their most verbose level: no mark is logged. */
class LeakTests extends ClientTest {
    private static final String MARK = "LEAK7";

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    @Autowired
    HeardCalls heard;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
        heard.forget();
    }

    /** All that identifies or describes a patient, and all secrets, marked. */
    private static String call() {
        var call = Scene.json(Scene.rls()
                .result("FER", "11 ng/mL")
                .other(
                        "medicationRequests",
                        "{'resourceType':'MedicationRequest','id':'" + MARK
                                + "','status':'active','intent':'order','medicationCodeableConcept':{'text':'" + MARK
                                + " 7 mg'}}")
                .other("procedures", "{'resourceType':'Procedure','id':'" + MARK + "','status':'" + MARK + "'}")
                .patientView());
        call.withObject("/context")
                .put("patientId", MARK)
                .put("userId", "Practitioner/" + MARK)
                .put("encounterId", MARK);
        call.put("fhirServer", keysAt("/fhir"));
        call.set(
                "fhirAuthorization",
                Scene.json("{'access_token':'" + MARK
                        + "','token_type':'Bearer','expires_in':300,'scope':'user/*.rs','subject':'" + MARK + "'}"));
        return call.toString()
                .replace("Patient/p\"", "Patient/" + MARK + "\"")
                .replace("\"id\":\"p\"", "\"id\":\"" + MARK + "\"");
    }

    /** Right, and wrong in every way that makes somebody want to quote it. */
    private static Stream<String> bodies() {
        var call = call();
        return Stream.of(
                call,
                call.replace("\"total\":1", "\"total\":\"" + MARK + "\""),
                call.replace("{\"resourceType\":\"Bundle\"", "{\"" + MARK + "\":[}"),
                call.replace("\"patientId\":\"" + MARK, "\"patientId\":\"" + MARK + " x"),
                call.replace("\"userId\":\"Practitioner/", "\"userId\":\""),
                call.replace("\"hook\":\"patient-view\"", "\"hook\":\"" + MARK + "\""),
                call.replace(keysAt("/fhir"), "http://" + MARK + ".example/fhir"),
                call.replace(keysAt("/fhir"), "http://" + MARK + ":" + MARK + "@localhost/fhir"),
                call.replaceAll("\"prefetch\":.*", "\"prefetch\":{}}"),
                call.replace("\"access_token\":\"" + MARK, "\"access_token\":\"" + MARK + "\\n"),
                call.substring(0, call.length() / 2),
                "\"" + MARK,
                MARK);
    }

    @Test
    @Row({"T69", "C-2", "S-14", "S-15"})
    void noMarkComesOut() {
        var said = new ArrayList<String>();
        try (var all = LogLines.atPresentLevel("ROOT");
                var ours = LogLines.of("org.rlsworkup")) {
            bodies().forEach(body -> {
                var token = token().claim("sub", "'" + MARK + "'")
                        .claim("name", "'" + MARK + "'")
                        .by(ES384);
                said.add(token.substring(token.lastIndexOf('.')));
                var answer = post(body, token);
                if (answer.status() != 200) {
                    assertThat(answer.raw().body()).doesNotContain(MARK);
                }
            });
            feedback().forEach(body -> {
                var token = token(EHR, CALL + "/feedback", "ES384", "es384").by(ES384);
                assertThat(post("/feedback", body, token).raw().body()).doesNotContain(MARK);
            });
            for (var claim : List.of("iss", "aud", "jti", "tenant", "exp")) {
                var answer = post("{}", token().claim(claim, "'" + MARK + "'").by(STRANGER));
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.raw().body()).doesNotContain(MARK);
            }
            for (var header : List.of("kid", "jku", "typ")) {
                post("{}", token().header(header, "'" + MARK + "'").by(STRANGER));
            }
            post("{}", MARK);
            assertThat(ours.lines()).as("what our packages say").isNotEmpty().noneMatch(line -> line.contains(MARK));
            assertThat(ours.lines()).noneMatch(line -> said.stream().anyMatch(line::contains));
            assertThat(all.lines()).as("what all say").noneMatch(line -> line.contains(MARK));
        }
        assertThat(meters.getMeters().toString()).doesNotContain(MARK);
        assertThat(heard.all().toString()).doesNotContain(MARK);
    }

    /** Tomcat refuses them, and would log what it refuses. */
    @Test
    void noMarkComesOutOfARequestThatIsNoHttp() throws IOException {
        try (var all = LogLines.atPresentLevel("ROOT")) {
            for (var request : List.of(
                    "GET /cds-services/\"" + MARK + "\" HTTP/1.1\r\nHost: rls\r\n\r\n",
                    "GET /cds-services HTTP/1.1\r\nHost: " + MARK + "/<>\r\n\r\n",
                    "GET /cds-services HTTP/1.1\r\nHost: rls\r\n" + MARK + " (): 1\r\n\r\n",
                    "GET /cds-services HTTP/1.1\r\nHost: rls\r\nCookie: \"" + MARK + "\u0001\r\n\r\n",
                    "GET /knowledge?%" + MARK + "=%zz HTTP/1.1\r\nHost: rls\r\nConnection: close\r\n\r\n",
                    "G" + MARK + "\u0001 / HTTP/1.1\r\n\r\n")) {
                try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    connection.setSoTimeout(30_000);
                    connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                    connection.shutdownOutput();
                    var answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer).doesNotContain(MARK);
                }
            }
            assertThat(all.lines()).as("what all say").noneMatch(line -> line.contains(MARK));
        }
    }

    /** What a clinician wrote, kept and refused. */
    private static Stream<String> feedback() {
        var answer =
                "{\"feedback\":[{\"card\":\"" + MARK + "\",\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":"
                        + "{\"system\":\"urn:x\",\"code\":\"" + MARK + "\",\"display\":\"" + MARK
                        + "\"},\"userComment\":\"" + MARK
                        + "\"},\"outcomeTimestamp\":\"2026-11-20T12:00:00Z\"}]}";
        return Stream.of(
                answer,
                answer.replace("overridden", MARK),
                answer.replace("2026", MARK),
                answer.replace("]", MARK),
                MARK);
    }

    private Http.Answer post(String body, String token) {
        return post("", body, token);
    }

    private Http.Answer post(String path, String body, String token) {
        return http.post(
                "/cds-services/rls-workup" + path,
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }
}
