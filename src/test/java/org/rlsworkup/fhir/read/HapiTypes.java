package org.rlsworkup.fhir.read;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.PartialDate.Precision;
import org.rlsworkup.chart.value.Ref;

/** FHIR data types, from HAPI's model to ours. */
final class HapiTypes {
    private HapiTypes() {}

    static Meta meta(HapiNode node) {
        var meta = node.has("meta") ? node.one("meta") : Optional.<HapiNode>empty();
        return new Meta(
                meta.flatMap(it -> it.text("versionId")).orElse(null),
                meta.flatMap(it -> it.text("lastUpdated")).orElse(null),
                modifiers(node),
                identifiers(node));
    }

    static List<Meta.Modifier> modifiers(HapiNode node) {
        return node.modifierExtensions().stream()
                .map(it -> new Meta.Modifier(
                        it.text("url").orElse(""),
                        it.one("value[x]")
                                .filter(value -> value.isOfType("boolean")
                                        && value.text().equals(Optional.of("false")))
                                .isPresent()))
                .toList();
    }

    private static List<String> identifiers(HapiNode node) {
        return (node.has("identifier") ? node.all("identifier") : List.<HapiNode>of())
                .stream()
                        .filter(it -> it.text("value").isPresent())
                        .map(it -> it.text("system").orElse("") + "|"
                                + it.text("value").orElseThrow())
                        .toList();
    }

    /** The {@code code} of a resource, which R5 makes a CodeableReference in a ServiceRequest. */
    static Concept code(HapiNode resource) {
        return concept(resource.one("code")
                .flatMap(code -> code.isOfType("CodeableReference") ? code.one("concept") : Optional.of(code)));
    }

    static Concept concept(Optional<HapiNode> node) {
        return concept(node, true);
    }

    /** Without systems, where only the codes matter. */
    static Concept codes(Optional<HapiNode> node) {
        return concept(node, false);
    }

    private static Concept concept(Optional<HapiNode> node, boolean withSystems) {
        if (node.isEmpty()) {
            return Concept.NONE;
        }
        var codings = node.get().all("coding").stream()
                .filter(coding -> coding.text("code").isPresent())
                .map(coding -> new Concept.Coding(
                        new Code(
                                withSystems ? coding.text("system").orElse(null) : null,
                                coding.text("code").orElseThrow()),
                        coding.text("display").orElse(null)))
                .toList();
        var wordsWithoutCode = node.get().all("coding").stream()
                .filter(coding -> coding.text("code").isEmpty())
                .flatMap(coding -> coding.text("display").stream())
                .findFirst();
        return new Concept(
                codings, node.get().text("text").or(() -> wordsWithoutCode).orElse(null));
    }

    /** A date, dateTime or instant; null for anything else, and for one that has no value. */
    static PartialDate date(Optional<HapiNode> node) {
        return node.filter(it -> List.of("date", "dateTime", "instant").contains(it.type()))
                .flatMap(HapiNode::text)
                .map(HapiTypes::date)
                .orElse(null);
    }

    private static PartialDate date(String written) {
        return switch (written.length()) {
            case 4 -> new PartialDate(Year.parse(written).atDay(1).atStartOfDay(), Precision.YEAR, null);
            case 7 -> new PartialDate(YearMonth.parse(written).atDay(1).atStartOfDay(), Precision.MONTH, null);
            case 10 -> new PartialDate(LocalDate.parse(written).atStartOfDay(), Precision.DAY, null);
            default -> dateTime(written);
        };
    }

    private static PartialDate dateTime(String written) {
        if (!written.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
            return new PartialDate(LocalDateTime.parse(written), Precision.TIME, null);
        }
        var read = OffsetDateTime.parse(written);
        return new PartialDate(read.toLocalDateTime(), Precision.TIME, read.getOffset());
    }

    /** When this began: a date itself, or the start of a period. */
    static PartialDate start(Optional<HapiNode> node) {
        return node.filter(it -> it.isOfType("Period"))
                .map(period -> date(period.one("start")))
                .orElseGet(() -> date(node));
    }

    /** When this was over: a date itself, or the end of a period, or the start of an open one. */
    static PartialDate endElseStart(Optional<HapiNode> node) {
        return node.filter(it -> it.isOfType("Period"))
                .flatMap(period -> Optional.ofNullable(date(period.one("end"))))
                .orElseGet(() -> start(node));
    }

    static List<PartialDate> events(HapiNode timing) {
        return timing.all("event").stream()
                .flatMap(event -> Optional.ofNullable(date(Optional.of(event))).stream())
                .toList();
    }

    /** What a literal reference names; null if there is none, or if it names no resource by type and id. */
    static Ref ref(Optional<HapiNode> node) {
        return node.flatMap(it -> it.text("reference")).map(HapiTypes::ref).orElse(null);
    }

    private static Ref ref(String literal) {
        if (literal.startsWith("#")) {
            return new Ref("#", literal.substring(1));
        }
        if (literal.contains("?")) {
            return null;
        }
        var id = new IdType(literal);
        return id.hasResourceType() && id.hasIdPart() ? new Ref(id.getResourceType(), id.getIdPart()) : null;
    }

    /** Members of a panel or report: one that cannot be resolved is still a member. */
    static List<Ref> members(List<HapiNode> nodes) {
        return nodes.stream()
                .map(it -> Optional.ofNullable(ref(Optional.of(it))).orElse(new Ref("", "")))
                .toList();
    }
}
