package org.rlsworkup.fhir.read;

import static org.rlsworkup.fhir.read.HapiTypes.code;
import static org.rlsworkup.fhir.read.HapiTypes.concept;
import static org.rlsworkup.fhir.read.HapiTypes.date;
import static org.rlsworkup.fhir.read.HapiTypes.endElseStart;
import static org.rlsworkup.fhir.read.HapiTypes.ref;
import static org.rlsworkup.fhir.read.HapiTypes.start;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Procedure;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Ref;

/**
 * Reads a Bundle through HAPI's model: slow, typed, and written independently of the streaming reader that it verifies.
 */
final class HapiReading {
    private static final List<String> WITHHELD = List.of(
            "suppressed",
            "incomplete",
            "throttled",
            "too-costly",
            "forbidden",
            "security",
            "timeout",
            "limited-filter");

    private final FhirContext fhir;

    HapiReading(FhirContext fhir) {
        this.fhir = fhir;
    }

    QueryResponse.Page page(String json) {
        var parser = fhir.newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        // An id is what the resource says, not what its entry's address says.
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        var bundle = new HapiNode(fhir, parser.parseResource(json));
        var entries = bundle.all("entry");
        var content = entries.stream()
                .flatMap(entry -> entry.one("resource").stream())
                .filter(it -> !it.isOfType("OperationOutcome"))
                .toList();
        var readable = content.stream().filter(HapiReading::saysWhatItIs).toList();
        return new QueryResponse.Page(
                readable.stream().flatMap(it -> resource(it).stream()).toList(),
                (int) entries.stream().filter(HapiReading::isMatch).count(),
                bundle.text("total").map(Long::valueOf).orElse(null),
                link("next", bundle),
                link("self", bundle),
                entries.stream()
                        .anyMatch(it -> it.one("resource")
                                .map(HapiReading::saysIncomplete)
                                .orElse(true)),
                false,
                (int) entries.stream()
                                .filter(it -> it.one("resource").isEmpty())
                                .count()
                        + content.size()
                        - readable.size());
    }

    private static String link(String relation, HapiNode bundle) {
        return bundle.all("link").stream()
                .filter(link -> link.is("relation", relation))
                .flatMap(link -> link.text("url").stream())
                .findFirst()
                .orElse(null);
    }

    private static boolean isMatch(HapiNode entry) {
        var mode = entry.one("search").flatMap(search -> search.text("mode"));
        var resource = entry.one("resource");
        return resource.isPresent()
                && !resource.get().isOfType("OperationOutcome")
                && mode.map("match"::equals).orElse(true);
    }

    /** By its severity, or by a code that says so. */
    private static boolean saysIncomplete(HapiNode resource) {
        return resource.isOfType("OperationOutcome")
                && resource.all("issue").stream()
                        .anyMatch(issue -> List.of("error", "fatal")
                                        .contains(issue.text("severity").orElse(""))
                                || WITHHELD.contains(issue.text("code").orElse("")));
    }

    /** What is neither coded nor named nor has parts could be anything. */
    private static boolean saysWhatItIs(HapiNode resource) {
        var parts =
                switch (resource.type()) {
                    case "Observation" -> List.of("component", "hasMember");
                    case "DiagnosticReport" -> List.of("result");
                    case "Condition", "ServiceRequest", "Procedure" -> List.<String>of();
                    default -> null;
                };
        if (HapiMedication.isUse(resource)) {
            var use = HapiMedication.use(resource);
            return use.medication() != null || !use.product().isAnonymous();
        }
        return parts == null
                || !code(resource).isEmpty()
                || parts.stream().anyMatch(part -> !resource.all(part).isEmpty());
    }

    private static Optional<Resource> resource(HapiNode node) {
        return Optional.ofNullable(
                switch (node.type()) {
                    case "Patient" -> patient(node);
                    case "Condition" -> condition(node);
                    case "Observation" -> HapiObservation.of(node, node, null);
                    case "DiagnosticReport" -> report(node);
                    case "ServiceRequest" -> order(node);
                    case "Procedure" -> procedure(node);
                    case "Encounter" -> encounter(node);
                    case "MedicationRequest", "MedicationStatement", "MedicationAdministration" ->
                        HapiMedication.use(node);
                    case "Medication" -> HapiMedication.medication(node, node);
                    default -> null;
                });
    }

