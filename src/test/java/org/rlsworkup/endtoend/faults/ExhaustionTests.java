package org.rlsworkup.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attacks by request bodies: content that would cost memory, stack or time is refused at once, or skipped and never
 * kept.
 */
class ExhaustionTests extends SandboxTest {
    private static final String CALL = """
        {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
         "context":{"userId":"Practitioner/p","patientId":"1"},"extension":EXTENSION,
         "prefetch":{"patient":PATIENT,"conditions":CONDITIONS}}\
        """;
    private static final int MANY = 100_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    /** @param issue of the OperationOutcome, or null where the call is answered */
    record Attack(String name, Supplier<byte[]> body, boolean chunked, String encoding, int status, String issue) {
        @Override
        public String toString() {
            return name + " → " + status;
        }

        Attack inChunks() {
            return new Attack(name + " in chunks", body, true, encoding, status, issue);
        }
    }

    private static Attack attack(String name, int status, String issue, Supplier<String> body) {
        return new Attack(name, () -> body.get().getBytes(StandardCharsets.UTF_8), false, null, status, issue);
    }

    private static Attack bytes(String name, Charset charset, int status, String issue) {
        return new Attack(name, () -> CALL.getBytes(charset), false, null, status, issue);
    }

    private static Attack encoded(String encoding) {
        return new Attack("Content-Encoding " + encoding, () -> new byte[1000], false, encoding, 415, "not-supported");
    }

    private static String with(String extension, String patient, String conditions) {
        return CALL.replace("EXTENSION", extension).replace("PATIENT", patient).replace("CONDITIONS", conditions);
    }

    private static Attack extension(String name, int status, String issue, Supplier<String> value) {
        return attack(name + ", not read", status, issue, () -> with(value.get(), "null", "null"));
    }

    private static Attack conditions(String name, int status, String issue, Supplier<String> value) {
        return attack(name + " in Conditions", status, issue, () -> with("{}", "null", value.get()));
    }

    private static Attack patient(String name, int status, String issue, Supplier<String> value) {
        return attack(name + " in the Patient", status, issue, () -> with("{}", value.get(), "null"));
    }

    private static String bundle(int entries, String entry) {
        return "{\"resourceType\":\"Bundle\",\"entry\":[" + entry + ("," + entry).repeat(entries - 1) + "]}";
    }

    /** A resource of any type beside a Condition, as those of other types only would not be taken for Conditions. */
    private static String besideACondition(String resource) {
        return ("{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Condition','code':{'text':'a'}}},"
                        + "{'resource':" + resource + "}]}")
                .replace('\'', '"');
    }

    static Stream<Attack> attacks() {
        return Stream.of(shapes(), lists(), pointers(), sizes(), encodings()).flatMap(attacks -> attacks);
    }

    private static Stream<Attack> shapes() {
        return Stream.of(
                attack("a hundred thousand lists", 400, "structure", () -> "[".repeat(MANY)),
                attack("a hundred thousand objects", 400, "structure", () -> "{\"a\":".repeat(MANY)),
                extension("a hundred thousand lists", 400, "structure", () -> "[".repeat(MANY) + "]".repeat(MANY)),
                extension(
                        "a hundred thousand objects",
                        400,
                        "structure",
                        () -> "{\"a\":".repeat(MANY) + "1" + "}".repeat(MANY)),
                conditions("a hundred thousand lists", 400, "structure", () -> "[".repeat(MANY) + "]".repeat(MANY)),
                conditions(
                        "a hundred thousand objects",
                        400,
                        "structure",
                        () -> "{\"contained\":".repeat(MANY) + "1" + "}".repeat(MANY)),
                conditions("one entry too many", 400, "structure", () -> bundle(10_001, "{}")),
                conditions("a million entries", 400, "structure", () -> bundle(1_000_000, "{}")),
                conditions("as many entries as are read", 200, null, () -> bundle(10_000, "null")),
                extension("a million members", 200, null, () -> "{\"a\":1" + ",\"a\":1".repeat(1_000_000) + "}"),
                extension("a million different members", 200, null, ExhaustionTests::differentMembers),
                extension("two million numbers", 200, null, () -> "[1" + ",1".repeat(2_000_000) + "]"),
                attack(
                        "a member twice",
                        400,
                        "value",
                        () -> with("{}", "null", "null").replace("{\"hook\"", "{\"hook\":\"x\",\"hook\"")),
                attack(
                        "prefetch twice",
                        400,
                        "value",
                        () -> with("{}", "null", "null").replace("\"prefetch\"", "\"prefetch\":{},\"prefetch\"")),
                attack(
                        "a key twice",
                        400,
                        "value",
                        () -> with("{}", "null", "null").replace("\"conditions\"", "\"patient\"")));
    }

