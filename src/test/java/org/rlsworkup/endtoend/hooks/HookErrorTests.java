package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Errors of the caller: the right status, an OperationOutcome with fixed texts, and the invalid member. */
class HookErrorTests extends SandboxTest {
    private static final String PATH = "/cds-services/rls-workup";
    private static final String SECRET = "Zaphod-1234567";

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    /** A call that is right, with one part replaced. */
    private static String valid(String part, String by) {
        var call = """
            {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
             "context":{"userId":"Practitioner/p","patientId":"1"},
             "prefetch":{"conditions":null}}\
            """;
        assertThat(call).contains(part);
        return call.replace(part, by);
    }

    static Stream<Arguments> wrongCalls() {
        return Stream.of(
                wrong("truncated", "{", 400, "structure", null),
                wrong("empty", "", 400, "structure", null),
                wrong("array", "[]", 400, "structure", "(body)"),
                wrong("text", "\"x\"", 400, "structure", "(body)"),
                wrong("trailing", valid("null}}", "null}} {}"), 400, "structure", "(body)"),
                wrong("trailing comma", valid("null}}", "null},}"), 400, "structure", null),
                wrong("no hook", valid("\"hook\":\"patient-view\",", ""), 400, "required", "hook"),
                wrong("blank hook", valid("\"hook\":\"patient-view\"", "\"hook\":\" \""), 400, "required", "hook"),
                wrong("hook is a number", valid("\"patient-view\"", "7"), 400, "structure", "hook"),
                wrong("another hook", valid("patient-view", "order-sign"), 400, "value", "hook"),
                wrong("hook twice", valid("\"hook\":", "\"hook\":\"patient-view\",\"hook\":"), 400, "value", "hook"),
                wrong(
                        "no instance",
                        valid("\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\",", ""),
                        400,
                        "required",
                        "hookInstance"),
                wrong(
                        "no context",
                        valid("\"context\":{\"userId\":\"Practitioner/p\",\"patientId\":\"1\"},", ""),
                        400,
                        "required",
                        "context"),
                wrong(
                        "context is null",
                        valid("{\"userId\":\"Practitioner/p\",\"patientId\":\"1\"}", "null"),
                        400,
                        "structure",
                        "context"),
                wrong(
                        "context is a list",
                        valid("{\"userId\":\"Practitioner/p\",\"patientId\":\"1\"}", "[]"),
                        400,
                        "structure",
                        "context"),
                wrong(
                        "context is empty",
                        valid("{\"userId\":\"Practitioner/p\",\"patientId\":\"1\"}", "{}"),
                        400,
                        "required",
                        "context.userId"),
                wrong("no patient", valid(",\"patientId\":\"1\"", ""), 400, "required", "context.patientId"),
                wrong(
                        "patient is a number",
                        valid("\"patientId\":\"1\"", "\"patientId\":1"),
                        400,
                        "structure",
                        "context.patientId"),
                wrong("patient with a slash", valid("\"1\"", "\"Patient/1\""), 400, "value", "context.patientId"),
                wrong("patient with a query", valid("\"1\"", "\"1&_count=1\""), 400, "value", "context.patientId"),
                wrong(
                        "patient of 65 characters",
                        valid("\"1\"", "\"" + "a".repeat(65) + "\""),
                        400,
                        "value",
                        "context.patientId"),
                wrong(
                        "patient twice",
                        valid("\"patientId\":\"1\"", "\"patientId\":\"1\",\"patientId\":\"2\""),
                        400,
                        "value",
                        "context.patientId"),
                wrong(
                        "token twice",
                        valid(
                                "\"prefetch\"",
                                "\"fhirAuthorization\":{\"access_token\":\"a\",\"access_token\":\"b\"},\"prefetch\""),
                        400,
                        "value",
                        "fhirAuthorization.access_token"),
                wrong(
                        "encounter with a blank",
                        valid("\"patientId\":\"1\"", "\"patientId\":\"1\",\"encounterId\":\"a b\""),
                        400,
                        "value",
                        "context.encounterId"),
                wrong("user without type", valid("Practitioner/p", "p"), 400, "value", "context.userId"),
                wrong("prefetch is a list", valid("{\"conditions\":null}", "[1]"), 400, "structure", "prefetch"),
                wrong(
                        "prefetch key is a text",
                        valid("{\"conditions\":null}", "{\"conditions\":\"x\"}"),
                        400,
                        "structure",
                        "prefetch.conditions"),
                wrong(
                        "broken prefetch",
                        valid("{\"conditions\":null}}", "{\"conditions\":{\"entry\":[}}}"),
                        400,
                        "structure",
                        "prefetch.conditions"),
                wrong(
                        "authorization without server",
                        valid(
                                "\"prefetch\"",
                                "\"fhirAuthorization\":{\"access_token\":\"" + SECRET
                                        + "\",\"token_type\":\"Bearer\"},\"prefetch\""),
                        400,
                        "required",
                        "fhirServer"),
                wrong(
                        "token with a line break",
                        valid(
                                "\"prefetch\"",
                                "\"fhirServer\":\"http://localhost:1\",\"fhirAuthorization\":{\"access_token\":\"a\\r"
                                        + "\\n"
                                        + "X: b\"},\"prefetch\""),
                        400,
                        "value",
                        "fhirAuthorization.access_token"),
                wrong(
                        "server is no address",
                        valid("\"prefetch\"", "\"fhirServer\":\"" + SECRET + "\",\"prefetch\""),
                        400,
                        "value",
                        "fhirServer"),
                wrong(
                        "server is a file",
                        valid("\"prefetch\"", "\"fhirServer\":\"file:///etc/passwd\",\"prefetch\""),
                        400,
                        "value",
                        "fhirServer"),
                wrong(
                        "server with user",
                        valid("\"prefetch\"", "\"fhirServer\":\"http://a@localhost:1\",\"prefetch\""),
                        400,
                        "value",
                        "fhirServer"),
                wrong(
                        "too deep",
                        valid("{\"conditions\":null}", "[".repeat(100) + "]".repeat(100)),
                        400,
                        "structure",
                        "prefetch"),
                wrong(
                        "deep extension",
                        valid("\"prefetch\"", "\"extension\":" + "[".repeat(100) + "]".repeat(100) + ",\"prefetch\""),
                        400,
                        "structure",
                        null),
                wrong(
                        "nothing to read from",
                        valid("\"conditions\":null", "\"patient\":null"),
                        412,
                        "incomplete",
                        null),
                wrong(
                        "server that may not be read",
                        valid("{\"conditions\":null}", "{},\"fhirServer\":\"http://169.254.169.254/\""),
                        403,
                        "forbidden",
                        "fhirServer"));
    }

