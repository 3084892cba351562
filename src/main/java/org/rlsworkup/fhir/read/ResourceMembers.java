package org.rlsworkup.fhir.read;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.PartialDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * How each member of a resource is read: a row for each, with the resource types in which it tells us something. In a
 * resource that has said its type, the members of other types are skipped unread.
 */
final class ResourceMembers {
    private static final String PATIENT = "Patient";
    private static final String CONDITION = "Condition";
    private static final String OBSERVATION = "Observation";
    private static final String REPORT = "DiagnosticReport";
    private static final String ORDER = "ServiceRequest";
    private static final String PROCEDURE = "Procedure";
    private static final String ENCOUNTER = "Encounter";
    private static final String SPECIMEN = "Specimen";
    private static final String OUTCOME = "OperationOutcome";

    private static final String MEDICATION = "Medication";
    private static final String SUBSTANCE = "Substance";
    private static final String MEDICATION_REQUEST = "MedicationRequest";
    private static final String[] MEDICATION_STATEMENTS = {"MedicationStatement", "MedicationUsage"};
    private static final String[] MEDICATION_USES = {MEDICATION_REQUEST, "MedicationStatement", "MedicationUsage"};

    private static final Map<Element, Member> OF_ANY_TYPE = new EnumMap<>(Element.class);
    private static final Map<Element, Member> OF_EVERY_TYPE = new EnumMap<>(Element.class);
    private static final Map<String, Map<Element, Member>> BY_TYPE = new HashMap<>();

    static {
        row(Element.RESOURCE_TYPE, (it, json) -> it.is(Json.word(json)));
        row(Element.ID, (it, json) -> it.id = Json.text(json));

        row(
                Element.SUBJECT,
                (it, json) -> it.subject = Json.ref(json),
                CONDITION,
                OBSERVATION,
                REPORT,
                ORDER,
                PROCEDURE,
                ENCOUNTER);
        row(Element.CODE, (it, json) -> it.code = Json.concept(json), CONDITION, OBSERVATION, REPORT, ORDER, PROCEDURE);
        row(
                Element.STATUS,
                (it, json) -> it.status = Json.word(json),
                OBSERVATION,
                REPORT,
                ORDER,
                PROCEDURE,
                ENCOUNTER);
        row(Element.CONTAINED, (it, json) -> Json.list(json, it.contained::read), OBSERVATION, REPORT);

        row(Element.CLINICAL_STATUS, (it, json) -> it.clinicalStatus = Json.status(json), CONDITION);
        row(Element.VERIFICATION_STATUS, (it, json) -> it.verificationStatus = Json.status(json), CONDITION);
        row(Element.CATEGORY, (it, json) -> Json.list(json, it::category), CONDITION);
        row(Element.ONSET_DATE_TIME, (it, json) -> it.onset = Json.date(json), CONDITION);
        row(Element.ONSET_PERIOD, (it, json) -> it.onset = Json.period(json).start(), CONDITION);
        row(Element.RECORDED_DATE, (it, json) -> it.recorded = Json.date(json), CONDITION);

        row(Element.IDENTIFIER, (it, json) -> Json.list(json, it::identifier), OBSERVATION);
        row(Element.EFFECTIVE_DATE_TIME, (it, json) -> it.effective.dateTime = Json.date(json), OBSERVATION, REPORT);
        row(Element.EFFECTIVE_PERIOD, (it, json) -> it.effective.read(Json.period(json)), OBSERVATION, REPORT);
        row(Element.EFFECTIVE_INSTANT, (it, json) -> it.effective.instant = Json.date(json), OBSERVATION, REPORT);
        row(Element.EFFECTIVE_TIMING, (it, json) -> it.effective.events = Json.events(json), OBSERVATION, REPORT);
        row(Element.ISSUED, (it, json) -> it.issued = Json.date(json), OBSERVATION, REPORT);
        row(Element.COMPONENT, (it, json) -> Json.list(json, it::component), OBSERVATION);
        row(Element.HAS_MEMBER, (it, json) -> it.members = Json.refs(json), OBSERVATION);
        row(Element.SPECIMEN, (it, json) -> Json.list(json, it::specimen), OBSERVATION);
        row(Element.PERFORMER, (it, json) -> it.performers = Json.references(json), OBSERVATION);
        row(Element.DERIVED_FROM, (it, json) -> it.sources = Json.references(json), OBSERVATION);
        row(Element.RESULT, (it, json) -> it.results = Json.refs(json), REPORT);

        row(Element.INTENT, (it, json) -> it.intent = Json.word(json), ORDER);
        row(Element.DO_NOT_PERFORM, (it, json) -> it.doNotPerform = isTrue(json), ORDER);
        row(Element.ENCOUNTER, ResourceBuilder::encounter, ORDER);
        row(Element.AUTHORED_ON, (it, json) -> it.authored = Json.date(json), ORDER);
        row(Element.OCCURRENCE_DATE_TIME, (it, json) -> it.happened(Json.moment(json)), ORDER, PROCEDURE);
        row(Element.OCCURRENCE_PERIOD, (it, json) -> it.happened(Json.period(json)), ORDER, PROCEDURE);
        row(Element.OCCURRENCE_TIMING, ResourceBuilder::occurrences, ORDER);

        row(Element.PERFORMED_DATE_TIME, (it, json) -> it.performed = Json.date(json), PROCEDURE);
        row(Element.PERFORMED_PERIOD, (it, json) -> it.performed = end(json), PROCEDURE);

        row(Element.CLASS, (it, json) -> Json.list(json, it.visit::readClass), ENCOUNTER);
        row(Element.LOCATION, (it, json) -> Json.list(json, it.visit::readLocation), ENCOUNTER);
        row(Element.SERVICE_TYPE, (it, json) -> Json.list(json, it.visit::readService), ENCOUNTER);

        medicines();

        row(Element.BIRTH_DATE, (it, json) -> it.birthDate = Json.date(json), PATIENT);
        row(Element.GENDER, (it, json) -> it.sex = Sex.of(Json.word(json)), PATIENT);
        row(Element.ACTIVE, (it, json) -> it.inactive = Boolean.FALSE.equals(Json.flag(json)), PATIENT);
        row(Element.DECEASED_BOOLEAN, (it, json) -> it.deceased = isTrue(json), PATIENT);
        row(Element.DECEASED_DATE_TIME, (it, json) -> it.deceased |= isGiven(json), PATIENT);
        row(Element.DECEASED_DATE_TIME_EXTENSION, (it, json) -> it.deceased |= isGiven(json), PATIENT);
        row(Element.LINK, (it, json) -> Json.list(json, it::link), PATIENT);

        row(Element.TYPE, (it, json) -> it.specimenType = Json.concept(json), SPECIMEN);
        row(Element.COLLECTION, (it, json) -> Json.object(json, it::collection), SPECIMEN);

        row(Element.ISSUE, (it, json) -> Json.list(json, it::issue), OUTCOME);
    }