    /** Lists within one resource: what is done for each item must not take longer the more there are. */
    private static Stream<Attack> lists() {
        return Stream.of(
                list("Condition", "code", "{'coding':[", "{'code':'a','display':'b'}", "]}"),
                list("Condition", "category", "[", "{'coding':[{'code':'a'}]}", "]"),
                list("Condition", "extension", "[", "{'url':'a'}", "]"),
                list("Observation", "component", "[", "{'code':{'text':'a'},'valueQuantity':{'value':1}}", "]"),
                list("Observation", "interpretation", "[", "{'coding':[{'code':'a'}]}", "]"),
                list("Observation", "referenceRange", "[", "{'low':{'value':1}}", "]"),
                list("Observation", "note", "[", "{'text':'a'}", "]"),
                list("Observation", "contained", "[", "{'resourceType':'Specimen'}", "]"),
                list("DiagnosticReport", "result", "[", "{'reference':'Observation/1'}", "]"),
                list("ServiceRequest", "orderDetail", "[", "{'text':'a'}", "]"),
                list("MedicationRequest", "dosageInstruction", "[", "{'text':'a'}", "]"),
                list("MedicationRequest", "contained", "[", "{'resourceType':'Medication','id':'a'}", "]"),
                list("Encounter", "type", "[", "{'text':'a'}", "]"),
                list("Patient", "name", "[", "{'text':'a'}", "]"),
                list("OperationOutcome", "issue", "[", "{'code':'a'}", "]"));
    }

    private static Attack list(String type, String member, String begin, String item, String end) {
        return conditions(
                type + " with a hundred thousand of " + member,
                200,
                null,
                () -> besideACondition("{'resourceType':'" + type + "','" + member + "':" + begin + item
                        + ("," + item).repeat(MANY) + end + "}"));
    }

    /** What points to each other within one resource: 10 MB of it may not take seconds. */
    private static Stream<Attack> pointers() {
        var many = 60_000;
        var organizations = numbered(many, "{'resourceType':'Organization','id':'o#'}");
        var observations = numbered(many, "{'resourceType':'Observation','id':'o#','specimen':{'reference':'#o#'}}");
        return Stream.of(
                conditions(
                        "an Observation with 60,000 performers that it contains",
                        200,
                        null,
                        () -> besideACondition("{'resourceType':'Observation','contained':[" + organizations
                                + "],'performer':[" + numbered(many, "{'reference':'#o#'}") + "]}")),
                conditions(
                        "a report that contains 60,000 Observations with specimens",
                        200,
                        null,
                        () -> besideACondition("{'resourceType':'DiagnosticReport','contained':[" + observations
                                + "],'result':[" + numbered(many, "{'reference':'#o#'}") + "]}")));
    }

    /** The item so many times, with the number for its last {@code #} and for one after a letter. */
    private static String numbered(int many, String item) {
        return IntStream.range(0, many)
                .mapToObj(i -> item.replace("o#", "o" + i))
                .collect(Collectors.joining(","));
    }

    private static String differentMembers() {
        var members = new StringBuilder("{\"a\":1");
        for (var i = 0; i < 500_000; i++) {
            members.append(",\"k").append(i).append("\":1");
        }
        return members.append('}').toString();
    }

