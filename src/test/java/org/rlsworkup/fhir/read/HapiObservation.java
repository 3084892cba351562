package org.rlsworkup.fhir.read;

import static org.rlsworkup.fhir.read.HapiTypes.code;
import static org.rlsworkup.fhir.read.HapiTypes.concept;
import static org.rlsworkup.fhir.read.HapiTypes.date;
import static org.rlsworkup.fhir.read.HapiTypes.endElseStart;
import static org.rlsworkup.fhir.read.HapiTypes.ref;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.Specimen;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;

/** Converts an Observation from HAPI's model to ours. */
final class HapiObservation {
    private HapiObservation() {}

    /** Whether it is an Observation that does not name another patient than its container does. */
    static boolean isContainedResult(HapiNode inner, Ref subject) {
        if (!inner.isOfType("Observation")) {
            return false;
        }
        var own = HapiReading.subject(inner);
        return own == null || subject == null || own.isContained() || subject.isContained() || own.equals(subject);
    }

    /**
     * Reads an Observation.
     *
     * @param container the resource whose contained resources this one may refer to: its container, or itself
     * @param subject whom it is about if it does not say so
     */
    static Observation of(HapiNode node, HapiNode container, Ref subject) {
        var own = HapiReading.subject(node);
        var whose = own == null ? subject : own;
        return new Observation(
                node.id().orElse(null),
                isAboutAnother(node, container, whose) ? null : whose,
                node.text("status").orElse(null),
                code(node),
                effective(node),
                startOfClosedPeriod(node),
                date(node.one("issued")),
                measured(node),
                node.all("component").stream()
                        .map(it -> new Observation.Component(code(it), measured(it)))
                        .toList(),
                HapiTypes.members(node.all("hasMember")),
                node.contained().stream()
                        .filter(inner -> isContainedResult(inner, own))
                        .map(inner -> of(inner, node, own))
                        .toList(),
                specimen(node.one("specimen"), container),
                laboratory(node, container),
                isPatientReported(node, container),
                node.all("category").stream()
                        .flatMap(it -> it.all("coding").stream())
                        .anyMatch(it -> it.text("code").orElse("").equals("social-history")),
                HapiTypes.meta(node));
    }

    private static boolean isAboutAnother(HapiNode node, HapiNode container, Ref whose) {
        return node.all("focus").stream().anyMatch(it -> {
            var ref = ref(Optional.of(it));
            return isA("RelatedPerson", it, container)
                    || (ref != null && ref.type().equals("Patient") && !ref.equals(whose));
        });
    }

    static PartialDate startOfClosedPeriod(HapiNode node) {
        return node.one("effective[x]")
                .filter(it -> it.isOfType("Period") && date(it.one("end")) != null)
                .map(it -> date(it.one("start")))
                .orElse(null);
    }

    static PartialDate effective(HapiNode node) {
        var effective = node.one("effective[x]");
        return effective
                .filter(it -> it.isOfType("Timing"))
                .map(timing -> HapiTypes.events(timing).stream()
                        .max(Comparator.comparing(PartialDate::earliest))
                        .orElse(null))
                .orElseGet(() -> endElseStart(effective));
    }

    private static Measured measured(HapiNode node) {
        var value = node.one("value[x]").map(HapiObservation::value).orElse(null);
        var reason = concept(node.one("dataAbsentReason")).status();
        return new Measured(
                value,
                reason == null && value == null
                        ? node.one("value[x]")
                                .map(HapiObservation::absentReason)
                                .orElse(null)
                        : reason,
                node.all("referenceRange").stream()
                        .map(HapiObservation::referenceRange)
                        .toList(),
                node.all("interpretation").stream()
                        .map(it -> HapiTypes.codes(Optional.of(it)))
                        .map(HapiObservation::codeElseText)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                node.isOfType("Observation") ? List.of() : HapiTypes.modifiers(node));
    }

    /** Why there is no value: an extension of it or of its number, or a code that means that. */
    private static String absentReason(HapiNode value) {
        if (value.isOfType("CodeableConcept")
                && !concept(Optional.of(value)).codings().isEmpty()) {
            return concept(Optional.of(value)).codings().stream()
                    .filter(it -> String.valueOf(it.code().system()).endsWith("data-absent-reason"))
                    .map(it -> it.code().code())
                    .findFirst()
                    .orElse(null);
        }
        if (!value.isPrimitive() && !value.isOfType("Quantity") && !value.isOfType("CodeableConcept")) {
            return null;
        }
        return Stream.concat(
                        Stream.of(value), value.isOfType("Quantity") ? value.one("value").stream() : Stream.empty())
                .flatMap(it -> it.extensions().stream())
                .filter(it -> it.text("url").orElse("").endsWith("data-absent-reason"))
                .flatMap(it -> it.one("value[x]").flatMap(HapiNode::text).stream())
                .findFirst()
                .orElse(null);
    }

