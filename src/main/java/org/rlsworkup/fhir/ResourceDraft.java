package org.rlsworkup.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Concept;
import org.rlsworkup.workup.Condition;
import org.rlsworkup.workup.DiagnosticReport;
import org.rlsworkup.workup.Observation;
import org.rlsworkup.workup.Observation.Measured;
import org.rlsworkup.workup.PartialDate;
import org.rlsworkup.workup.Patient;
import org.rlsworkup.workup.Ref;
import org.rlsworkup.workup.Resource;
import org.rlsworkup.workup.ServiceRequest;
import org.rlsworkup.workup.Value;
import tools.jackson.core.JsonParser;

/**
 * The members of one resource as they come by. Members may come in any order, {@code resourceType} last, so every member
 * we know of any type is kept, and what the resource is, is decided at its end.
 */
final class ResourceDraft implements Json.Members {
    @Nullable
    String resourceType;

    private @Nullable String id;
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
    private final Effective effective = new Effective();
    private @Nullable PartialDate issued;
    private @Nullable PartialDate authored;
    private @Nullable PartialDate occurrence;
    private final MeasuredDraft measured = new MeasuredDraft();
    private List<Observation.Component> components = List.of();
    private List<Ref> members = List.of();
    private List<Ref> results = List.of();
    private List<ResourceDraft> contained = List.of();
    private Json.Pointer specimen = new Json.Pointer(null, null);
    private Concept specimenType = Concept.NONE;
    private @Nullable PartialDate collected;
    private boolean patientReported;
    private @Nullable String encounter;
    private @Nullable PartialDate birthDate;
    private boolean deceased;
    private boolean inactive;
    private boolean replaced;

    /** Effective times in the order in which they are believed. */
    private static final class Effective {
        private @Nullable PartialDate dateTime;
        private @Nullable PartialDate period;
        private @Nullable PartialDate instant;
        private @Nullable PartialDate lastEvent;

