package org.rlsworkup.cdshooks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.MeteredStream;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.support.Limits;
import org.springframework.http.HttpStatus;

/** How each member of a call is parsed. */
class HookCallReaderTests {
    private static final String HOOK = "\"hook\":\"patient-view\",\"hookInstance\":\"i-1\"";
    private static final String CONTEXT =
            "\"context\":{\"userId\":\"Practitioner/d-1\",\"patientId\":\"p-1\",\"encounterId\":\"e-1\"}";
    private static final String SERVER = "\"fhirServer\":\"https://ehr.example/fhir\"";
    private static final String TOKEN =
            "\"fhirAuthorization\":{\"access_token\":\"secret\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                    + "\"scope\":\"user/*.read\",\"subject\":\"s\"}";

    private final HookCallReader reader =
            new HookCallReader(Limits.with("body=1000B", "depth=20", "string=1000B", "entries=10"));

    private HookCall read(String... members) {
        return reader.read(stream("{" + String.join(",", members) + "}"));
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private CdsHooksException problem(String... members) {
        var problem = catchThrowableOfType(CdsHooksException.class, () -> read(members));
        assertThat(problem).as("a problem").isNotNull();
        return problem;
    }

    private static String prefetch(String members) {
        return "\"prefetch\":{" + members + "}";
    }

    private static String by(String user) {
        return "\"context\":{\"userId\":\"" + user + "\",\"patientId\":\"p-1\"}";
    }

    @Test
    void readsEveryMember() {
        var call = read(HOOK, SERVER, TOKEN, CONTEXT, prefetch("\"orders\":null"));

        assertThat(call.hook()).isEqualTo("patient-view");
        assertThat(call.hookInstance()).isEqualTo("i-1");
        assertThat(call.fhirServer()).isEqualTo(URI.create("https://ehr.example/fhir"));
        assertThat(call.authorization().token()).isEqualTo("secret");
        assertThat(call.userId()).isEqualTo("Practitioner/d-1");
        assertThat(call.patientId()).isEqualTo("p-1");
        assertThat(call.encounterId()).isEqualTo("e-1");
        assertThat(call.prefetch()).containsOnlyKeys(Source.ORDERS);
    }

    @Test
    void whatMayBeLeftOutMayAlsoBeNull() {
        var shortest = read(HOOK, by("Practitioner/d-1"));

        assertThat(shortest)
                .isEqualTo(read(
                        HOOK,
                        "\"fhirServer\":null,\"fhirAuthorization\":null,\"prefetch\":null",
                        by("Practitioner/d-1").replace("}", ",\"encounterId\":null}")));
        assertThat(shortest.fhirServer()).isNull();
        assertThat(shortest.authorization().token()).isNull();
        assertThat(shortest.encounterId()).isNull();
        assertThat(shortest.prefetch()).isEmpty();
    }

    @Test
    void whatMayBeLeftOutMayAlsoBeEmpty() {
        var shortest = read(HOOK, by("Practitioner/d-1"));

        for (var authorization :
                List.of("\"\"", "{}", "{\"access_token\":\"\"}", "{\"access_token\":\" \",\"token_type\":\"\"}")) {
            assertThat(read(
                            HOOK,
                            "\"fhirServer\":\"\",\"fhirAuthorization\":" + authorization
                                    + ",\"prefetch\":{\"orders\":\" \"}",
                            by("Practitioner/d-1").replace("}", ",\"encounterId\":\"\"}")))
                    .isEqualTo(shortest);
        }
    }

    @Test
    void readsTheMembersInAnyOrder() {
        var patient = prefetch("\"patient\":{\"id\":\"p-1\",\"resourceType\":\"Patient\"}");

        var call = read(patient, TOKEN, CONTEXT, SERVER, HOOK);

        assertThat(call).isEqualTo(read(HOOK, SERVER, TOKEN, CONTEXT, patient));
        assertThat(call.prefetch().get(Source.PATIENT)).isInstanceOf(QueryResponse.Single.class);
    }

    @ParameterizedTest
    @CsvSource({
        "patient, PATIENT",
        "conditions, CONDITIONS",
        "observations, OBSERVATIONS",
        "reports, REPORTS",
        "orders, ORDERS"
    })
    void keepsWhatWasPrefetchedUnderItsSource(String key, Source source) {
        var call = read(HOOK, CONTEXT, prefetch("\"" + key + "\":{\"resourceType\":\"Bundle\",\"total\":0}"));

        assertThat(call.prefetch()).containsOnlyKeys(source);
        assertThat(call.prefetch().get(source)).isInstanceOf(QueryResponse.Page.class);
        assertThat(HookCallReader.key(source)).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAnAnswerWithNothingInItFromNone(Source source) {
        var call = read(HOOK, CONTEXT, prefetch("\"" + HookCallReader.key(source) + "\":null"));

        assertThat(call.prefetch()).containsOnlyKeys(source).containsValue(new QueryResponse.Empty());
    }

    @Test
    void ignoresWhatWasNotAskedForAndReadsOnBehindIt() {
        var call = read(
                "\"extension\":{\"hook\":\"order-sign\",\"context\":{}}",
                HOOK,
                CONTEXT.replace("}", ",\"selections\":[{\"patientId\":\"other\"}]}"),
                prefetch("\"PATIENT\":null,\"meds\":{\"patient\":[{}]},\"meds\":7,\"orders\":null"));

        assertThat(call.hook()).isEqualTo("patient-view");
        assertThat(call.patientId()).isEqualTo("p-1");
        assertThat(call.prefetch()).containsOnlyKeys(Source.ORDERS);
    }

    @Test
    void refusesTwoAnswersToOneQuery() {
        assertThat(problem(HOOK, CONTEXT, prefetch("\"orders\":null,\"orders\":null"))
                        .field())
                .isEqualTo("prefetch.orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"token_type\":\"bearer\",", "\"token_type\":null,", ""})
    void takesATokenForABearerTokenUnlessToldOtherwise(String type) {
        assertThat(read(HOOK, CONTEXT, SERVER, TOKEN.replace("\"token_type\":\"Bearer\",", type))
                        .authorization()
                        .token())
                .isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\\tb", "sécret", "a\\u007f"})
    void refusesATokenThatNoHeaderCanCarry(String token) {
        var problem = problem(HOOK, CONTEXT, SERVER, TOKEN.replace("secret", token));

        assertThat(problem.field()).isEqualTo("fhirAuthorization.access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ehr.example?tenant=1", "https://ehr.example/#x", "https:///fhir", "https://a b/"})
    void refusesAServerThatIsNoBaseAddress(String server) {
        assertThat(problem(HOOK, CONTEXT, "\"fhirServer\":\"" + server + "\"").field())
                .isEqualTo("fhirServer");
    }

    @ParameterizedTest
    @CsvSource({
        "Practitioner/d, true, true",
        "PractitionerRole/d, true, true",
        "PractitionerRoles/d, true, false",
        "Device/d, true, false",
        "Patient/p-1, false, false",
        "RelatedPerson/r, false, false",
        "Person/r, true, false"
    })
    void knowsWhoIsAdvisedAndWhoOrders(String user, boolean advised, boolean orders) {
        var call = read(HOOK, by(user));

        assertThat(call.isByClinician()).isEqualTo(advised);
        assertThat(call.requester()).isEqualTo(orders ? user : null);
    }

    @Test
    void readsABodyOfExactlyTheLimitAndNoLonger() {
        var body = "{" + HOOK + "," + CONTEXT + "}";
        var size = body.length();

        assertThat(reader.read(new MeteredStream(stream(body), new BodyLimit(size)))
                        .patientId())
                .isEqualTo("p-1");
        assertThat(catchThrowableOfType(
                                CdsHooksException.class,
                                () -> reader.read(new MeteredStream(stream(body), new BodyLimit(size - 1))))
                        .status())
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void doesNotWaitForABodyThatDrips() {
        var body = "{" + HOOK + "," + CONTEXT + "}";
        var late = new MeteredStream(stream(body), new BodyLimit(body.length(), Duration.ofSeconds(-1)));

        assertThat(catchThrowableOfType(CdsHooksException.class, () -> reader.read(late))
                        .status())
                .isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    }

    @Test
    void doesNotBlameTheSizeOfABodyThatBreaksOff() {
        var broken = new MeteredStream(stream("{" + HOOK), bytes -> {
            throw new IOException("connection reset by 10.0.0.1");
        });

        var problem = catchThrowableOfType(CdsHooksException.class, () -> reader.read(broken));

        assertThat(problem.status()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(problem.issue()).isEqualTo("incomplete");
        assertThat(problem.text()).doesNotContain("10.0.0.1");
    }

    @Test
    void showsNeitherPatientNorToken() {
        assertThat(read(HOOK, SERVER, TOKEN, CONTEXT, prefetch("\"patient\":null")))
                .hasToString("HookCall[hook=patient-view]");
    }
}