    private static Arguments wrong(String name, String body, int status, String issue, String field) {
        return Arguments.of(name, body, status, issue, field);
    }

    @ParameterizedTest(name = "{0} → {2} {3} at {4}")
    @MethodSource("wrongCalls")
    @Row({"C-1", "C-2", "R-1", "R-2", "R-3", "R-11"})
    void namesTheMemberThatIsWrong(String name, String body, int status, String issue, String field) {
        var answer = http.call(body);
        assertThat(answer.status()).isEqualTo(status);
        isOperationOutcome(answer, issue);
        if (field != null) {
            assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo(field);
        }
        assertThat(answer.raw().body())
                .doesNotContain(SECRET)
                .doesNotContain("Exception")
                .doesNotContain("tools.jackson");
    }

    @Test
    void theCallThatTheOthersAreMadeFromIsRight() {
        var answer = http.call(valid("null", "null"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"cards\":[]}");
    }

    @Test
    void aMissingServiceIsNotFound() {
        var answer = http.post("/cds-services/nope", valid("null", "null"), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(404);
        isOperationOutcome(answer, "not-found");
    }

    @Test
    void anUnknownAddressIsNotFound() {
        var answer = http.get("/cds-services/rls-workup/nothing/here");
        assertThat(answer.status()).isEqualTo(404);
        isOperationOutcome(answer, "not-found");
    }

    @Test
    void theWrongMethodIsNotAllowedAndTheRightOneIsNamed() {
        var answer = http.get(PATH);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        isOperationOutcome(answer, "not-supported");
    }

    @ParameterizedTest(name = "{0}")
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"text/xml", "text/plain", "application/x-www-form-urlencoded"})
    void anotherMediaTypeIsNotSupported(String type) {
        var answer = http.post(PATH, valid("null", "null"), "Content-Type", type);
        assertThat(answer.status()).isEqualTo(415);
        isOperationOutcome(answer, "not-supported");
    }

    @ParameterizedTest(name = "{0}")
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"application/json; charset=utf-8", "application/json", "application/json;profile=x"})
    @Row("G-6")
    void jsonWithParametersIsRead(String type) {
        assertThat(http.post(PATH, valid("null", "null"), "Content-Type", type).status())
                .isEqualTo(200);
    }

    @Test
    void anOverlongBodyIsRefused() {
        var answer = http.call(
                valid("\"prefetch\"", "\"extension\":{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"},\"prefetch\""));
        assertThat(answer.status()).isEqualTo(413);
        isOperationOutcome(answer, "too-long");
    }

    @Test
    void whatNobodyAskedForIsIgnored() {
        var answer = http.call(valid("\"prefetch\":{", """
            "extension":{"com.x":{"a":1}},"user":"x","unknown":[1,{"a":null}],
            "prefetch":{"undeclared":"garbage",\
            """));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"cards\":[]}");
    }

    private static void isOperationOutcome(Http.Answer answer, String issue) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().at("/resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(answer.json().at("/issue/0/severity").asString()).isEqualTo("error");
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo(issue);
        assertThat(answer.json().at("/issue/0/details/text").asString()).isNotBlank();
    }
}
