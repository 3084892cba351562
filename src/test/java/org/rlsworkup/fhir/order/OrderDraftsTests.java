package org.rlsworkup.fhir.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rlsworkup.fhir.SiteKnowledge.LAB;
import static org.rlsworkup.fhir.SiteKnowledge.SHIPPED;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.fhir.SiteKnowledge;
import org.rlsworkup.fhir.order.OrderDrafts.Particulars;
import org.rlsworkup.fhir.order.OrderDrafts.Release;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.support.FhirValidation;
import org.rlsworkup.support.FullOnly;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

@Execution(ExecutionMode.CONCURRENT)
class OrderDraftsTests {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Particulars EVERYTHING = new Particulars(
            "p-1", "e-1", "Practitioner/d-1", "c-1", "2026-11-20T10:00:00+01:00", CareSetting.UNKNOWN, Release.R4);
    private static final Particulars EVERYTHING_IN_R5 = new Particulars(
            "p-1", "e-1", "Practitioner/d-1", "c-1", "2026-11-20T10:00:00+01:00", CareSetting.UNKNOWN, Release.R5);
    private static final Particulars NOTHING =
            new Particulars("p-1", null, null, null, "2026-11-20T10:00:00Z", CareSetting.UNKNOWN, Release.R4);
    private static final LabTest FERRITIN = SHIPPED.tests().getFirst();

    private static Stream<Arguments> orderables() {
        return SHIPPED.tests().stream()
                .flatMap(test -> Stream.concat(Stream.of(test.order()), test.orderIn().values().stream())
                        .map(orderable -> Arguments.of(test, orderable)));
    }

    private static String written(OrderDrafts drafts, LabTest.Orderable orderable, Particulars particulars) {
        var written = new StringWriter();
        try (var out = JSON.createGenerator(ObjectWriteContext.empty(), written)) {
            out.writeStartObject();
            out.writeName("resource");
            drafts.write(out, orderable, drafts.tail(particulars));
            out.writeStringProperty("after", "");
            out.writeEndObject();
        }
        var json = written.toString();
        refuseDuplicates(json);
        assertThat(json).startsWith("{\"resource\":").endsWith(",\"after\":\"\"}");
        return json.substring("{\"resource\":".length(), json.length() - ",\"after\":\"\"}".length());
    }