        private @Nullable PartialDate best() {
            return dateTime != null ? dateTime : period != null ? period : instant != null ? instant : lastEvent;
        }
    }

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
            case "contained" -> Json.list(parser, this::containedResource);
            case "encounter" -> encounter = encounter(parser);
            default -> readDates(name, parser);
        }
    }

    private void readDates(String name, JsonParser parser) {
        switch (name) {
            case "effectiveDateTime" -> effective.dateTime = Json.date(parser);
            case "effectivePeriod" -> effective.period = Json.period(parser).endElseStart();
            case "effectiveInstant" -> effective.instant = Json.date(parser);
            case "effectiveTiming" -> effective.lastEvent = last(Json.events(parser));
            case "issued" -> issued = Json.date(parser);
            case "authoredOn" -> authored = Json.date(parser);
            case "occurrenceDateTime" -> occurrence = Json.date(parser);
            case "occurrencePeriod" -> occurrence = Json.period(parser).start();
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
            case "hasMember" -> members = references(parser);
            case "result" -> results = references(parser);
            case "specimen" -> Json.list(parser, it -> specimen = Json.reference(it));
            case "performer" -> references(parser).forEach(ref -> reportedBy(ref, "Patient"));
            case "derivedFrom" -> references(parser).forEach(ref -> reportedBy(ref, "QuestionnaireResponse"));
            case "type" -> specimenType = Json.concept(parser);
            case "collection" -> Json.object(parser, this::collection);
            default -> readStatus(name, parser);
        }
    }

    private void readStatus(String name, JsonParser parser) {
        switch (name) {
            case "clinicalStatus" -> clinicalStatus = Json.codes(parser).status();
            case "verificationStatus" -> verificationStatus = Json.codes(parser).status();
            case "intent" -> intent = Json.text(parser);
            case "doNotPerform" -> doNotPerform = Boolean.TRUE.equals(Json.flag(parser));
            case "birthDate" -> birthDate = Json.date(parser);
            case "active" -> inactive = Boolean.FALSE.equals(Json.flag(parser));
            case "deceasedBoolean" -> deceased = Boolean.TRUE.equals(Json.flag(parser));
            case "deceasedDateTime" -> deceased = Json.text(parser) != null;
            case "link" -> Json.list(parser, this::link);
            default -> readOpenTyped(name, parser);
        }
    }

    private void readOpenTyped(String name, JsonParser parser) {
        if (name.startsWith("abatement")) {
            abatement(name, parser);
        } else if (!measured.reads(name, parser)) {
            parser.skipChildren();
        }
    }

    private void abatement(String name, JsonParser parser) {
        switch (name) {
            case "abatementDateTime" -> {
                abated = true;
                abatement = Json.date(parser);
            }
            case "abatementPeriod" -> {
                abated = true;
                abatement = Json.period(parser).endElseStart();
            }
            case "abatementBoolean" -> abated = Boolean.TRUE.equals(Json.flag(parser));
            default -> {
                abated = true;
                parser.skipChildren();
            }
        }
    }

    private void category(JsonParser parser) {
        categories = categories.isEmpty() ? new ArrayList<>(2) : categories;
        Json.codes(parser)
                .codings()
                .forEach(coding -> categories.add(coding.code().code()));
    }

    private void identifier(JsonParser parser) {
        @Nullable String[] parts = new @Nullable String[2];
        Json.object(parser, (name, value) -> {
            switch (name) {
                case "system" -> parts[0] = Json.text(value);
                case "value" -> parts[1] = Json.text(value);
                default -> value.skipChildren();
            }
        });
        if (parts[1] != null) {
            identifiers = identifiers.isEmpty() ? new ArrayList<>(2) : identifiers;
            identifiers.add(parts[0] + "|" + parts[1]);
        }
    }

    private void containedResource(JsonParser parser) {
        var draft = new ResourceDraft();
        if (Json.object(parser, draft)) {
            contained = contained.isEmpty() ? new ArrayList<>(2) : contained;
            contained.add(draft);
        }
    }

    private static @Nullable String encounter(JsonParser parser) {
        var ref = Json.reference(parser).ref();
        return ref == null ? null : ref.id();
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

    private static List<Ref> references(JsonParser parser) {
        var refs = new ArrayList<Ref>();
        Json.list(parser, it -> {
            // A member that we cannot resolve is still a member: a panel must not look fully read.
            var ref = Json.reference(it).ref();
            refs.add(ref == null ? new Ref("", "") : ref);
        });
        return refs;
    }

    private void reportedBy(Ref ref, String type) {
        patientReported |= ref.type().equals(type);
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

    private static @Nullable PartialDate last(List<PartialDate> events) {
        return events.stream()
                .reduce((one, other) -> other.earliest().isBefore(one.earliest()) ? one : other)
                .orElse(null);
    }

    /** The resource, or null if it is of a kind that we do not read. */
    @Nullable
    Resource build() {
        if (resourceType == null) {
            return null;
        }
        return switch (resourceType) {
            case "Patient" -> new Patient(id, birthDate, deceased, inactive || replaced);
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
                        id, subject, status, code, effective.best(), issued, results, containedObservations());
            case "ServiceRequest" ->
                new ServiceRequest(id, subject, status, intent, doNotPerform, code, authored, occurrence, encounter);
            default -> null;
        };
    }

    private Observation observation(@Nullable Ref container) {
        return new Observation(
                id,
                subject == null ? container : subject,
                identifiers,
                status,
                code,
                effective.best(),
                issued,
                measured.measured(),
                components,
                members,
                containedObservations(),
                specimen(),
                patientReported);
    }

    /** What is contained is about whom its container is about, if it does not say otherwise. */
    private List<Observation> containedObservations() {
        if (contained.isEmpty()) {
            return List.of();
        }
        return contained.stream()
                .filter(draft -> "Observation".equals(draft.resourceType))
                .map(draft -> draft.observation(subject))
                .toList();
    }

    private Observation.Specimen specimen() {
        var words = new ArrayList<String>();
        if (specimen.display() != null) {
            words.add(specimen.display());
        }
        var ref = specimen.ref();
        PartialDate taken = null;
        for (var draft : contained) {
            if (ref != null
                    && ref.isContained()
                    && "Specimen".equals(draft.resourceType)
                    && ref.id().equals(draft.id)) {
                if (draft.specimenType.text() != null) {
                    words.add(draft.specimenType.text());
                }
                draft.specimenType.codings().stream()
                        .map(Concept.Coding::display)
                        .filter(display -> display != null)
                        .forEach(words::add);
                taken = draft.collected;
            }
        }
        return ref == null && words.isEmpty()
                ? Observation.Specimen.UNKNOWN
                : new Observation.Specimen(ref, words, taken);
    }

    /** Whether this says nothing by which it could be told what it is: it is counted as not read. */
    boolean isUnreadable() {
        if (resourceType == null) {
            return true;
        }
        return switch (resourceType) {
            case "Condition", "Observation", "DiagnosticReport", "ServiceRequest" ->
                code.isEmpty() && components.isEmpty() && members.isEmpty() && results.isEmpty();
            default -> false;
        };
    }

    /** A {@code value[x]} with its {@code dataAbsentReason}. */
    private static final class MeasuredDraft {
        private @Nullable Value value;
        private @Nullable String absentReason;

        boolean reads(String name, JsonParser parser) {
            switch (name) {
                case "dataAbsentReason" -> absentReason = Json.codes(parser).status();
                case "valueQuantity" -> value = quantity(parser);
                case "valueString" -> value = words(Json.text(parser));
                case "valueCodeableConcept" -> value = words(Json.concept(parser));
                default -> {
                    if (!name.startsWith("value")) {
                        return false;
                    }
                    parser.skipChildren();
                    value = new Value.Other();
                }
            }
            return true;
        }

        private static @Nullable Value words(@Nullable String text) {
            return text == null ? null : new Value.Words(text);
        }

        private static @Nullable Value words(Concept concept) {
            if (concept.text() != null) {
                return new Value.Words(concept.text());
            }
            if (concept.codings().isEmpty()) {
                return null;
            }
            var display = concept.codings().get(0).display();
            return display == null ? new Value.Other() : new Value.Words(display);
        }

        private static @Nullable Value quantity(JsonParser parser) {
            @Nullable String[] parts = new @Nullable String[4];
            @Nullable BigDecimal[] number = new @Nullable BigDecimal[1];
            var isObject = Json.object(parser, (name, member) -> {
                switch (name) {
                    case "comparator" -> parts[0] = Json.text(member);
                    case "value" -> number[0] = Json.decimal(member);
                    case "unit" -> parts[1] = Json.text(member);
                    case "system" -> parts[2] = Json.text(member);
                    case "code" -> parts[3] = Json.text(member);
                    default -> member.skipChildren();
                }
            });
            return isObject ? new Value.Quantity(parts[0], number[0], parts[1], parts[2], parts[3]) : null;
        }

        Measured measured() {
            return value == null && absentReason == null ? Measured.NOTHING : new Measured(value, absentReason);
        }
    }
}
