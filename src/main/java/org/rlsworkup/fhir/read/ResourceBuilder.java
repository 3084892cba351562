package org.rlsworkup.fhir.read;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Procedure;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/**
 * Collects the members of one resource. Members come in any order, {@code resourceType} possibly last, so members of all
 * types are collected until the type is known, and the resource is built at the end.
 */
final class ResourceBuilder {
    private static final String SOCIAL_HISTORY = "social-history";

    private Set<Element> elements = Element.of(null);

    @Nullable
    String type;

    @Nullable
    String id;

    @Nullable
    Ref subject;

    @Nullable
    String status;

    Concept code = Concept.NONE;
    List<String> categories = List.of();

    @Nullable
    String intent;

    boolean doNotPerform;

    @Nullable
    PartialDate authored;

    final ContainedResources contained = new ContainedResources();
    final ObservationBuilder observation = new ObservationBuilder();
    private @Nullable MedicationBuilder medication;
    private @Nullable EncounterBuilder visit;

    private @Nullable String clinicalStatus;
    private @Nullable String verificationStatus;
    private @Nullable DiagnosticCertainty certainty;
    private @Nullable PartialDate onset;
    private @Nullable PartialDate recorded;
    private boolean abated;
    private @Nullable PartialDate abatement;

    private @Nullable String encounter;
    private @Nullable PartialDate occurrence;
    private boolean socialHistory;

    @Nullable
    PartialDate performed;

    private @Nullable PartialDate birthDate;
    private @Nullable Sex sex;
    private boolean deceased;
    private boolean inactive;
    private boolean replaced;

    Concept specimenType = Concept.NONE;

    @Nullable
    PartialDate collected;

    final MetaBuilder meta = new MetaBuilder();
    private @Nullable OutcomeBuilder outcome;

    /** Null if the value is not an object. */
    static @Nullable ResourceBuilder read(JsonParser parser) {
        var builder = new ResourceBuilder();
        return Json.object(parser, builder::read) ? builder : null;
    }

    void read(Element element, JsonParser parser) {
        if (!elements.contains(element)) {
            parser.skipChildren();
            return;
        }
        switch (element) {
            case RESOURCE_TYPE -> {
                type = Json.word(parser);
                elements = Element.of(type);
            }
            case ID -> id = Json.text(parser);
            case META, MODIFIER_EXTENSION, IDENTIFIER -> meta.read(element, parser);
            case SUBJECT -> subject = Json.ref(parser);
            case STATUS -> status = Json.statusCode(parser);
            case CODE -> readCode(parser);
            case CATEGORY -> readCategory(parser);
            case CONTAINED -> Json.list(parser, contained::read);
            case CLINICAL_STATUS -> clinicalStatus = Json.status(parser);
            case VERIFICATION_STATUS -> verificationStatus = Json.status(parser);
            case ONSET_DATE_TIME -> onset = JsonDates.date(parser);
            case ONSET_PERIOD -> onset = JsonDates.period(parser).start();
            case RECORDED_DATE -> recorded = JsonDates.date(parser);
            case INTENT -> intent = Json.statusCode(parser);
            case DO_NOT_PERFORM -> doNotPerform = Json.is(true, parser);
            case AUTHORED_ON -> authored = JsonDates.date(parser);
            case OCCURRENCE_DATE_TIME, OCCURENCE_DATE_TIME, PERFORMED_DATE_TIME ->
                happened(element, JsonDates.moment(parser));
            case OCCURRENCE_PERIOD, OCCURENCE_PERIOD, PERFORMED_PERIOD -> happened(element, JsonDates.period(parser));
            case OCCURRENCE_TIMING ->
                occurrence = JsonDates.events(parser).stream().findFirst().orElse(null);
            case ENCOUNTER -> encounter(Json.ref(parser));
            case CLASS, LOCATION, SERVICE_TYPE -> visit().read(element, parser);
            case TYPE -> specimenType = Json.concept(parser);
            case COLLECTION -> Json.object(parser, this::collection);
            case ISSUE -> Json.list(parser, outcome()::issue);
            default -> readSpecial(element, parser);
        }
    }

    private void readCode(JsonParser parser) {
        var reader = new ConceptReader(false);
        code = reader.read(parser);
        certainty = reader.certainty() == null ? certainty : reader.certainty();
    }

    private void readSpecial(Element element, JsonParser parser) {
        switch (element) {
            case BIRTH_DATE -> birthDate = JsonDates.birthDate(parser);
            case GENDER -> sex = Sex.of(Json.word(parser));
            case ACTIVE -> inactive = Json.is(false, parser);
            case DECEASED_BOOLEAN -> deceased = Json.is(true, parser);
            case DECEASED_DATE_TIME -> deceased |= JsonDates.isDateOrText(parser);
            case LINK -> Json.list(parser, link -> link(Json.memberText(link, Element.TYPE)));
            case ABATEMENT_DATE_TIME, ABATEMENT_PERIOD -> abatement(element, parser);
            case EXTENSION -> {
                var found = DiagnosticCertainty.read(parser);
                certainty = certainty == null ? found : certainty;
            }
            case OTHER -> readOther(parser);
            default -> {
                if (!observation.read(element, parser) && !medication().read(element, parser)) {
                    parser.skipChildren();
                }
            }
        }
    }

