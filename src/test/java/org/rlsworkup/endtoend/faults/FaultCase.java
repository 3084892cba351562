package org.rlsworkup.endtoend.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.support.Http;

/** One row of the fault matrix: the fault, the affected query, and the answer. */
record FaultCase(String fault, Hits hits, String status, String says, String unread, String requests) {
    FaultCase with(String otherRequests) {
        return new FaultCase(fault, hits, status, says, unread, otherRequests);
    }

    /** What a fault hits; everything else comes with the call. */
    enum Hits {
        CONDITIONS(Map.of("conditions", "Condition")),
        LABS(Map.of("observations", "Observation", "reports", "DiagnosticReport")),
        ORDERS(Map.of("orders", "ServiceRequest")),
        MEDICATIONS(Map.of("medicationRequests", "MedicationRequest", "medicationStatements", "MedicationStatement"));

        private final Map<String, String> typesByKey;

        Hits(Map<String, String> typesByKey) {
            this.typesByKey = typesByKey;
        }

        /** The prefetch key of a resource type. */
        String key(String type) {
            return typesByKey.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(type))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }

        Map<String, String> typesByKey() {
            return typesByKey;
        }
    }

    private static final Pattern NOTE = Pattern.compile("Not read: ([^.]*)\\.");
    private static final Map<String, String> NOTES =
            Map.of("orders", "orders", "medicines", "medications", "procedures", "procedures");

    static FaultCase parse(String line) {
        var cells = line.split(",", -1);
        return new FaultCase(
                cells[0].replace(';', ','), Hits.valueOf(cells[1]), cells[2], cells[3], cells[4], cells[5]);
    }

    String line() {
        return String.join(",", fault.replace(',', ';'), hits.name(), status, says, unread, requests);
    }

    /** What was answered. */
    static FaultCase of(String fault, Hits hits, Http.Answer answer, CallOutcome heard) {
        var unread = answer.status() == 200 ? notes(answer) : named(answer);
        return new FaultCase(
                fault, hits, "" + answer.status(), says(answer), String.join(" ", unread), "" + heard.fhirRequests());
    }

    /** Core tests that are called missing, and rules that spoke on a medicine. */
    private static String says(Http.Answer answer) {
        return answer.json()
                .at("/cards")
                .valueStream()
                .flatMap(card -> card.at("/extension/org.rlsworkup.findings").valueStream())
                .flatMap(finding -> switch (finding.at("/rule").asString()) {
                    case "MISSING" ->
                        finding.at("/tier").asString().equals("core")
                                ? Stream.of(finding.at("/test").asString())
                                : Stream.<String>empty();
                    case String rule -> rule.startsWith("MED-") ? Stream.of(rule) : Stream.<String>empty();
                })
                .collect(Collectors.joining(" "));
    }

    /** What the card says could not be checked. */
    private static List<String> notes(Http.Answer answer) {
        return NOTE.matcher(answer.raw().body())
                .results()
                .flatMap(note -> Stream.of(note.group(1).split(", ", -1)))
                .flatMap(name -> Stream.ofNullable(NOTES.get(name)))
                .distinct()
                .sorted()
                .toList();
    }

    /** What the OperationOutcome names. */
    private static List<String> named(Http.Answer answer) {
        var text = answer.json().at("/issue/0/details/text").asString();
        var names = text.substring(text.lastIndexOf(':') + 1).replace(".", "").strip();
        return List.copyOf(new TreeSet<>(List.of(names.split(", ", -1))));
    }
}