    private static Stream<Attack> sizes() {
        var fifty = attack(
                "a string of 50 MB", 413, "too-long", () -> with("\"" + "x".repeat(50_000_000) + "\"", "null", "null"));
        var blanks = attack("50 MB of blanks", 413, "too-long", () -> " ".repeat(50_000_000));
        return Stream.of(
                fifty,
                fifty.inChunks(),
                blanks,
                blanks.inChunks(),
                attack("9 MB of blanks", 400, "structure", () -> " ".repeat(9_000_000)),
                attack("9 MB of NUL", 400, "structure", () -> "\0".repeat(9_000_000)),
                attack("a string of 9 MB without end", 400, "structure", () -> "{\"hook\":\"" + "x".repeat(9_000_000)),
                attack("a fhirServer of 100,000 labels", 400, "value", () -> fhirServer("a.".repeat(MANY) + "example")),
                attack("a fhirServer of 100,000 characters", 400, "value", () -> fhirServer("a".repeat(MANY))),
                attack("a path of 100,000 folders", 400, "value", () -> fhirServer("ehr.example" + "/a".repeat(MANY))),
                attack("a long fhirServer", 200, null, () -> fhirServer("ehr.example/" + "a".repeat(2_000))),
                attack(
                        "a hook of 2 MB",
                        400,
                        "structure",
                        () -> with("{}", "null", "null").replace("patient-view", "x".repeat(2_000_000))),
                extension("a string of 9 MB", 200, null, () -> "\"" + "x".repeat(9_000_000) + "\""),
                patient(
                        "a birth date of 2 MB",
                        400,
                        "structure",
                        () -> "{\"resourceType\":\"Patient\",\"birthDate\":\"" + "1".repeat(2_000_000) + "\"}"),
                extension("a name of 2 MB", 400, "structure", () -> "{\"" + "x".repeat(2_000_000) + "\":1}"),
                extension("a million digits", 400, "structure", () -> "1".repeat(1_000_000)),
                conditions(
                        "a total of a million digits",
                        400,
                        "structure",
                        () -> "{\"resourceType\":\"Bundle\",\"total\":" + "1".repeat(1_000_000) + "}"),
                conditions(
                        "a total of 1e999999999",
                        200,
                        null,
                        () -> "{\"resourceType\":\"Bundle\",\"total\":1e999999999}"),
                extension("1e-999999999", 200, null, () -> "1e-999999999"));
    }

    private static String fhirServer(String address) {
        return with("{}", "null", "null").replace("{\"hook\"", "{\"fhirServer\":\"http://" + address + "\",\"hook\"");
    }

    private static Stream<Attack> encodings() {
        return Stream.of(
                encoded("gzip"),
                encoded("GZIP"),
                encoded("x-gzip"),
                encoded("deflate"),
                encoded("br"),
                encoded("zstd"),
                encoded("identity, gzip"),
                bytes("UTF-16", StandardCharsets.UTF_16, 400, "structure"),
                bytes("UTF-32", Charset.forName("UTF-32"), 400, "structure"),
                new Attack(
                        "broken UTF-8",
                        () -> new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"'},
                        false,
                        null,
                        400,
                        "structure"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @Timeout(20)
    void isAnsweredAtOnce(Attack attack) throws IOException, InterruptedException {
        var answer = send(attack);
        assertThat(answer.statusCode()).isEqualTo(attack.status());
        if (attack.issue() == null) {
            assertThat(answer.body()).isEqualTo("{\"cards\":[]}");
        } else {
            assertThat(JsonMapper.shared()
                            .readTree(answer.body())
                            .at("/issue/0/code")
                            .asString())
                    .isEqualTo(attack.issue());
        }
    }

    private HttpResponse<String> send(Attack attack) throws IOException, InterruptedException {
        var body = attack.body().get();
        Supplier<InputStream> stream = () -> new ByteArrayInputStream(body);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/cds-services/rls-workup"))
                .header("Content-Type", "application/json")
                .POST(
                        attack.chunked()
                                ? HttpRequest.BodyPublishers.ofInputStream(stream)
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (attack.encoding() != null) {
            request.header("Content-Encoding", attack.encoding());
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