    private static void refuseDuplicates(String json) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                // the parser throws at the second member of one name
            }
        }
    }

    private static ServiceRequest order(Knowledge knowledge, LabTest.Orderable orderable, Particulars particulars) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .setParserErrorHandler(new StrictErrorHandler())
                .parseResource(
                        ServiceRequest.class,
                        written(new OrderDrafts(knowledge, OrderRules.DEFAULT), orderable, particulars));
    }

    @Test
    void everyTestCanBeOrderedAndSomeOtherwiseInAContext() {
        assertThat(orderables()).hasSizeGreaterThan(SHIPPED.tests().size());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("orderables")
    void writesACompleteDraftOrder(LabTest test, LabTest.Orderable orderable) {
        var order = order(SHIPPED, orderable, EVERYTHING);

        assertThat(order.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.DRAFT);
        assertThat(order.getIntent()).isEqualTo(ServiceRequest.ServiceRequestIntent.ORDER);
        assertThat(order.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("108252007");
        assertThat(order.getCode().getText()).isEqualTo(orderable.name());
        assertThat(order.getCode().getCoding().stream().map(OrderDraftsTests::code))
                .isEqualTo(List.copyOf(orderable.codings()));
        assertThat(order.getPatientInstruction()).isEqualTo(test.collection()).isNotBlank();
        assertThat(order.getSubject().getReference()).isEqualTo("Patient/p-1");
        assertThat(order.getAuthoredOnElement().getValueAsString()).isEqualTo("2026-11-20T10:00:00+01:00");
        assertThat(order.hasId()).isFalse();
    }

    private static List<String> everyOrder(Particulars particulars) {
        var drafts = new OrderDrafts(SHIPPED, OrderRules.DEFAULT);
        return orderables()
                .map(it -> written(drafts, (LabTest.Orderable) it.get()[1], particulars))
                .toList();
    }

    @FullOnly
    @Test
    void everyOrderIsValidInItsReleaseAndNotInTheOther() {
        assertThat(FhirValidation.errorsOfEach(everyOrder(EVERYTHING)))
                .hasSizeGreaterThan(SHIPPED.tests().size())
                .allMatch(List::isEmpty);
        assertThat(FhirValidation.errorsOfEachInR5(everyOrder(EVERYTHING))).noneMatch(List::isEmpty);
        assertThat(FhirValidation.errorsOfEachInR5(everyOrder(EVERYTHING_IN_R5)))
                .allMatch(List::isEmpty);
        assertThat(FhirValidation.errorsOfEach(everyOrder(EVERYTHING_IN_R5))).noneMatch(List::isEmpty);
    }

    private static Code code(Coding coding) {
        return new Code(coding.getSystem(), coding.getCode());
    }

    @Test
    void namesEncounterRequesterAndReasonWhenGiven() {
        var order = order(SHIPPED, FERRITIN.order(), EVERYTHING);

        assertThat(order.getEncounter().getReference()).isEqualTo("Encounter/e-1");
        assertThat(order.getRequester().getReference()).isEqualTo("Practitioner/d-1");
        assertThat(order.getReasonReference())
                .singleElement()
                .satisfies(reason -> assertThat(reason.getReference()).isEqualTo("Condition/c-1"));
    }

    @Test
    void leavesOutEncounterRequesterAndReasonWhenNotGiven() {
        var json = written(new OrderDrafts(SHIPPED, OrderRules.DEFAULT), FERRITIN.order(), NOTHING);

        assertThat(json).doesNotContain("encounter", "requester", "reasonReference", "null");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("orderables")
    void writesTheSameOrderForAClientThatSpeaksR5(LabTest test, LabTest.Orderable orderable) {
        var json = written(new OrderDrafts(SHIPPED, OrderRules.DEFAULT), orderable, EVERYTHING_IN_R5);
        var order = FhirContext.forR5Cached()
                .newJsonParser()
                .setParserErrorHandler(new StrictErrorHandler())
                .parseResource(org.hl7.fhir.r5.model.ServiceRequest.class, json);

        assertThat(order.getStatus().toCode()).isEqualTo("draft");
        assertThat(order.getIntent().toCode()).isEqualTo("order");
        assertThat(order.getPriority().toCode()).isEqualTo("routine");
        assertThat(order.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("108252007");
        assertThat(order.getCode().getConcept().getText()).isEqualTo(orderable.name());
        assertThat(order.getCode().getConcept().getCoding().stream()
                        .map(coding -> new Code(coding.getSystem(), coding.getCode())))
                .isEqualTo(List.copyOf(orderable.codings()));
        assertThat(order.getPatientInstructionFirstRep()
                        .getInstructionMarkdownType()
                        .getValue())
                .isEqualTo(test.collection());
        assertThat(order.getSubject().getReference()).isEqualTo("Patient/p-1");
        assertThat(order.getEncounter().getReference()).isEqualTo("Encounter/e-1");
        assertThat(order.getRequester().getReference()).isEqualTo("Practitioner/d-1");
        assertThat(order.getReasonFirstRep().getReference().getReference()).isEqualTo("Condition/c-1");
    }

    @Test
    void writesWhatASiteAddedWithItsSpecialCharacters() {
        var site = SiteKnowledge.with("tests: { FER: { order: { code: LAB 47\"11, name: 'Ferritin \"S\" \\ µg' } } }");
        var order = order(site, site.tests().getFirst().order(), EVERYTHING);

        assertThat(order.getCode().getText()).isEqualTo("Ferritin \"S\" \\ µg");
        assertThat(order.getCode().getCoding().stream().map(OrderDraftsTests::code))
                .containsExactly(Code.loinc("2276-4"), new Code(LAB, "47\"11"));
    }

    @Test
    void refusesWhatTheKnowledgeDoesNotHold() {
        var unknown = new LabTest.Orderable(Code.loinc("718-7"), "Haemoglobin", "", null, Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(new OrderDrafts(SHIPPED, OrderRules.DEFAULT), unknown, EVERYTHING));
    }

    @Test
    void writesTheSameWhetherPreparedOnceTwiceOrNever() {
        var drafts = new OrderDrafts(SHIPPED, OrderRules.DEFAULT);
        var unprepared = written(drafts, FERRITIN.order(), EVERYTHING);

        drafts.prepare();
        drafts.prepare();

        assertThat(written(drafts, FERRITIN.order(), EVERYTHING)).isEqualTo(unprepared);
    }

    @Test
    void showsNothingOfThePatient() {
        assertThat(EVERYTHING).hasToString("Particulars[]");
    }
}
