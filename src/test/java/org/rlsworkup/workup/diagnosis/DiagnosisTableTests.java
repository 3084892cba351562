package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.fhir.read.Parsing;
import org.rlsworkup.support.Tries;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.Workup;
import tools.jackson.databind.json.JsonMapper;

/**
 * Diagnoses as EHRs, converters and people write them. The tables say what is right, and where it was seen; each can be
 * extended by a row.
 */
class DiagnosisTableTests {
    private static final Workup WORKUP = Charts.workup();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RLS = "{\"system\": \"http://hl7.org/fhir/sid/icd-10-cm\", \"code\": \"G25.81\"}";

    private static List<String[]> table(String name) {
        try (var lines = Files.lines(Path.of("src/test/resources/charts", name))) {
            return lines.skip(1).map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** A Condition with these members besides its type and subject. */
    private static String condition(String members) {
        return """
            {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}, %s}\
            """.formatted(members);
    }

    private static String outcome(String... resources) {
        var bundle = """
            {"resourceType": "Bundle", "type": "searchset", "entry": [%s]}\
            """.formatted(
                Stream.of(resources).map("{\"resource\": %s}"::formatted).collect(Collectors.joining(",")));
        var read = new ArrayList<Resource>(Parsing.page(bundle).resources());
        read.add(Charts.born("1980-03-14").build());
        var assessment = WORKUP.assess(Chart.of("p1", null, read, Set.of()), List.of(), Charts.NOW);
        return switch (assessment) {
            case Assessed it -> it.diagnosis().confirmed() ? "plain" : "possible";
            case Assessment.NoAdvice it -> "silent";
            case Assessment.IncompleteChart it -> "incomplete";
            case Assessment.MedicationsOnly it -> "medications";
        };
    }

    private static String coded(String coding, String text) {
        return condition("\"code\": {\"coding\": [%s]%s}"
                .formatted(coding, text.isEmpty() ? "" : ", \"text\": " + quoted(text)));
    }

    private static String worded(String text) {
        return condition("\"code\": {\"text\": %s}".formatted(quoted(text)));
    }

    private static DynamicTest expect(String name, String expected, String... resources) {
        return dynamicTest(name, () -> assertThat(outcome(resources)).isEqualTo(expected));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> readsTheWordsOfADiagnosis() {
        return some(table("diagnosis-names.tsv").stream()
                .flatMap(name -> decorations(name).flatMap(decoration -> {
                    var isName = name[2].equals("rls");
                    var text = decoration[0].replace("{}", name[0]);
                    var alone = isName && decoration[1].equals("keeps") ? "plain" : "silent";
                    return Stream.of(text, text.toUpperCase(Locale.ROOT))
                            .distinct()
                            .map(written -> expect(written, alone, worded(written)));
                })));
    }

    /** Thousands of combinations: a tenth of them, drawn by a seed, unless everything is to be tried. */
    private static Stream<DynamicTest> some(Stream<DynamicTest> combinations) {
        return Tries.of(combinations.toList()).stream();
    }

    /** What is said about a near miss does not matter. */
    private static Stream<String[]> decorations(String[] name) {
        return table("diagnosis-decorations.tsv").stream()
                .filter(decoration -> name[2].equals("rls") || decoration[1].equals("keeps"));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> believesACodeUnlessTheWordsBesideItDoubt() {
        return some(table("diagnosis-names.tsv").stream()
                .filter(name -> name[2].equals("rls"))
                .flatMap(name -> table("diagnosis-decorations.tsv").stream().map(decoration -> {
                    var text = decoration[0].replace("{}", name[0]);
                    return expect("G25.81 with " + text, decoration[2], coded(RLS, text));
                })));
    }

    @Test
    void wordsAboutSomethingElseDoubtNothing() {
        assertThat(outcome(coded(RLS, "Restless legs syndrome, no iron deficiency")))
                .isEqualTo("plain");
        assertThat(outcome(coded(RLS, "Restless legs since childhood"))).isEqualTo("plain");
        assertThat(outcome(coded(RLS, "Suspected"))).isEqualTo("possible");
    }

    @TestFactory
    Stream<DynamicTest> readsTheCodesOfADiagnosis() {
        return table("diagnosis-codes.tsv").stream().map(row -> {
            var system = row[0].isEmpty() ? "" : "\"system\": %s, ".formatted(quoted(row[0]));
            var coding = "{%s\"code\": %s}".formatted(system, quoted(row[1]));
            return expect(row[0] + " " + row[1] + " " + row[2], row[3], coded(coding, row[2]));
        });
    }

    @TestFactory
    Stream<DynamicTest> readsAStatusFromAllItsCodings() {
        return table("status-concepts.tsv").stream().flatMap(row -> {
            var codings = Arrays.asList(row[1].split(" ", -1));
            return permutations(codings).stream()
                    .flatMap(order -> statuses(order).stream())
                    .distinct()
                    .map(status -> {
                        var isClinical = row[0].equals("clinical");
                        var other = isClinical
                                ? "\"verificationStatus\": " + hl7("ver-status", "confirmed")
                                : "\"clinicalStatus\": " + hl7("clinical", "active");
                        var own = status.isEmpty() ? "" : ", \"%sStatus\": %s".formatted(row[0], status);
                        return expect(
                                row[0] + " " + status,
                                row[2],
                                condition("\"code\": {\"coding\": [%s]}, %s%s".formatted(RLS, other, own)));
                    });
        });
    }

    private static String hl7(String system, String code) {
        return "{\"coding\": [{\"system\": \"http://terminology.hl7.org/CodeSystem/condition-%s\", \"code\": \"%s\"}]}"
                .formatted(system, code);
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.size() <= 1) {
            return List.of(items);
        }
        var all = new ArrayList<List<String>>();
        for (var first : items) {
            var rest = new ArrayList<>(items);
            rest.remove(first);
            for (var order : permutations(rest)) {
                var whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }

    /** The status in lower, upper and title case and with blanks around; the letters of a code decide nothing. */
    private static Set<String> statuses(List<String> codings) {
        var all = new LinkedHashSet<String>();
        for (var spelling : List.<UnaryOperator<String>>of(
                code -> code,
                code -> code.toUpperCase(Locale.ROOT),
                code -> code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1),
                code -> " " + code + " ")) {
            all.add(status(codings, spelling));
        }
        return all;
    }

    private static String status(List<String> codings, UnaryOperator<String> spelling) {
        var written = new ArrayList<String>();
        for (var coding : codings) {
            var colon = coding.indexOf(':');
            if (colon < 0) {
                return "";
            }
            var kind = coding.substring(0, colon);
            var code = quoted(spelling.apply(coding.substring(colon + 1)));
            switch (kind) {
                case "BARE" -> {
                    return code;
                }
                case "TEXT" -> {
                    return "{\"text\": " + code + "}";
                }
                case "NONE" -> written.add("{\"code\": " + code + "}");
                default -> written.add("{\"system\": %s, \"code\": %s}".formatted(quoted(system(kind)), code));
            }
        }
        return "{\"coding\": [" + String.join(", ", written) + "]}";
    }

    private static String system(String kind) {
        return switch (kind) {
            case "HL7" -> "http://terminology.hl7.org/CodeSystem/condition-ver-status";
            case "STU3" -> "http://hl7.org/fhir/condition-ver-status";
            case "SCT" -> "http://snomed.info/sct";
            default -> "http://example.org/statuses";
        };
    }

    @TestFactory
    Stream<DynamicTest> readsTheGermanCertaintyOfADiagnosis() {
        return table("diagnostic-certainty.tsv").stream()
                .flatMap(row -> Stream.of(
                                "\"valueCoding\": {\"system\":"
                                        + " \"https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT\","
                                        + " \"code\": \"%s\"}",
                                "\"valueCode\": \"%s\"", "\"valueCodeableConcept\": {\"coding\": [{\"code\": \"%s\"}]}")
                        .flatMap(value -> {
                            var extension =
                                    "\"extension\": [{\"url\": \"http://example.org/other\", \"valueString\": \"A\"}, {\"url\": %s, %s}]"
                                            .formatted(quoted(row[0]), value.formatted(row[1]));
                            var coding =
                                    "{\"system\": \"http://fhir.de/CodeSystem/bfarm/icd-10-gm\", \"code\": \"G25.81\"";
                            var statuses = (row[2].equals("ABSENT")
                                            ? ""
                                            : ", \"verificationStatus\": " + hl7("ver-status", row[2]))
                                    + (row[3].equals("ABSENT")
                                            ? ""
                                            : ", \"clinicalStatus\": " + hl7("clinical", row[3]));
                            var name = String.join(" ", row[0], row[1], row[2], row[3], value);
                            return Stream.of(
                                    expect(
                                            name + " beside the code",
                                            row[4],
                                            condition("\"code\": {\"coding\": [%s, %s}]}%s"
                                                    .formatted(coding, extension, statuses))),
                                    expect(
                                            name + " on the Condition",
                                            row[4],
                                            condition("%s, \"code\": {\"coding\": [%s}]}%s"
                                                    .formatted(extension, coding, statuses))));
                        }));
    }

    @TestFactory
    Stream<DynamicTest> knowsAnEmergencyByItsClass() {
        return table("encounter-classes.tsv").stream()
                .map(row -> dynamicTest(row[0] + " " + row[1], () -> {
                    var coding = "{%s\"code\": %s}"
                            .formatted(
                                    row[0].isEmpty() ? "" : "\"system\": %s, ".formatted(quoted(row[0])),
                                    quoted(row[1]));
                    var encounter = """
                        {"resourceType": "Encounter", "id": "e1", "status": "in-progress", \
                        "subject": {"reference": "Patient/p1"}, "class": %s}\
                        """.formatted(coding);
                    var read = Parsing.page(
                                    "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": [{\"resource\": %s}]}"
                                            .formatted(encounter))
                            .resources();
                    var chart = Chart.of("p1", "e1", read, Set.of());
                    assertThat(Charts.KNOWLEDGE.encounters().defers(chart.encounter()))
                            .isEqualTo(row[2].equals("yes"));
                }));
    }

    @Test
    void aDiagnosisThatDoesNotSayWhoseItIsIsPossible() {
        var identifier = """
            {"resourceType": "Condition", "id": "c1", "subject": {"identifier": {"value": "123"}}, \
            "code": {"coding": [%s]}}\
            """.formatted(RLS);
        var nobody = "{\"resourceType\": \"Condition\", \"code\": {\"coding\": [%s]}}".formatted(RLS);
        var other =
                "{\"resourceType\": \"Condition\", \"subject\": {\"reference\": \"Patient/p2\"}, \"code\": {\"coding\": [%s]}}"
                        .formatted(RLS);

        assertThat(outcome(identifier)).isEqualTo("possible");
        assertThat(outcome(nobody)).isEqualTo("possible");
        assertThat(outcome(other)).isEqualTo("silent");
        assertThat(outcome(identifier, coded(RLS, ""))).isEqualTo("plain");
    }
}
