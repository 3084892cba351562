package org.rlsworkup.fhir.read;

import static org.rlsworkup.fhir.read.HapiTypes.code;
import static org.rlsworkup.fhir.read.HapiTypes.concept;
import static org.rlsworkup.fhir.read.HapiTypes.date;
import static org.rlsworkup.fhir.read.HapiTypes.ref;
import static org.rlsworkup.fhir.read.HapiTypes.start;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.MedicationUse.Kind;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.PartialDate.Precision;
import org.rlsworkup.chart.value.Ref;

/** Converts Medications, requests and statements from HAPI's model to ours. */
final class HapiMedication {
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "d", 86_400);
    private static final BigDecimal WEEK = new BigDecimal(7 * 86_400);

    private HapiMedication() {}

    static boolean isUse(HapiNode node) {
        return node.isOfType("MedicationRequest") || node.isOfType("MedicationStatement") || isGiven(node);
    }

    private static boolean isGiven(HapiNode node) {
        return node.isOfType("MedicationAdministration");
    }

    static MedicationUse use(HapiNode node) {
        var isRequest = node.isOfType("MedicationRequest");
        var isGiven = isGiven(node);
        // R5 spells it so.
        var when = isGiven && node.has("occurence[x]") ? "occurence[x]" : "effective[x]";
        var effective = isRequest ? Optional.<HapiNode>empty() : node.one(when);
        var isPeriodOfR5 = when.equals("occurence[x]");
        var reference = reference(choice(node, "medication"));
        var ref = ref(reference);
        return new MedicationUse(
                isRequest ? Kind.REQUEST : isGiven ? Kind.ADMINISTRATION : Kind.STATEMENT,
                node.id().orElse(null),
                HapiReading.subject(node),
                new MedicationUse.State(
                        node.text("status").orElse(null),
                        node.has("adherence")
                                ? concept(node.one("adherence").flatMap(it -> it.one("code")))
                                        .status()
                                : null,
                        isRequest ? node.text("intent").orElse(null) : null,
                        isRequest && node.is("doNotPerform", "true"),
                        node.all("category").stream()
                                .flatMap(it -> HapiTypes.codes(Optional.of(it)).codings().stream())
                                .map(coding -> coding.code().code())
                                .toList()),
                isRequest
                        ? new MedicationUse.Time(date(node.one("authoredOn")), null, null)
                        : new MedicationUse.Time(
                                null,
                                isPeriodOfR5 ? HapiTypes.endElseStart(effective) : start(effective),
                                date(effective
                                        .filter(it -> !isPeriodOfR5)
                                        .filter(it -> it.isOfType("Period"))
                                        .flatMap(it -> it.one("end")))),
                product(node, reference),
                ref != null && ref.type().equals("Medication") ? ref : null,
                isGiven
                        ? List.of()
                        : node.all(isRequest ? "dosageInstruction" : "dosage").stream()
                                .map(HapiMedication::dosage)
                                .toList(),
                isGiven ? List.of() : reasons(node),
                isGiven ? List.of() : reasonRefs(node),
                HapiTypes.meta(node));
    }

    /** R4 has a choice where R5 has a CodeableReference. */
    private static Optional<HapiNode> choice(HapiNode node, String name) {
        return node.has(name + "[x]") ? node.one(name + "[x]") : node.one(name);
    }

    /** The reference of a {@code Reference} or a {@code CodeableReference}. */
    private static Optional<HapiNode> reference(Optional<HapiNode> medication) {
        return medication
                .filter(it -> !it.isOfType("CodeableConcept"))
                .flatMap(it -> it.isOfType("CodeableReference") ? it.one("reference") : Optional.of(it));
    }

    private static Concept conceptOf(Optional<HapiNode> node) {
        return concept(node.filter(it -> !it.isOfType("Reference"))
                .flatMap(it -> it.isOfType("CodeableReference") ? it.one("concept") : Optional.of(it)));
    }

    private static Product product(HapiNode node, Optional<HapiNode> reference) {
        var own = conceptOf(choice(node, "medication"));
        var display = reference.flatMap(it -> it.text("display")).orElse(null);
        var within = contained(reference, node).filter(it -> it.isOfType("Medication"));
        if (!own.isEmpty() || within.isEmpty()) {
            return new Product(own, display, Concept.NONE, List.of());
        }
        var product = medication(within.get(), node).product();
        return new Product(product.code(), display, product.form(), product.ingredients());
    }

    private static Optional<HapiNode> contained(Optional<HapiNode> reference, HapiNode container) {
        return Optional.ofNullable(ref(reference))
                .filter(Ref::isContained)
                .flatMap(ref -> container.contained().stream()
                        .filter(it -> it.id().equals(Optional.of(ref.id())))
                        .findFirst());
    }

    /** Nothing is known of a Medication whose meaning is modified. */
    static Medication medication(HapiNode node, HapiNode container) {
        if (!HapiTypes.modifiers(node).isEmpty()) {
            return new Medication(node.id().orElse(null), Product.UNKNOWN);
        }
        return new Medication(
                node.id().orElse(null),
                new Product(
                        code(node),
                        null,
                        concept(node.has("form") ? node.one("form") : node.one("doseForm")),
                        node.all("ingredient").stream()
                                .map(it -> ingredient(choice(it, "item"), container))
                                .toList()));
    }

    private static Concept ingredient(Optional<HapiNode> item, HapiNode container) {
        var own = conceptOf(item);
        if (!own.isEmpty()) {
            return own;
        }
        var reference = reference(item);
        var there = contained(reference, container)
                .filter(it -> it.isOfType("Substance") || it.isOfType("Medication"))
                .map(HapiTypes::code)
                .orElse(Concept.NONE);
        return there.isEmpty()
                ? reference
                        .flatMap(it -> it.text("display"))
                        .map(display -> new Concept(List.of(), display))
                        .orElse(Concept.NONE)
                : there;
    }

    private static List<Concept> reasons(HapiNode node) {
        var own = node.has("reasonCode") ? node.all("reasonCode") : node.all("reason");
        return own.stream()
                .map(it -> conceptOf(Optional.of(it)))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static List<Ref> reasonRefs(HapiNode node) {
        var own = node.has("reasonReference") ? node.all("reasonReference") : node.all("reason");
        return own.stream()
                .flatMap(it -> Stream.ofNullable(ref(reference(Optional.of(it)))))
                .toList();
    }

    private static Dosage dosage(HapiNode node) {
        var asNeeded = node.has("asNeeded[x]")
                ? node.one("asNeeded[x]")
                        .filter(it -> !it.isPrimitive() || it.text().equals(Optional.of("true")))
                        .isPresent()
                : node.is("asNeeded", "true") || !node.all("asNeededFor").isEmpty();
        var timing = node.one("timing");
        var repeat = timing.flatMap(it -> it.one("repeat"));
        var bounds = repeat.flatMap(it -> it.one("bounds[x]"));
        var period = bounds.filter(it -> it.isOfType("Period"));
        var events = timing.map(HapiTypes::events).orElse(new ArrayList<>());
        var once = repeat.flatMap(it -> it.text("count")).equals(Optional.of("1"))
                || (events.size() == 1 && repeat.isEmpty());
        return new Dosage(
                concept(node.one("route")),
                asNeeded,
                date(period.flatMap(it -> it.one("start"))),
                period.isPresent() ? between(period.get()) : bound(bounds),
                once);
    }

    private static Duration between(HapiNode period) {
        var from = date(period.one("start"));
        var to = date(period.one("end"));
        return isMoment(from) && isMoment(to) ? Duration.between(from.earliest(), to.earliest()) : null;
    }

    private static boolean isMoment(PartialDate date) {
        return date != null && date.precision() == Precision.TIME;
    }

    private static Duration bound(Optional<HapiNode> bounds) {
        var unit = bounds.filter(it -> it.isOfType("Duration")).flatMap(it -> it.text("code"));
        var value = unit.flatMap(it -> bounds.get().text("value")).map(BigDecimal::new);
        if (value.isEmpty() || value.get().signum() <= 0 || !SECONDS.containsKey(unit.get())) {
            return null;
        }
        var seconds = value.get().multiply(BigDecimal.valueOf(SECONDS.get(unit.get())));
        return seconds.compareTo(WEEK) > 0 ? null : Duration.ofSeconds(seconds.longValue());
    }
}
