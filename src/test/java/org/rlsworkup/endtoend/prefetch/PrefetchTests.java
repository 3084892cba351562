package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.ChartServer;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Row;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each prefetch key may contain, and the result, with and without a FHIR server. The rest of the chart is
 * prefetched: RLS, and every core test done.
 */
class PrefetchTests extends ProtocolTest {
    private static final List<String> NEEDED = List.of("patient", "conditions", "observations", "reports");
    private static final List<String> OTHERS =
            List.of("orders", "medicationRequests", "medicationStatements", "procedures", "encounter");
    private static final Map<String, String> TYPES = Map.of(
            "patient", "Patient",
            "conditions", "Condition",
            "observations", "Observation",
            "reports", "DiagnosticReport",
            "orders", "ServiceRequest",
            "medicationRequests", "MedicationRequest",
            "medicationStatements", "MedicationStatement",
            "procedures", "Procedure",
            "encounter", "Encounter");
    private static final String ENCOUNTER =
            "{'resourceType':'Encounter','id':'e','status':'in-progress','class':{'code':'AMB'},'subject':{'reference':'Patient/p'}}";

    /** The result. */
    private enum Outcome {
        /** Taken for the answer; the server is not asked. */
        TAKEN,
        /** Not known: read from the server, else unknown. */
        UNKNOWN,
        /** Read from the server if there is one, else taken without what is of others. */
        LEFT_OUT,
        /** The caller errs. */
        REFUSED
    }