    private void readOther(JsonParser parser) {
        var name = parser.currentName();
        if (name.startsWith("abatement")) {
            abatement(Element.OTHER, parser);
        } else if (!observation.read(Element.OTHER, parser)) {
            parser.skipChildren();
        }
    }

    /** Any type of abatement says that the condition is over. */
    private void abatement(Element element, JsonParser parser) {
        switch (element) {
            case ABATEMENT_DATE_TIME -> abatement = JsonDates.date(parser);
            case ABATEMENT_PERIOD -> abatement = JsonDates.period(parser).endElseStart();
            default -> abated |= Json.isGiven(parser) && !Json.is(false, parser);
        }
        abated |= abatement != null;
    }

    /** Of the categories of an Observation only one matters. */
    private void readCategory(JsonParser parser) {
        if (!"Observation".equals(type)) {
            Json.list(parser, this::category);
        } else if (Json.mentions(parser, SOCIAL_HISTORY)) {
            socialHistory = true;
        }
    }

    boolean isSocialHistory() {
        return socialHistory || categories.contains(SOCIAL_HISTORY);
    }

    private void category(JsonParser parser) {
        for (var coding : Json.codes(parser).codings()) {
            categories = Json.append(categories, coding.code().code());
        }
    }

    /** A Procedure is dated by the end of its period, an order by the start. */
    private void happened(Element element, JsonDates.Period period) {
        performed = period.endElseStart();
        if (element == Element.OCCURRENCE_DATE_TIME || element == Element.OCCURRENCE_PERIOD) {
            occurrence = period.start();
        }
    }

    private void encounter(@Nullable Ref ref) {
        encounter = ref != null && ref.type().equals("Encounter") ? ref.id() : null;
    }

    private void collection(Element element, JsonParser parser) {
        switch (element) {
            case COLLECTED_DATE_TIME -> collected = JsonDates.date(parser);
            case COLLECTED_PERIOD -> collected = JsonDates.period(parser).endElseStart();
            default -> parser.skipChildren();
        }
    }

    /** Adds the type of a Patient's link. */
    void link(@Nullable String linkType) {
        replaced |= "replaced-by".equals(linkType);
    }

    /** Made on demand, because most resources are not about medicines. */
    MedicationBuilder medication() {
        medication = medication == null ? new MedicationBuilder() : medication;
        return medication;
    }

    /** Of an OperationOutcome, which is rare. */
    OutcomeBuilder outcome() {
        outcome = outcome == null ? new OutcomeBuilder() : outcome;
        return outcome;
    }

    private EncounterBuilder visit() {
        visit = visit == null ? new EncounterBuilder() : visit;
        return visit;
    }

    /** The resource, or null if it is of a type that is not read. */
    @Nullable
    Resource build() {
        return switch (type) {
            case "Patient" -> patient();
            case "Condition" ->
                new Condition(
                        id,
                        subject,
                        certainty == null ? clinicalStatus : certainty.clinical(clinicalStatus),
                        certainty == null ? verificationStatus : certainty.verification(verificationStatus),
                        categories,
                        code,
                        onset,
                        recorded,
                        abated,
                        abatement,
                        meta.build());
            case "Observation" -> observation.observation(this, this);
            case "DiagnosticReport" -> observation.report(this);
            case "ServiceRequest" ->
                new ServiceRequest(
                        id, subject, status, intent, doNotPerform, code, authored, occurrence, encounter, meta.build());
            case "Procedure" -> new Procedure(id, subject, status, code, performed, meta.build());
            case "Encounter" -> visit().build(this);
            case "MedicationRequest", "MedicationStatement", "MedicationUsage", "MedicationAdministration" ->
                medication().use(this, Collections.emptyMap());
            case "Medication" -> buildMedication(contained);
            case null, default -> null;
        };
    }

    /** Of one whose meaning is modified, only what makes us silent is believed. */
    private Patient patient() {
        var believed = meta.build().modifiers().isEmpty();
        return new Patient(
                id, believed ? birthDate : null, believed ? sex : null, deceased, inactive || replaced, meta.build());
    }

    /** This as a Medication whose ingredients may be among these resources; nothing is known of a modified one. */
    Medication buildMedication(ContainedResources siblings) {
        return new Medication(
                id, meta.build().modifiers().isEmpty() ? medication().product(code, siblings) : Product.UNKNOWN);
    }

    /** Whether this lacks everything by which it could be identified: it counts as not read. */
    boolean isUnreadable() {
        return switch (type) {
            case null -> true;
            case "Condition", "ServiceRequest", "Procedure" -> code.isEmpty();
            case "Observation" -> code.isEmpty() && observation.components.isEmpty() && observation.members.isEmpty();
            case "DiagnosticReport" -> code.isEmpty() && observation.results.isEmpty();
            case "MedicationRequest", "MedicationStatement", "MedicationUsage", "MedicationAdministration" ->
                medication().isAnonymous(contained);
            default -> false;
        };
    }
}
