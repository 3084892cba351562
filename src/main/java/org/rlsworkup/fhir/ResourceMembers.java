package org.rlsworkup.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.PartialDate;
import org.rlsworkup.workup.Sex;
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

    private static final String MEDICATION = "Medication";
    private static final String SUBSTANCE = "Substance";
    private static final String MEDICATION_REQUEST = "MedicationRequest";
    private static final String[] MEDICATION_STATEMENTS = {"MedicationStatement", "MedicationUsage"};
    private static final String[] MEDICATION_USES = {MEDICATION_REQUEST, "MedicationStatement", "MedicationUsage"};

    private static final Map<String, Member> OF_ANY_TYPE = new HashMap<>();
    private static final Map<String, Member> OF_EVERY_TYPE = new HashMap<>();
    private static final Map<String, Map<String, Member>> BY_TYPE = new HashMap<>();

    static {
        row("resourceType", (it, json) -> it.is(Json.word(json)));
        row("id", (it, json) -> it.id = Json.text(json));

        row(
                "subject",
                (it, json) -> it.subject = Json.ref(json),
                CONDITION,
                OBSERVATION,
                REPORT,
                ORDER,
                PROCEDURE,
                ENCOUNTER);
        row("code", (it, json) -> it.code = Json.concept(json), CONDITION, OBSERVATION, REPORT, ORDER, PROCEDURE);
        row("status", (it, json) -> it.status = Json.word(json), OBSERVATION, REPORT, ORDER, PROCEDURE, ENCOUNTER);
        row("contained", (it, json) -> Json.list(json, it.contained::read), OBSERVATION, REPORT);

        row("clinicalStatus", (it, json) -> it.clinicalStatus = Json.status(json), CONDITION);
        row("verificationStatus", (it, json) -> it.verificationStatus = Json.status(json), CONDITION);
        row("category", (it, json) -> Json.list(json, it::category), CONDITION);
        row("onsetDateTime", (it, json) -> it.onset = Json.date(json), CONDITION);
        row("onsetPeriod", (it, json) -> it.onset = Json.period(json).start(), CONDITION);
        row("recordedDate", (it, json) -> it.recorded = Json.date(json), CONDITION);

        row("identifier", (it, json) -> Json.list(json, it::identifier), OBSERVATION);
        row("effectiveDateTime", (it, json) -> it.effective.dateTime = Json.date(json), OBSERVATION, REPORT);
        row("effectivePeriod", (it, json) -> it.effective.read(Json.period(json)), OBSERVATION, REPORT);
        row("effectiveInstant", (it, json) -> it.effective.instant = Json.date(json), OBSERVATION, REPORT);
        row("effectiveTiming", (it, json) -> it.effective.events = Json.events(json), OBSERVATION, REPORT);
        row("issued", (it, json) -> it.issued = Json.date(json), OBSERVATION, REPORT);
        row("component", (it, json) -> Json.list(json, it::component), OBSERVATION);
        row("hasMember", (it, json) -> it.members = Json.refs(json), OBSERVATION);
        row("specimen", (it, json) -> Json.list(json, it::specimen), OBSERVATION);
        row("performer", (it, json) -> it.performers = Json.references(json), OBSERVATION);
        row("derivedFrom", (it, json) -> it.sources = Json.references(json), OBSERVATION);
        row("result", (it, json) -> it.results = Json.refs(json), REPORT);

        row("intent", (it, json) -> it.intent = Json.word(json), ORDER);
        row("doNotPerform", (it, json) -> it.doNotPerform = isTrue(json), ORDER);
        row("encounter", ResourceDraft::encounter, ORDER);
        row("authoredOn", (it, json) -> it.authored = Json.date(json), ORDER);
        row("occurrenceDateTime", (it, json) -> it.happened(Json.moment(json)), ORDER, PROCEDURE);
        row("occurrencePeriod", (it, json) -> it.happened(Json.period(json)), ORDER, PROCEDURE);
        row("occurrenceTiming", ResourceDraft::occurrences, ORDER);

        row("performedDateTime", (it, json) -> it.performed = Json.date(json), PROCEDURE);
        row("performedPeriod", (it, json) -> it.performed = end(json), PROCEDURE);

        row("class", (it, json) -> Json.list(json, it.visit::readClass), ENCOUNTER);
        row("location", (it, json) -> Json.list(json, it.visit::readLocation), ENCOUNTER);
        row("serviceType", (it, json) -> Json.list(json, it.visit::readService), ENCOUNTER);

        medicines();

        row("birthDate", (it, json) -> it.birthDate = Json.date(json), PATIENT);
        row("gender", (it, json) -> it.sex = Sex.of(Json.word(json)), PATIENT);
        row("active", (it, json) -> it.inactive = Boolean.FALSE.equals(Json.flag(json)), PATIENT);
        row("deceasedBoolean", (it, json) -> it.deceased = isTrue(json), PATIENT);
        row("deceasedDateTime", (it, json) -> it.deceased |= isGiven(json), PATIENT);
        row("_deceasedDateTime", (it, json) -> it.deceased |= isGiven(json), PATIENT);
        row("link", (it, json) -> Json.list(json, it::link), PATIENT);

        row("type", (it, json) -> it.specimenType = Json.concept(json), SPECIMEN);
        row("collection", (it, json) -> Json.object(json, it::collection), SPECIMEN);
    }

    private static void medicines() {
        for (var name : MedicationDraft.OF_USES) {
            row(name, (it, json) -> it.about().read(name, json), MEDICATION_USES);
        }
        for (var name : MedicationDraft.OF_PRODUCTS) {
            row(name, (it, json) -> it.about().read(name, json), MEDICATION);
        }
        for (var name : List.of("subject", "status", "category", "contained")) {
            alsoOf(name, MEDICATION_USES);
        }
        for (var name : List.of("intent", "doNotPerform", "authoredOn")) {
            alsoOf(name, MEDICATION_REQUEST);
        }
        for (var name : List.of("effectiveDateTime", "effectivePeriod")) {
            alsoOf(name, MEDICATION_STATEMENTS);
        }
        alsoOf("contained", MEDICATION);
        alsoOf("code", MEDICATION, SUBSTANCE);
    }

    private ResourceMembers() {}

    /** Reads the value of one member, on whose first token the parser stands, into the draft. */
    interface Member {
        void read(ResourceDraft draft, JsonParser parser);
    }

    /** A member of resources of these types; of every resource if none is named. */
    private static void row(String name, Member member, String... types) {
        OF_ANY_TYPE.put(name, member);
        if (types.length == 0) {
            OF_EVERY_TYPE.put(name, member);
        }
        for (var type : types) {
            BY_TYPE.computeIfAbsent(type, key -> new HashMap<>(OF_EVERY_TYPE)).put(name, member);
        }
    }

    /** A member that other types have, too. */
    private static void alsoOf(String name, String... types) {
        var member = OF_ANY_TYPE.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        row(name, member, types);
    }

    /** The members by name that a resource of this type may tell us something in; all if its type is not known yet. */
    static Map<String, Member> of(@Nullable String type) {
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