    /** A form in which a key may be sent, and what that means for a search and for the read of the patient. */
    private enum Form {
        ABSENT(Outcome.UNKNOWN, Outcome.UNKNOWN),
        WHOLE(Outcome.TAKEN, Outcome.TAKEN),
        NULL(Outcome.TAKEN, Outcome.TAKEN),
        EMPTY_SEARCHSET(Outcome.TAKEN, Outcome.UNKNOWN, "{'resourceType':'Bundle','type':'searchset','total':0}"),
        SEARCHSET_WITHOUT_ENTRY(Outcome.TAKEN, Outcome.UNKNOWN, "{'resourceType':'Bundle','type':'searchset'}"),
        SEARCHSET_WITH_NO_ENTRIES(Outcome.TAKEN, Outcome.UNKNOWN, "{'resourceType':'Bundle','entry':[]}"),
        OUTCOME(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}"),
        OUTCOME_THAT_WARNS(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'OperationOutcome','issue':[{'severity':'warning','code':'incomplete'}]}"),
        ERROR_INSIDE(Outcome.UNKNOWN, Outcome.UNKNOWN, inside("error")),
        FATAL_INSIDE(Outcome.UNKNOWN, Outcome.UNKNOWN, inside("fatal")),
        WARNING_INSIDE(Outcome.TAKEN, Outcome.UNKNOWN, inside("warning")),
        FIRST_PAGE(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','link':[{'relation':'next','url':'https://ehr.example/2'}]}"),
        NEXT_WITHOUT_ADDRESS(Outcome.UNKNOWN, Outcome.UNKNOWN, withLink("{'relation':'next'}")),
        NEXT_WITH_BLANK_ADDRESS(Outcome.UNKNOWN, Outcome.UNKNOWN, withLink("{'relation':' Next','url':' '}")),
        ONE_WITHOUT_RESOURCE(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','entry':[{'fullUrl':'https://ehr.example/1'}," + ofPatient("p") + "]}"),
        A_DELETED_ONE(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','type':'history','entry':[{'request':{'method':'DELETE','url':'Observation/1'}},"
                        + ofPatient("p") + "]}"),
        LESS_THAN_TOTAL(Outcome.UNKNOWN, Outcome.UNKNOWN, "{'resourceType':'Bundle','total':3}"),
        ANOTHER_PATIENT_ONLY(
                Outcome.LEFT_OUT,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','total':1,'entry':[" + ofPatient("q") + "]}"),
        ANOTHER_PATIENT_TOO(
                Outcome.TAKEN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','total':2,'entry':[" + ofPatient("q") + "," + ofPatient("p") + "]}"),
        NOTHING_READABLE(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Observation','id':'o','status':'final'}}]}"),
        ONE_UNREADABLE(
                Outcome.TAKEN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Observation','id':'o','status':'final'}},"
                        + ofPatient("p") + "]}"),
        FAILED_BATCH(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','type':'batch-response','entry':[{'response':{'status':'403'}}]}"),
        ANOTHER_TYPE_ONLY(
                Outcome.UNKNOWN,
                Outcome.UNKNOWN,
                "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Encounter','id':'f','status':'finished'}}]}"),
        ANOTHER_TYPE(Outcome.UNKNOWN, Outcome.UNKNOWN, "{'resourceType':'Group','id':'g'}"),
        NO_TYPE(Outcome.UNKNOWN, Outcome.UNKNOWN, "{'a':1}"),
        WRAPPED(Outcome.UNKNOWN, Outcome.UNKNOWN, "{'response':{'status':'200'},'resource':{'resourceType':'Bundle'}}"),
        EMPTY_LIST(Outcome.UNKNOWN, Outcome.UNKNOWN, "[]"),
        LIST(Outcome.REFUSED, Outcome.REFUSED, "[1]"),
        TEXT(Outcome.REFUSED, Outcome.REFUSED, "'x'"),
        NUMBER(Outcome.REFUSED, Outcome.REFUSED, "7"),
        FALSE(Outcome.REFUSED, Outcome.REFUSED, "false");

        private final Outcome ofSearch;
        private final Outcome ofRead;
        private final String value;

        Form(Outcome ofSearch, Outcome ofRead) {
            this(ofSearch, ofRead, "");
        }

        Form(Outcome ofSearch, Outcome ofRead, String value) {
            this.ofSearch = ofSearch;
            this.ofRead = ofRead;
            this.value = value.replace('\'', '"');
        }

        /** Of the type that the key asks for. */
        private static String ofPatient(String id) {
            return "{'resource':{'resourceType':'TYPE','id':'" + id + "','status':'final','subject':"
                    + "{'reference':'Patient/" + id
                    + "'},'code':{'text':'Weight'},'medicationCodeableConcept':{'text':'Weight'}}}";
        }

        private static String withLink(String link) {
            return "{'resourceType':'Bundle','link':[" + link + "],'entry':[" + ofPatient("p") + "]}";
        }

        private static String inside(String severity) {
            return "{'resourceType':'Bundle','entry':[{'search':{'mode':'outcome'},'resource':"
                    + "{'resourceType':'OperationOutcome','issue':[{'severity':'" + severity + "'}]}}]}";
        }

        void into(ObjectNode prefetch, String key) {
            switch (this) {
                case ABSENT -> prefetch.remove(key);
                case NULL -> prefetch.putNull(key);
                case WHOLE -> assertThat(prefetch.get(key)).isNotNull();
                default -> prefetch.set(key, Http.JSON.readTree(value.replace("TYPE", TYPES.get(key))));
            }
        }
    }

    private record Sent(String key, Form form) {
        Outcome outcome() {
            // Conditions without a code do not show RLS.
            if (key.equals("conditions") && form == Form.NOTHING_READABLE) {
                return Outcome.TAKEN;
            }
            return key.equals("patient") || key.equals("encounter") ? form.ofRead : form.ofSearch;
        }

        @Override
        public String toString() {
            return key + " " + form.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": "
                    + outcome().name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Stream<Sent> sent() {
        return Stream.of(NEEDED, OTHERS)
                .flatMap(List::stream)
                .flatMap(key -> Stream.of(Form.values()).map(form -> new Sent(key, form)));
    }

    private static ObjectNode call(Sent sent) {
        var call = view(Scene.normal());
        ((ObjectNode) call.get("context")).put("encounterId", "e");
        prefetch(call).set("encounter", Scene.json(ENCOUNTER));
        sent.form().into(prefetch(call), sent.key());
        return call;
    }

    @ParameterizedTest
    @MethodSource("sent")
    @Row({"P-20", "P-22", "P-31"})
    void withoutServerWhatIsUnknownIsNeverTakenForNothing(Sent sent) {
        var answer = http.call(call(sent).toString());
        var expected =
                switch (sent.outcome()) {
                    case TAKEN, LEFT_OUT -> 200;
                    case UNKNOWN -> NEEDED.contains(sent.key()) ? 412 : 200;
                    case REFUSED -> 400;
                };
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(expected);
        if (expected == 412) {
            assertThat(answer.json().at("/issue/0/details/text").asString()).contains(sent.key());
        } else if (expected == 400) {
            assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("prefetch." + sent.key());
        }
    }

    @ParameterizedTest
    @MethodSource("sent")
    @Row({"P-20", "P-30"})
    void withAServerOnlyWhatIsUnknownIsRead(Sent sent) {
        try (var server = new ChartServer(Scene.normal())) {
            server.answers("Encounter", 200, ENCOUNTER.replace('\'', '"'));
            var answer = http.call(
                    authorized(call(sent).put("fhirServer", server.base())).toString());
            switch (sent.outcome()) {
                case TAKEN -> assertThat(server.asked()).isEmpty();
                case UNKNOWN, LEFT_OUT -> {
                    // Results also by what another code hides.
                    var isResult = List.of("observations", "reports").contains(sent.key());
                    assertThat(server.asked()).hasSize(isResult ? 2 : 1);
                    assertThat(answer.raw().body()).isEqualTo(NOTHING_TO_SAY);
                }
                case REFUSED -> assertThat(answer.status()).isEqualTo(400);
            }
        }
    }

    /** Nothing on file, and nothing missing, look alike only where RLS is not charted. */
    @ParameterizedTest
    @MethodSource("empties")
    void nothingIsAnAnswer(Form form) {
        var call = view(Scene.normal());
        form.into(prefetch(call), "observations");
        assertThat(missing(http.call(call.toString()))).containsExactly("FER", "TSAT", "B12", "TSH", "A1C");
        call = view(Scene.normal());
        form.into(prefetch(call), "conditions");
        assertThat(http.call(call.toString()).raw().body()).isEqualTo(NOTHING_TO_SAY);
    }

    static Stream<Form> empties() {
        return Stream.of(
                Form.NULL,
                Form.EMPTY_SEARCHSET,
                Form.SEARCHSET_WITHOUT_ENTRY,
                Form.SEARCHSET_WITH_NO_ENTRIES,
                Form.WARNING_INSIDE);
    }

    /** A report of this patient, in which the ferritin says itself whose it is. */
    @ParameterizedTest
    @CsvSource({"Patient/p, false", "Patient/q, true", "https://ehr.example/fhir/Patient/q, true", "#s, false"})
    void aContainedResultOfAnotherPatientIsNotRead(String subject, boolean isMissing) {
        var call = view(Scene.normal()
                .without("FER")
                .other(
                        "reports",
                        "{'resourceType':'DiagnosticReport','id':'r','status':'final','effectiveDateTime':'2026-10-01',"
                            + "'code':{'text':'Laboratory'},'result':[{'reference':'#f'}],'contained':[{'resourceType':"
                            + "'Observation','id':'f','status':'final','effectiveDateTime':'2026-10-01','subject':"
                            + "{'reference':'" + subject
                                + "'},'code':{'coding':[{'system':'http://loinc.org','code':"
                                + "'2276-4'}]},'valueQuantity':{'value':150,'unit':'ng/mL'}}]}"));
        assertThat(missing(http.call(call.toString()))).hasSize(isMissing ? 1 : 0);
    }

    /** A result in this patient's record that is about somebody else, such as a fetus or a donor, is nobody's. */
    @ParameterizedTest
    @CsvSource({"Patient/q, true", "RelatedPerson/donor, true", "Patient/p, false", "Device/pump, false"})
    void aResultAboutSomebodyElseIsNotThisPatients(String focus, boolean isNobodys) {
        var call = view(Scene.normal()
                .without("TSH")
                .with("FER", it -> it.putArray("focus").add(Scene.json("{'reference':'" + focus + "'}"))));
        var card = cards(http.call(call.toString())).findFirst().orElseThrow();
        assertThat(card.get("detail").asString().contains("on file without saying whose it is"))
                .isEqualTo(isNobodys);
    }

    private static Stream<String> missing(Http.Answer answer) {
        return cards(answer)
                .flatMap(card -> card.at("/extension/org.rlsworkup.findings").valueStream())
                .filter(finding -> finding.path("tier").asString("").equals("core"))
                .map((JsonNode finding) -> finding.get("test").asString());
    }
}
