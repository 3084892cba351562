package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.support.Tries;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Of resources that are sent several times, by id or by identifier, a chart keeps one: which one is told here a second
 * time, from what was drawn. Their code systems are spelled in all ways of {@code charts/code-systems.tsv}.
 */
@Tag("long")
class VersionOracleTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HapiReading HAPI = new HapiReading(FhirContext.forR4Cached());
    private static final String CODE = "K50.9";
    private static final int MOST = 8;
    private static final int BUNDLES = 4000;

    private static final Map<String, String> MEANT = new HashMap<>();
    private static final List<String> SPELLED = spelled();

    /** A type, the name of its date, and the statuses that withdraw it, correct it and do neither. */
    private enum Type {
        Condition(
                "recordedDate", List.of("entered-in-error", "refuted"), List.of(), List.of("confirmed", "provisional")),
        Observation(
                "effectiveDateTime",
                List.of("entered-in-error", "cancelled"),
                List.of("corrected", "amended"),
                List.of("final", "preliminary")),
        DiagnosticReport(
                "effectiveDateTime",
                List.of("entered-in-error", "cancelled"),
                List.of("corrected", "amended"),
                List.of("final", "registered")),
        ServiceRequest("authoredOn", List.of("entered-in-error", "revoked"), List.of(), List.of("active", "completed")),
        Procedure(
                "performedDateTime",
                List.of("entered-in-error", "not-done", "stopped"),
                List.of(),
                List.of("completed", "in-progress")),
        MedicationRequest(
                "authoredOn",
                List.of("entered-in-error", "cancelled", "stopped"),
                List.of(),
                List.of("active", "on-hold"));

        private final String date;
        private final List<List<String>> statuses;

        Type(String date, List<String> withdrawn, List<String> corrected, List<String> neither) {
            this.date = date;
            this.statuses = List.of(neither, corrected, withdrawn);
        }
    }

    /** How a sender tells versions apart; one does it always alike. */
    private enum Style {
        NUMBER,
        TIME,
        BOTH,
        NOTHING
    }

    /**
     * @param rank 2 if withdrawn, 1 if corrected, else 0
     * @param version higher for a later version
     */
    private record Sent(
            int place,
            Type type,
            String id,
            List<String> identifiers,
            String subject,
            int rank,
            String status,
            int version,
            Style style,
            String system) {
        int number() {
            return style == Style.NOTHING ? 0 : version;
        }

        int time() {
            return style == Style.TIME || style == Style.BOTH ? version : 0;
        }
    }

    private static List<String> spelled() {
        try {
            var rows = Files.readAllLines(Path.of("src/test/resources/charts/code-systems.tsv")).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
            rows.stream().filter(row -> row[2].equals("same")).forEach(row -> MEANT.put(row[1], row[0]));
            return rows.stream().map(row -> row[1]).distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<Sent> draw(Random random) {
        var style = one(random, List.of(Style.values()));
        var types = Stream.generate(() -> one(random, List.of(Type.values())))
                .limit(2)
                .toList();
        // Few systems, so that some mean the same.
        var systems = Stream.generate(() -> one(random, SPELLED)).limit(2).collect(Collectors.toList());
        MEANT.entrySet().stream()
                .filter(it -> it.getValue().equals(MEANT.get(systems.get(0))))
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(systems::add);
        return IntStream.range(0, 1 + random.nextInt(MOST))
                .mapToObj(place -> {
                    var type = one(random, types);
                    var rank = random.nextInt(3);
                    rank = type.statuses.get(rank).isEmpty() ? 0 : rank;
                    return new Sent(
                            place,
                            type,
                            one(random, List.of("", "a", "b", "c")),
                            one(random, List.of(List.of(), List.of("1"), List.of("2"), List.of("1", "2"))),
                            one(random, List.of("Patient/p", "Patient/p", "Patient/p", "Patient/q", "")),
                            rank,
                            one(random, type.statuses.get(rank)),
                            random.nextInt(3),
                            style,
                            one(random, systems));
                })
                .toList();
    }

    private static String json(List<Sent> all, Random random) {
        var bundle = JSON.createObjectNode().put("resourceType", "Bundle").put("type", "searchset");
        var entries = bundle.putArray("entry");
        all.forEach(it -> entries.addObject().set("resource", resource(it, random)));
        return bundle.toString();
    }

    private static ObjectNode resource(Sent it, Random random) {
        var resource = JSON.createObjectNode().put("resourceType", it.type.name());
        if (!it.id.isEmpty()) {
            resource.put("id", it.id);
        }
        meta(it, resource, random);
        if (!it.identifiers.isEmpty()) {
            var identifiers = resource.putArray("identifier");
            it.identifiers.forEach(value ->
                    identifiers.addObject().put("system", "urn:example:number").put("value", value));
        }
        var coding = resource.putObject(it.type == Type.MedicationRequest ? "medicationCodeableConcept" : "code")
                .putArray("coding")
                .addObject();
        coding.put("system", it.system).put("code", CODE);
        if (!it.subject.isEmpty()) {
            resource.putObject("subject").put("reference", it.subject);
        }
        if (it.type == Type.Condition) {
            resource.putObject("verificationStatus")
                    .putArray("coding")
                    .addObject()
                    .put("system", "http://terminology.hl7.org/CodeSystem/condition-ver-status")
                    .put("code", it.status);
        } else {
            resource.put("status", it.status);
        }
        if (it.type == Type.ServiceRequest || it.type == Type.MedicationRequest) {
            resource.put("intent", "order");
        }
        return resource.put(it.type.date, "2026-03-%02d".formatted(1 + it.place));
    }

    /** Versions that differ by one are an hour apart, but may be told in any zone. */
    private static void meta(Sent it, ObjectNode resource, Random random) {
        if (it.style == Style.NOTHING) {
            return;
        }
        var meta = resource.putObject("meta");
        if (it.style != Style.TIME) {
            meta.put("versionId", String.valueOf(9 + it.version));
        }
        if (it.style != Style.NUMBER) {
            var zone = random.nextInt(10);
            meta.put("lastUpdated", "2026-04-01T%02d:00:00+%02d:00".formatted(5 + it.version + zone, zone));
        }
    }

    /** Of those with one type and id the latest, then of those with one type, code and number that one that counts. */
    private static List<Sent> kept(List<Sent> all) {
        var own = all.stream().filter(it -> !it.subject.equals("Patient/q")).toList();
        var byId = latest(
                own, it -> it.id.isEmpty() ? null : List.of(it.type, it.id), Comparator.comparing(Sent::number), false);
        return latest(
                byId,
                it -> it.type == Type.Observation || it.identifiers.isEmpty()
                        ? null
                        : List.of(it.type, it.identifiers.get(0), meaning(it.system)),
                Comparator.comparing(Sent::time),
                true);
    }

    private static List<Sent> latest(
            List<Sent> all, Function<Sent, Object> key, Comparator<Sent> order, boolean ifWithdrawn) {
        var later = order.thenComparing(Sent::rank).thenComparing(Sent::place);
        return all.stream()
                .filter(it -> key.apply(it) == null || it.equals(best(all, it, key, later, ifWithdrawn)))
                .toList();
    }

    private static Sent best(
            List<Sent> all, Sent it, Function<Sent, Object> key, Comparator<Sent> later, boolean ifWithdrawn) {
        var alike = all.stream()
                .filter(other -> key.apply(it).equals(key.apply(other)))
                .toList();
        return ifWithdrawn && alike.stream().noneMatch(other -> other.rank == 2)
                ? it
                : alike.stream().max(later).orElseThrow();
    }

    private static String meaning(String system) {
        return MEANT.getOrDefault(system, system);
    }

    private static List<Resource> kept(Chart chart) {
        return Stream.of(
                        chart.conditions(),
                        chart.observations(),
                        chart.reports(),
                        chart.orders(),
                        chart.procedures(),
                        chart.medicationUses(),
                        chart.unattributed())
                .<Resource>flatMap(List::stream)
                .toList();
    }

    /** What was drawn must hold the cases that matter, or this says little. */
    @Test
    void keepsOfSeveralVersionsTheOneThatCounts() {
        var met = new HashSet<String>();
        Tries.forAll(BUNDLES, VersionOracleTests::draw, (sent, random) -> {
            var json = json(sent, random);
            var page = Parsing.page(json);

            assertThat(page).as(json).isEqualTo(HAPI.page(json));
            assertThat(page).as(json).isEqualTo(Parsing.page(Rewriting.of(json, random.nextLong())));
            var chart = Chart.of("p", null, page.resources(), Set.of());
            var expected = kept(sent);
            assertThat(kept(chart))
                    .as(json)
                    .containsExactlyInAnyOrderElementsOf(expected.stream()
                            .map(it -> page.resources().get(it.place))
                            .collect(Collectors.toCollection(ArrayList::new)));
            met.addAll(cases(sent, expected));
        });

        assertThat(met)
                .contains("kept all", "left out the last sent", "told by number", "told by time", "spelled otherwise");
        assertThat(met)
                .containsAll(
                        Stream.of(Type.values()).map(it -> "left out " + it).toList());
    }

    private static Set<String> cases(List<Sent> sent, List<Sent> kept) {
        var met = new LinkedHashSet<String>();
        var own = sent.stream().filter(it -> !it.subject.equals("Patient/q")).toList();
        if (own.size() > 1 && own.size() == kept.size()) {
            met.add("kept all");
        }
        for (var left : own) {
            if (kept.contains(left)) {
                continue;
            }
            met.add("left out " + left.type);
            if (left.equals(own.getLast())) {
                met.add("left out the last sent");
            }
            met.add(left.style == Style.NUMBER ? "told by number" : left.style == Style.TIME ? "told by time" : "");
            if (kept.stream()
                    .anyMatch(it -> it.type == left.type
                            && !it.system.equals(left.system)
                            && meaning(it.system).equals(meaning(left.system)))) {
                met.add("spelled otherwise");
            }
        }
        return met;
    }
}
