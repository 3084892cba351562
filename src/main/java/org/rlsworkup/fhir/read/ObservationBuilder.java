package org.rlsworkup.fhir.read;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JsonParser;

/** Collects the members that are special to Observations and DiagnosticReports. */
final class ObservationBuilder {
    private @Nullable PartialDate effectiveDateTime;
    JsonDates.Period effectivePeriod = JsonDates.Period.NONE;
    private @Nullable PartialDate effectiveInstant;
    private List<PartialDate> effectiveEvents = List.of();
    private @Nullable PartialDate issued;
    private final MeasuredBuilder measured = new MeasuredBuilder();
    List<Observation.Component> components = List.of();
    List<Ref> members = List.of();
    List<Ref> results = List.of();
    private List<Reference> performers = List.of();
    private List<Reference> sources = List.of();
    private List<Reference> focuses = List.of();
    private Reference specimen = Reference.NONE;

    boolean read(Element element, JsonParser parser) {
        switch (element) {
            case EFFECTIVE_DATE_TIME -> effectiveDateTime = JsonDates.date(parser);
            case EFFECTIVE_PERIOD -> effectivePeriod = JsonDates.period(parser);
            case EFFECTIVE_INSTANT -> effectiveInstant = JsonDates.date(parser);
            case EFFECTIVE_TIMING -> effectiveEvents = JsonDates.events(parser);
            case ISSUED -> issued = JsonDates.date(parser);
            case COMPONENT -> components = Json.items(parser, MeasuredBuilder::component);
            case HAS_MEMBER -> members = Json.refs(parser);
            case RESULT -> results = Json.refs(parser);
            case PERFORMER -> performers = Json.references(parser);
            case FOCUS -> focuses = Json.references(parser);
            case DERIVED_FROM -> sources = Json.references(parser);
            case SPECIMEN -> Json.list(parser, item -> specimen = Json.reference(item));
            default -> {
                return measured.read(element, parser);
            }
        }
        return true;
    }

    /** The start of {@code effective[x]}, or null. */
    @Nullable
    PartialDate effectiveStart() {
        return effectiveDateTime != null ? effectiveDateTime : effectivePeriod.start();
    }

    /** The end of {@code effectivePeriod}, or null. */
    @Nullable
    PartialDate effectiveEnd() {
        return effectivePeriod.end();
    }

    private @Nullable PartialDate startOfClosedPeriod() {
        return effectiveDateTime == null && effectivePeriod.end() != null ? effectivePeriod.start() : null;
    }

    /** See {@link Observation#effective}. */
    private @Nullable PartialDate effective() {
        if (effectiveDateTime != null) {
            return effectiveDateTime;
        }
        var period = effectivePeriod.endElseStart();
        if (period != null || effectiveInstant != null) {
            return period != null ? period : effectiveInstant;
        }
        return effectiveEvents.stream()
                .max(Comparator.comparing(PartialDate::earliest))
                .orElse(null);
    }

    /** Whether it is about somebody else of whom the subject's record tells: a fetus, a donor, a relative. */
    private boolean isAboutAnother(@Nullable Ref subject, ContainedResources contained) {
        return contained.isAny("RelatedPerson", focuses)
                || focuses.stream()
                        .map(Reference::ref)
                        .anyMatch(ref -> ref != null && ref.type().equals("Patient") && !ref.equals(subject));
    }

    /**
     * The subject and the contained resources of the container are those of an Observation contained in it. One that is
     * about another person than its subject has none here: whose it is is not known.
     */
    Observation observation(ResourceBuilder resource, ResourceBuilder container) {
        var subject = resource.subject == null ? container.subject : resource.subject;
        return new Observation(
                resource.id,
                isAboutAnother(subject, container.contained) ? null : subject,
                resource.status,
                resource.code,
                effective(),
                startOfClosedPeriod(),
                issued,
                measured.build(),
                components,
                members,
                resource.contained.observations(resource),
                container.contained.specimen(specimen),
                container.contained.nameOfAny("Organization", performers),
                container.contained.isAny("Patient", performers)
                        || container.contained.isAny("QuestionnaireResponse", sources),
                resource.isSocialHistory(),
                resource.meta.build());
    }

    DiagnosticReport report(ResourceBuilder resource) {
        return new DiagnosticReport(
                resource.id,
                resource.subject,
                resource.status,
                resource.code,
                effective(),
                startOfClosedPeriod(),
                issued,
                results,
                resource.contained.observations(resource),
                resource.meta.build());
    }
}
