package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.support.Tries;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** An invalid member is dropped, an invalid resource is skipped; only invalid JSON fails. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class BadResourceTests {
    private static final int MUTATIONS = Tries.of(20_000);
    private static final String GOOD = """
        {"resourceType":"Observation","id":"good","code":{"text":"Ferritin"},"status":"final"}\
        """;

    private static Observation observation(String members) {
        var json = "{\"resourceType\":\"Observation\",\"id\":\"o\",\"code\":{\"text\":\"Ferritin\"}" + members + "}";
        return (Observation) single(json);
    }

    private static Resource single(String json) {
        return ((QueryResponse.Single) Parsing.read(json)).resource();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':{'coding':[{'code':'final'}]}",
                "'status':7",
                "'status':[['final']]",
                "'status':null",
                "'subject':'Patient/1'",
                "'subject':{'reference':7}",
                "'subject':[null]",
                "'identifier':'A1'",
                "'identifier':[null,7,[{'value':'A1'}],{'value':{}}]",
                "'effectiveDateTime':20250615",
                "'effectiveDateTime':'15.06.25'",
                "'effectivePeriod':'2025-06-15'",
                "'effectivePeriod':{'start':{},'end':[]}",
                "'effectiveTiming':{'event':{'a':1}}",
                "'issued':true",
                "'valueQuantity':42",
                "'valueQuantity':null",
                "'valueString':{'value':'x'}",
                "'valueCodeableConcept':[[]]",
                "'valueInteger':null",
                "'dataAbsentReason':7",
                "'component':'x'",
                "'component':[null,[],7]",
                "'hasMember':null",
                "'hasMember':[null]",
                "'contained':'x'",
                "'contained':[null,'x',[]]",
                "'specimen':'x'",
                "'performer':{'reference':['Patient/1']}"
            })
    void losesNoMoreThanTheBadMember(String bad) {
        assertThat(observation("," + bad.replace('\'', '"') + ",\"encounter\":{}"))
                .isEqualTo(observation(""));
    }

    @Test
    void readsASingleItemWhereAListShouldBe() {
        var read = observation(
                ",\"performer\":{\"reference\":\"Patient/1\"},\"hasMember\":{\"reference\":\"Observation/2\"}");

        assertThat(read.patientReported()).isTrue();
        assertThat(read.members()).containsExactly(new Ref("Observation", "2"));
    }

    @Test
    void keepsAMemberThatPointsNowhere() {
        assertThat(observation(",\"hasMember\":[{\"display\":\"Ferritin\"},\"x\"]")
                        .members())
                .containsExactly(new Ref("", ""), new Ref("", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "'x'",
                "[]",
                "[{'resource':{}}]",
                "{'resource':null}",
                "{'resource':'x'}",
                "{'resource':[{'resourceType':'Observation'}]}",
                "{'resource':{'id':'1','code':{'text':'Ferritin'}}}",
                "{'resource':{'resourceType':7,'code':{'text':'Ferritin'}}}",
                "{'resource':{'resourceType':'Observation','id':'1'}}",
                "{'resource':{'resourceType':'Condition','code':'','id':'1'}}"
            })
    void skipsAndCountsAnEntryThatSaysNothing(String bad) {
        var entries = "{\"resource\":" + GOOD + "}," + bad.replace('\'', '"') + ",{\"resource\":" + GOOD + "}";

        var page = Parsing.page("{\"entry\":[" + entries + "],\"resourceType\":\"Bundle\"}");

        assertThat(page.resources()).containsExactly(single(GOOD), single(GOOD));
        assertThat(page.skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1e999999999", "1e-999999999", "1e99999999999", "-1E+2147483648", "0e999999999"})
    @Timeout(5)
    void refusesANumberThatNoLaboratoryWrote(String number) {
        var read = observation(",\"valueQuantity\":{\"value\":" + number + ",\"unit\":\"ng/mL\"}");

        assertThat(read.measured().value()).isEqualTo(new Value.Text(number + " ng/mL"));
        assertThat(Parsing.page("{\"resourceType\":\"Bundle\",\"total\":" + number + "}")
                        .total())
                .isNull();
    }

    @Test
    @Timeout(5)
    void endsAtANumberOfTenThousandDigits() {
        var number = "9".repeat(10_000);

        assertThatThrownBy(() -> observation(",\"valueQuantity\":{\"value\":" + number + "}"))
                .isInstanceOf(JacksonException.class);
        assertThat(observation(",\"valueQuantity\":{\"value\":\"" + number + "\"}")
                        .measured()
                        .value())
                .isEqualTo(new Value.Text(number));
    }

    @Test
    void endsWhereNestingHasNoEnd() {
        for (var open : List.of("[", "{\"contained\":[", "{\"code\":{\"concept\":", "{\"entry\":{\"resource\":")) {
            assertThatThrownBy(() -> Parsing.read("{\"code\":" + open.repeat(10_000)))
                    .isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void endsWhereTheJsonEnds() {
        var json = RandomBundles.json(FhirContext.forR4Cached(), 8);
        assertThat(json).hasSizeGreaterThan(1000);

        IntStream.range(1, json.length())
                .forEach(end -> assertThatThrownBy(() -> Parsing.read(json.substring(0, end)))
                        .as("cut at " + end)
                        .isInstanceOf(JacksonException.class));
    }

    @Test
    void readsWhatR5MovedAndR4BDidNot() {
        var r4b = (ServiceRequest) single("{\"resourceType\":\"ServiceRequest\",\"code\":{\"text\":\"Ferritin\"}}");
        var r5 = (ServiceRequest)
                single("{\"resourceType\":\"ServiceRequest\",\"code\":{\"concept\":{\"text\":\"Ferritin\"}}}");

        assertThat(r5).isEqualTo(r4b);
        assertThat(r4b.code().text()).isEqualTo("Ferritin");
    }

    @ParameterizedTest
    @CsvSource({"replaced-by, true", "replaces, false", "seealso, false"})
    void knowsAPatientWhoseRecordWasReplaced(String type, boolean retired) {
        var json = "{\"resourceType\":\"Patient\",\"id\":\"p\",\"link\":[{\"other\":{\"reference\":\"Patient/q\"},"
                + "\"type\":\"" + type + "\"}]}";
        var page = Parsing.page("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + json + "}]}");

        assertThat(single(json)).isEqualTo(new Patient("p", null, null, false, retired, Meta.NONE));
        assertThat(page.resources()).containsExactly(single(json));
    }

    @Test
    void takesAnExtensionInPlaceOfADateForNone() {
        var unknown = "{\"extension\":[{\"url\":\"x\",\"valueCode\":\"unknown\"}]}";
        var patient = (Patient) single("{\"resourceType\":\"Patient\",\"_deceasedDateTime\":" + unknown + "}");
        var condition = (Condition) single("{\"resourceType\":\"Condition\",\"code\":{\"text\":\"RLS\"},"
                + "\"_abatementDateTime\":" + unknown + ",\"abatementDateTime\":null}");

        assertThat(patient.deceased()).isFalse();
        assertThat(condition.abated()).isFalse();
        assertThat(condition.abatement()).isNull();
    }

    /** What stands beside a spoilt entry is read as if nothing had happened, and nothing is ever thrown. */
    @Test
    void readsTheOtherEntriesWhateverOneEntryHolds() {
        var bundles = new ArrayList<ObjectNode>();
        for (var seed = 0; bundles.size() < 100; seed++) {
            var bundle = (ObjectNode) Rewriting.MAPPER.readTree(
                    RandomBundles.json(seed % 4 == 0 ? FhirContext.forR5Cached() : FhirContext.forR4Cached(), seed));
            if (bundle.path("entry").size() > 0) {
                bundles.add(bundle);
            }
        }
        var others = new ConcurrentHashMap<List<Integer>, List<Resource>>();
        IntStream.range(0, MUTATIONS).parallel().forEach(seed -> {
            var random = new Random(seed);
            var number = seed % bundles.size();
            var bundle = bundles.get(number).deepCopy();
            var at = random.nextInt(bundle.get("entry").size());
            for (var i = 0; i <= random.nextInt(3); i++) {
                new Mutation(random).spoil(bundle.get("entry").get(at));
            }
            var json = bundle.toString();
            var left = others.computeIfAbsent(List.of(number, at), key -> without(bundles.get(number), at));
            assertThat(holds(Parsing.page(json).resources(), left))
                    .as(() -> "seed " + seed + ": " + json)
                    .isTrue();
        });
    }

    private static List<Resource> without(ObjectNode bundle, int entry) {
        var others = bundle.deepCopy();
        others.withArray("entry").remove(entry);
        return Parsing.page(others.toString()).resources();
    }

    /** Whether the first list holds the second in its order. */
    private static boolean holds(List<Resource> all, List<Resource> some) {
        var found = 0;
        for (var resource : all) {
            found += found < some.size() && resource.equals(some.get(found)) ? 1 : 0;
        }
        return found == some.size();
    }

    @Test
    void failsInOneWayWhateverIsSpoilt() {
        var json = RandomBundles.json(FhirContext.forR4Cached(), 8);
        for (var seed = 0; seed < MUTATIONS; seed++) {
            var random = new Random(seed);
            var spoilt = new StringBuilder(json);
            for (var i = 0; i <= random.nextInt(3); i++) {
                spoilt.setCharAt(random.nextInt(spoilt.length()), "{}[]\",:0x \\e-".charAt(random.nextInt(13)));
            }
            try {
                assertThat(Parsing.read(spoilt.toString())).isNotNull();
            } catch (JacksonException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