    private static Patient patient(HapiNode node) {
        var deceased = node.one("deceased[x]")
                .filter(it -> it.isOfType("boolean")
                        ? it.text().equals(Optional.of("true"))
                        : it.text().isPresent());
        var replaced = node.all("link").stream().anyMatch(link -> link.is("type", "replaced-by"));
        var modified = !HapiTypes.modifiers(node).isEmpty();
        var sex = node.is("gender", "female") ? Sex.FEMALE : node.is("gender", "male") ? Sex.MALE : null;
        return new Patient(
                node.id().orElse(null),
                modified ? null : date(node.one("birthDate")),
                modified ? null : sex,
                deceased.isPresent(),
                node.is("active", "false") || replaced,
                HapiTypes.meta(node));
    }

    private static Condition condition(HapiNode node) {
        var abatement = node.one("abatement[x]")
                .filter(it -> it.isOfType("boolean")
                        ? it.text().equals(Optional.of("true"))
                        : !it.isPrimitive() || it.text().isPresent());
        return new Condition(
                node.id().orElse(null),
                subject(node),
                concept(node.one("clinicalStatus")).status(),
                concept(node.one("verificationStatus")).status(),
                node.all("category").stream()
                        .flatMap(it -> HapiTypes.codes(Optional.of(it)).codings().stream())
                        .map(coding -> coding.code().code())
                        .toList(),
                code(node),
                start(node.one("onset[x]")),
                date(node.one("recordedDate")),
                abatement.isPresent(),
                endElseStart(abatement),
                HapiTypes.meta(node));
    }

    private static DiagnosticReport report(HapiNode report) {
        var contained = new ArrayList<Observation>();
        for (var inner : report.contained()) {
            if (HapiObservation.isContainedResult(inner, subject(report))) {
                contained.add(HapiObservation.of(inner, report, subject(report)));
            }
        }
        return new DiagnosticReport(
                report.id().orElse(null),
                subject(report),
                report.text("status").orElse(null),
                code(report),
                HapiObservation.effective(report),
                HapiObservation.startOfClosedPeriod(report),
                date(report.one("issued")),
                HapiTypes.members(report.all("result")),
                contained,
                HapiTypes.meta(report));
    }

    private static ServiceRequest order(HapiNode node) {
        var occurrence = node.one("occurrence[x]");
        return new ServiceRequest(
                node.id().orElse(null),
                subject(node),
                node.text("status").orElse(null),
                node.text("intent").orElse(null),
                node.is("doNotPerform", "true"),
                code(node),
                date(node.one("authoredOn")),
                occurrence.filter(it -> it.isOfType("Timing")).isPresent()
                        ? HapiTypes.events(occurrence.get()).stream()
                                .findFirst()
                                .orElse(null)
                        : start(occurrence),
                Optional.ofNullable(ref(node.one("encounter")))
                        .filter(ref -> ref.type().equals("Encounter"))
                        .map(Ref::id)
                        .orElse(null),
                HapiTypes.meta(node));
    }

    private static Procedure procedure(HapiNode node) {
        return new Procedure(
                node.id().orElse(null),
                subject(node),
                node.text("status").orElse(null),
                code(node),
                endElseStart(node.has("performed[x]") ? node.one("performed[x]") : node.one("occurrence[x]")),
                HapiTypes.meta(node));
    }

    private static Encounter encounter(HapiNode node) {
        var places = new ArrayList<String>();
        var active = Set.of("", "active");
        for (var location : node.all("location")) {
            if (active.contains(location.text("status").orElse(""))) {
                location.one("location").flatMap(it -> it.text("display")).ifPresent(places::add);
            }
        }
        var services = node.all("serviceType").stream()
                .flatMap(it -> it.isOfType("CodeableReference") ? it.one("concept").stream() : Stream.of(it))
                .flatMap(it -> concept(Optional.of(it)).names().stream())
                .toList();
        return new Encounter(
                node.id().orElse(null),
                subject(node),
                node.text("status").orElse(null),
                node.all("class").stream()
                        .flatMap(it -> it.isOfType("Coding") ? Stream.of(it) : it.all("coding").stream())
                        .filter(it -> it.text("code").isPresent())
                        .map(it -> new Code(
                                it.text("system").orElse(null), it.text("code").orElseThrow()))
                        .toList(),
                Stream.of(places, services).flatMap(List::stream).sorted().toList(),
                HapiTypes.meta(node));
    }

    static Ref subject(HapiNode node) {
        return ref(node.one("subject"));
    }
}
