package org.rlsworkup.fhir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Concept;
import org.rlsworkup.workup.Condition;
import org.rlsworkup.workup.DiagnosticReport;
import org.rlsworkup.workup.Encounter;
import org.rlsworkup.workup.Observation;
import org.rlsworkup.workup.PartialDate;
import org.rlsworkup.workup.Patient;
import org.rlsworkup.workup.Procedure;
import org.rlsworkup.workup.Ref;
import org.rlsworkup.workup.Resource;
import org.rlsworkup.workup.ServiceRequest;
import org.rlsworkup.workup.Sex;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one resource as they come by. Members may come in any order, {@code resourceType} last, so every member
 * we know of any type is kept, and what the resource is, is decided at its end.
 */
final class ResourceDraft implements Json.Members {
    @Nullable
    String resourceType;

    @Nullable
    String id;

    private @Nullable Ref subject;
    private @Nullable String status;
    private @Nullable String clinicalStatus;
    private @Nullable String verificationStatus;
    private @Nullable String intent;
    private boolean doNotPerform;
    private Concept code = Concept.NONE;
    private List<String> categories = List.of();
    private List<String> identifiers = List.of();
    private @Nullable PartialDate onset;
    private @Nullable PartialDate recorded;
    private boolean abated;
    private @Nullable PartialDate abatement;
    private final EffectiveDraft effective = new EffectiveDraft();
    private @Nullable PartialDate issued;
    private @Nullable PartialDate authored;
    private @Nullable PartialDate occurrence;
    private @Nullable PartialDate performed;
    private final MeasuredDraft measured = new MeasuredDraft();
    private List<Observation.Component> components = List.of();
    private List<Pointer> members = List.of();
    private List<Pointer> results = List.of();
    private List<Pointer> performers = List.of();
    private List<Pointer> sources = List.of();
    private final ContainedDrafts contained = new ContainedDrafts();
    private Pointer specimen = Pointer.NOWHERE;
    Concept specimenType = Concept.NONE;

    @Nullable
    PartialDate collected;

    private @Nullable String encounter;
    private final EncounterDraft visit = new EncounterDraft();
    private @Nullable PartialDate birthDate;
    private @Nullable Sex sex;
    private boolean deceased;
    private boolean inactive;
    private boolean replaced;

    @Override
    public void read(String name, JsonParser parser) {
        switch (name) {
            case "resourceType" -> resourceType = Json.text(parser);
            case "id" -> id = Json.text(parser);
            case "subject" -> subject = Json.reference(parser).ref();
            case "status" -> status = Json.text(parser);
            case "code" -> code = Json.concept(parser);
            case "category" -> Json.list(parser, this::category);
            case "identifier" -> Json.list(parser, this::identifier);
            case "contained" -> Json.list(parser, contained::read);
            case "encounter" -> encounter = encounter(parser);
            default -> readDates(name, parser);
        }
    }

    private void readDates(String name, JsonParser parser) {
        switch (name) {
            case "effectiveDateTime" -> effective.dateTime = Json.date(parser);
            case "effectivePeriod" -> effective.period = Json.period(parser).endElseStart();
            case "effectiveInstant" -> effective.instant = Json.date(parser);
            case "effectiveTiming" -> effective.events = Json.events(parser);
            case "issued" -> issued = Json.date(parser);
            case "authoredOn" -> authored = Json.date(parser);
            case "occurrenceDateTime", "performedDateTime" -> {
                occurrence = Json.date(parser);
                performed = occurrence;
            }
            case "occurrencePeriod", "performedPeriod" -> {
                var period = Json.period(parser);
                occurrence = period.start();
                performed = period.endElseStart();
            }
            case "occurrenceTiming" -> occurrence = first(Json.events(parser));
            case "onsetDateTime" -> onset = Json.date(parser);
            case "onsetPeriod" -> onset = Json.period(parser).start();
            case "recordedDate" -> recorded = Json.date(parser);
            default -> readResult(name, parser);
        }
    }

    private void readResult(String name, JsonParser parser) {
        switch (name) {
            case "component" -> Json.list(parser, this::component);
            case "hasMember" -> members = Json.references(parser);
            case "result" -> results = Json.references(parser);
            case "specimen" -> Json.list(parser, it -> specimen = Json.reference(it));
            case "performer" -> performers = Json.references(parser);
            case "derivedFrom" -> sources = Json.references(parser);
            case "type" -> specimenType = Json.concept(parser);
            case "collection" -> Json.object(parser, this::collection);
            default -> readStatus(name, parser);
        }
    }