    private static void medicines() {
        for (var element : MedicationBuilder.OF_USES) {
            row(element, (it, json) -> it.about().read(element, json), MEDICATION_USES);
        }
        for (var element : MedicationBuilder.OF_PRODUCTS) {
            row(element, (it, json) -> it.about().read(element, json), MEDICATION);
        }
        for (var element : List.of(Element.SUBJECT, Element.STATUS, Element.CATEGORY, Element.CONTAINED)) {
            alsoOf(element, MEDICATION_USES);
        }
        for (var element : List.of(Element.INTENT, Element.DO_NOT_PERFORM, Element.AUTHORED_ON)) {
            alsoOf(element, MEDICATION_REQUEST);
        }
        for (var element : List.of(Element.EFFECTIVE_DATE_TIME, Element.EFFECTIVE_PERIOD)) {
            alsoOf(element, MEDICATION_STATEMENTS);
        }
        alsoOf(Element.CONTAINED, MEDICATION);
        alsoOf(Element.CODE, MEDICATION, SUBSTANCE);
    }

    private ResourceMembers() {}

    /** Reads the value of one member, on whose first token the parser stands, into the draft. */
    interface Member {
        void read(ResourceBuilder draft, JsonParser parser);
    }

    /** A member of resources of these types; of every resource if none is named. */
    private static void row(Element element, Member member, String... types) {
        OF_ANY_TYPE.put(element, member);
        if (types.length == 0) {
            OF_EVERY_TYPE.put(element, member);
        }
        for (var type : types) {
            BY_TYPE.computeIfAbsent(type, key -> new EnumMap<>(OF_EVERY_TYPE)).put(element, member);
        }
    }

    /** A member that other types have, too. */
    private static void alsoOf(Element element, String... types) {
        var member = OF_ANY_TYPE.get(element);
        if (member == null) {
            throw new IllegalArgumentException("no member " + element);
        }
        row(element, member, types);
    }

    /**
     * The members by element that a resource of this type may tell us something in; all if its type is not known yet.
     */
    static Map<Element, Member> of(@Nullable String type) {
        return type == null ? OF_ANY_TYPE : BY_TYPE.getOrDefault(type, OF_EVERY_TYPE);
    }

    private static @Nullable PartialDate end(JsonParser parser) {
        return Json.period(parser).endElseStart();
    }

    private static boolean isTrue(JsonParser parser) {
        return Boolean.TRUE.equals(Json.flag(parser));
    }

    /** Whether there is anything: an extension in place of a date says that it happened, only not when. */
    private static boolean isGiven(JsonParser parser) {
        var given = !parser.hasToken(JsonToken.VALUE_NULL);
        parser.skipChildren();
        return given;
    }
}
