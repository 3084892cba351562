package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Procedure;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one resource as they come by. Members may come in any order, {@code resourceType} last, so every
 * member we know of any type is kept, and what the resource is, is decided at its end.
 */
final class ResourceBuilder {
    @Nullable
    String resourceType;

    @Nullable
    String id;

    @Nullable
    Ref subject;

    @Nullable
    String status;

    @Nullable
    String clinicalStatus;

    @Nullable
    String verificationStatus;

    @Nullable
    String intent;

    boolean doNotPerform;
    Concept code = Concept.NONE;
    List<String> categories = List.of();
    List<String> identifiers = List.of();

    @Nullable
    PartialDate onset;

    @Nullable
    PartialDate recorded;

    boolean abated;

    @Nullable
    PartialDate abatement;

    final EffectiveBuilder effective = new EffectiveBuilder();

    @Nullable
    PartialDate issued;

    @Nullable
    PartialDate authored;

    @Nullable
    PartialDate occurrence;

    @Nullable
    PartialDate performed;

    final MeasuredBuilder measured = new MeasuredBuilder();
    List<Observation.Component> components = List.of();
    List<Ref> members = List.of();
    List<Ref> results = List.of();
    List<Reference> performers = List.of();
    List<Reference> sources = List.of();
    final ContainedBuilders contained = new ContainedBuilders();
    Reference specimen = Reference.NONE;
    Concept specimenType = Concept.NONE;

    @Nullable
    PartialDate collected;

    @Nullable
    String encounter;

    private @Nullable MedicationBuilder about;
    final EncounterBuilder visit = new EncounterBuilder();

    @Nullable
    PartialDate birthDate;

    @Nullable
    Sex sex;

    boolean deceased;
    boolean inactive;
    boolean replaced;
    List<String> severities = List.of();
    private Map<Element, ResourceMembers.Member> rows = ResourceMembers.of(null);

    /** The resource that begins here; null if none does. */
    static @Nullable ResourceBuilder read(JsonParser parser) {
        if (!Json.isObject(parser)) {
            return null;
        }
        var draft = new ResourceBuilder();
        for (var element = Json.member(parser); element != null; element = Json.member(parser)) {
            draft.read(element, parser);
        }
        return draft;
    }

    void read(Element element, JsonParser parser) {
        var member = rows.get(element);
        if (member == null) {
            readOpenTyped(element, parser);
        } else {
            member.read(this, parser);
        }
    }

    void is(@Nullable String type) {
        resourceType = type;
        rows = ResourceMembers.of(type);
    }

    private void readOpenTyped(Element element, JsonParser parser) {
        if (isAbatement(element, parser)) {
            abatement(element, parser);
        } else if (!measured.reads(element, parser)) {
            parser.skipChildren();
        }
    }

    /** Of whatever type, or only an extension of it. */
    private static boolean isAbatement(Element element, JsonParser parser) {
        return switch (element) {
            case ABATEMENT_DATE_TIME, ABATEMENT_PERIOD -> true;
            case OTHER -> {
                var name = parser.currentName();
                yield name.startsWith("abatement") || name.startsWith("_abatement");
            }
            default -> false;
        };
    }

    private void abatement(Element element, JsonParser parser) {
        abated |= !parser.hasToken(JsonToken.VALUE_NULL) && !parser.hasToken(JsonToken.VALUE_FALSE);
        switch (element) {
            case ABATEMENT_DATE_TIME -> abatement = Json.date(parser);
            case ABATEMENT_PERIOD -> abatement = Json.period(parser).endElseStart();
            default -> parser.skipChildren();
        }
    }

    void category(JsonParser parser) {
        categories = categories.isEmpty() ? new ArrayList<>(2) : categories;
        Json.codes(parser)
                .codings()
                .forEach(coding -> categories.add(coding.code().code()));
    }

    void identifier(JsonParser parser) {
        var identifier = Json.identifier(parser);
        if (identifier != null) {
            identifiers = identifiers.isEmpty() ? new ArrayList<>(2) : identifiers;
            identifiers.add(identifier);
        }
    }

    void encounter(JsonParser parser) {
        var ref = Json.ref(parser);
        encounter = ref != null && ref.type().equals("Encounter") ? ref.id() : null;
    }