    private void readStatus(String name, JsonParser parser) {
        switch (name) {
            case "clinicalStatus" -> clinicalStatus = Json.concept(parser).status();
            case "verificationStatus" ->
                verificationStatus = Json.concept(parser).status();
            case "intent" -> intent = Json.text(parser);
            case "doNotPerform" -> doNotPerform = Boolean.TRUE.equals(Json.flag(parser));
            case "birthDate" -> birthDate = Json.date(parser);
            case "gender" -> sex = Sex.of(Json.text(parser));
            case "active" -> inactive = Boolean.FALSE.equals(Json.flag(parser));
            case "deceasedBoolean" -> deceased = Boolean.TRUE.equals(Json.flag(parser));
            case "deceasedDateTime", "_deceasedDateTime" -> deceased |= isGiven(parser);
            case "link" -> Json.list(parser, this::link);
            default -> readOpenTyped(name, parser);
        }
    }

    private void readOpenTyped(String name, JsonParser parser) {
        if (name.startsWith("abatement") || name.startsWith("_abatement")) {
            abatement(name, parser);
        } else if (!measured.reads(name, parser) && !visit.reads(name, parser)) {
            parser.skipChildren();
        }
    }

    private void abatement(String name, JsonParser parser) {
        abated |= !parser.hasToken(JsonToken.VALUE_NULL) && !parser.hasToken(JsonToken.VALUE_FALSE);
        switch (name) {
            case "abatementDateTime" -> abatement = Json.date(parser);
            case "abatementPeriod" -> abatement = Json.period(parser).endElseStart();
            default -> parser.skipChildren();
        }
    }

    /** Whether there is anything: an extension in place of a date says that it happened, only not when. */
    private static boolean isGiven(JsonParser parser) {
        var given = !parser.hasToken(JsonToken.VALUE_NULL);
        parser.skipChildren();
        return given;
    }

    private void category(JsonParser parser) {
        categories = categories.isEmpty() ? new ArrayList<>(2) : categories;
        Json.concept(parser)
                .codings()
                .forEach(coding -> categories.add(coding.code().code()));
    }

    private void identifier(JsonParser parser) {
        var identifier = Json.identifier(parser);
        if (identifier != null) {
            identifiers = identifiers.isEmpty() ? new ArrayList<>(2) : identifiers;
            identifiers.add(identifier);
        }
    }

    private static @Nullable String encounter(JsonParser parser) {
        var ref = Json.reference(parser).ref();
        return ref != null && ref.type().equals("Encounter") ? ref.id() : null;
    }

    private void component(JsonParser parser) {
        var draft = new MeasuredDraft();
        var concept = new Concept[] {Concept.NONE};
        var isObject = Json.object(parser, (name, value) -> {
            if (name.equals("code")) {
                concept[0] = Json.concept(value);
            } else if (!draft.reads(name, value)) {
                value.skipChildren();
            }
        });
        if (isObject) {
            components = components.isEmpty() ? new ArrayList<>(4) : components;
            components.add(new Observation.Component(concept[0], draft.measured()));
        }
    }

    private void collection(String name, JsonParser parser) {
        switch (name) {
            case "collectedDateTime" -> collected = Json.date(parser);
            case "collectedPeriod" -> collected = Json.period(parser).endElseStart();
            default -> parser.skipChildren();
        }
    }

    private void link(JsonParser parser) {
        Json.object(parser, (name, value) -> {
            if (name.equals("type")) {
                replaced |= "replaced-by".equals(Json.text(value));
            } else {
                value.skipChildren();
            }
        });
    }

    void markReplaced() {
        replaced = true;
    }

    private static @Nullable PartialDate first(List<PartialDate> events) {
        return events.isEmpty() ? null : events.get(0);
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
                        id,
                        subject,
                        status,
                        code,
                        effective.best(),
                        issued,
                        targets(results),
                        contained.observations(this));
            case "ServiceRequest" ->
                new ServiceRequest(id, subject, status, intent, doNotPerform, code, authored, occurrence, encounter);
            case "Procedure" -> new Procedure(id, subject, status, code, performed);
            case "Encounter" -> new Encounter(id, subject, status, visit.classes(), visit.places());
            default -> null;
        };
    }

    private static List<Ref> targets(List<Pointer> pointers) {
        return pointers.isEmpty()
                ? List.of()
                : pointers.stream().map(Pointer::target).toList();
    }

    /** This as an Observation: one that says not whom it is about is about whom its container is about. */
    Observation observation(@Nullable ResourceDraft container) {
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
                targets(members),
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
            case "Condition", "Observation", "DiagnosticReport", "ServiceRequest", "Procedure" ->
                code.isEmpty() && components.isEmpty() && members.isEmpty() && results.isEmpty();
            default -> false;
        };
    }
}