    private static Observation.ReferenceRange referenceRange(HapiNode node) {
        return new Observation.ReferenceRange(
                node.one("low").map(HapiObservation::quantity).orElse(null),
                node.one("high").map(HapiObservation::quantity).orElse(null),
                concept(node.one("type")).status(),
                node.one("age").isPresent() || node.one("appliesTo").isPresent());
    }

    private static String codeElseText(Concept concept) {
        return concept.codings().isEmpty()
                ? concept.text()
                : concept.codings().get(0).code().code();
    }

    private static Value.Quantity quantity(HapiNode node) {
        var parts = List.of("comparator", "value", "unit", "code");
        return parts.stream().allMatch(part -> node.text(part).isEmpty())
                ? null
                : new Value.Quantity(
                        node.text("comparator").orElse(null),
                        node.text("value").map(BigDecimal::new).orElse(null),
                        node.text("unit").orElse(null),
                        node.text("system").orElse(null),
                        node.text("code").orElse(null));
    }

    /** The name of the first organization among the performers that has one. */
    private static String laboratory(HapiNode node, HapiNode container) {
        return node.all("performer").stream()
                .filter(it -> it.text("display").isPresent() && isA("Organization", it, container))
                .findFirst()
                .flatMap(it -> it.text("display"))
                .orElse(null);
    }

    private static Value value(HapiNode node) {
        if (node.isPrimitive() && node.text().isEmpty()) {
            return null;
        }
        if (node.isOfType("CodeableConcept")
                && concept(Optional.of(node)).codings().stream()
                        .anyMatch(it -> String.valueOf(it.code().system()).endsWith("data-absent-reason"))) {
            return null;
        }
        return switch (node.type()) {
            case "Quantity" -> node.text("value").isEmpty() && absentReason(node) != null ? null : quantity(node);
            case "Range" ->
                node.one("low").map(HapiObservation::quantity).isEmpty()
                                && node.one("high")
                                        .map(HapiObservation::quantity)
                                        .isEmpty()
                        ? null
                        : new Value.Range(
                                node.one("low").map(HapiObservation::quantity).orElse(null),
                                node.one("high").map(HapiObservation::quantity).orElse(null));
            case "integer" -> new Value.Unitless(new BigDecimal(node.text().orElseThrow()));
            case "string" -> new Value.Text(node.text().orElseThrow());
            case "CodeableConcept" ->
                Stream.concat(
                                names(node),
                                concept(Optional.of(node)).codings().stream()
                                        .map(it -> it.code().code()))
                        .findFirst()
                        .<Value>map(Value.Text::new)
                        .orElse(null);
            default -> new Value.Other();
        };
    }

    /** What a concept is called: its text, then the displays of its codings. */
    private static Stream<String> names(HapiNode node) {
        var concept = concept(Optional.of(node));
        return Stream.concat(
                        Stream.ofNullable(concept.text()),
                        concept.codings().stream().map(Coding::display))
                .filter(Objects::nonNull);
    }

    private static Specimen specimen(Optional<HapiNode> reference, HapiNode container) {
        var target = contained(reference, container).filter(it -> it.isOfType("Specimen"));
        var type = target.flatMap(it -> it.one("type"));
        var words = Stream.concat(
                reference.flatMap(it -> it.text("display")).stream(),
                type.stream().flatMap(HapiObservation::names));
        var collected = target.flatMap(it -> it.one("collection")).flatMap(it -> it.one("collected[x]"));
        return new Specimen(ref(reference), words.toList(), endElseStart(collected));
    }

    private static Optional<HapiNode> contained(Optional<HapiNode> reference, HapiNode container) {
        return Optional.ofNullable(ref(reference))
                .filter(Ref::isContained)
                .flatMap(ref -> container.contained().stream()
                        .filter(it -> it.id().equals(Optional.of(ref.id())))
                        .findFirst());
    }

    private static boolean isPatientReported(HapiNode node, HapiNode container) {
        return node.all("performer").stream().anyMatch(it -> isA("Patient", it, container))
                || node.all("derivedFrom").stream().anyMatch(it -> isA("QuestionnaireResponse", it, container));
    }

    /**
     * Whether a reference leads to a resource of this type: by its literal, by what is contained, or by its own word.
     */
    private static boolean isA(String type, HapiNode reference, HapiNode container) {
        var ref = ref(Optional.of(reference));
        var known = ref != null && !ref.isContained()
                ? List.of(ref.type())
                : Stream.concat(
                                contained(Optional.of(reference), container).map(HapiNode::type).stream(),
                                reference.text("type").stream())
                        .toList();
        return known.contains(type);
    }
}