    void component(JsonParser parser) {
        var component = MeasuredBuilder.component(parser);
        if (component != null) {
            components = components.isEmpty() ? new ArrayList<>(4) : components;
            components.add(component);
        }
    }

    void issue(JsonParser parser) {
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            var severity = element == Element.SEVERITY ? Json.text(parser) : null;
            if (severity != null) {
                severities = severities.isEmpty() ? new ArrayList<>(2) : severities;
                severities.add(severity);
            } else if (element != Element.SEVERITY) {
                parser.skipChildren();
            }
        }
    }

    void collection(Element element, JsonParser parser) {
        switch (element) {
            case COLLECTED_DATE_TIME -> collected = Json.date(parser);
            case COLLECTED_PERIOD -> collected = Json.period(parser).endElseStart();
            default -> parser.skipChildren();
        }
    }

    void link(JsonParser parser) {
        Json.object(parser, (element, value) -> {
            if (element == Element.TYPE) {
                replaced |= "replaced-by".equals(Json.text(value));
            } else {
                value.skipChildren();
            }
        });
    }

    void markReplaced() {
        replaced = true;
    }

    /** A Procedure is over at the end of its period, an order begins with it. */
    void happened(Json.Period period) {
        occurrence = period.start();
        performed = period.endElseStart();
    }

    void occurrences(JsonParser parser) {
        var events = Json.events(parser);
        occurrence = events.isEmpty() ? null : events.get(0);
    }

    /** The last of them, if R5 should send several. */
    void specimen(JsonParser parser) {
        specimen = Json.reference(parser);
    }

    /** What only medicines have: most resources are none. */
    MedicationBuilder about() {
        about = about == null ? new MedicationBuilder() : about;
        return about;
    }

    /** The resource, or null if it is of a kind that we do not read. */
    @Nullable
    Resource build() {
        if (resourceType == null) {
            return null;
        }
        return switch (resourceType) {
            case "Patient" -> new Patient(id, birthDate, sex, deceased, inactive || replaced);
            case "Condition" ->
                new Condition(
                        id,
                        subject,
                        clinicalStatus,
                        verificationStatus,
                        categories,
                        code,
                        onset,
                        recorded,
                        abated,
                        abatement);
            case "Observation" -> observation(null);
            case "DiagnosticReport" ->
                new DiagnosticReport(
                        id, subject, status, code, effective.best(), issued, results, contained.observations(this));
            case "ServiceRequest" ->
                new ServiceRequest(id, subject, status, intent, doNotPerform, code, authored, occurrence, encounter);
            case "Procedure" -> new Procedure(id, subject, status, code, performed);
            case "Encounter" -> new Encounter(id, subject, status, visit.classes(), visit.places());
            case "MedicationRequest" -> about().request(this);
            case "MedicationStatement", "MedicationUsage" -> about().statement(this);
            case "Medication" -> medication(contained);
            default -> null;
        };
    }

    /** This as a Medication that stands among these, or contains them. */
    Medication medication(ContainedBuilders others) {
        return new Medication(id, about().product(code, others));
    }

    /** This as an Observation: one that says not whom it is about is about whom its container is about. */
    Observation observation(@Nullable ResourceBuilder container) {
        // Resources contained side by side refer to each other; none contains another.
        var within = container == null ? this : container;
        return new Observation(
                id,
                subject == null ? within.subject : subject,
                identifiers,
                status,
                code,
                effective.best(),
                issued,
                measured.measured(),
                components,
                members,
                contained.observations(this),
                within.contained.specimen(specimen),
                within.contained.nameOfAny("Organization", performers),
                within.contained.isAny("Patient", performers)
                        || within.contained.isAny("QuestionnaireResponse", sources));
    }

    /** Whether this says nothing by which it could be told what it is: it is counted as not read. */
    boolean isUnreadable() {
        if (resourceType == null) {
            return true;
        }
        return switch (resourceType) {
            case "Condition", "ServiceRequest", "Procedure" -> code.isEmpty();
            case "Observation" -> code.isEmpty() && components.isEmpty() && members.isEmpty();
            case "DiagnosticReport" -> code.isEmpty() && results.isEmpty();
            case "MedicationRequest", "MedicationStatement", "MedicationUsage" -> about().saysNothing(contained);
            default -> false;
        };
    }
}
