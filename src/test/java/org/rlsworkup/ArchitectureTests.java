package org.rlsworkup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The arrows between the rooms, and what no room may do. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTests {
    private static final String BASE = "org.rlsworkup";

    private static final Set<String> CHART = Set.of("chart", "chart.value");
    private static final Set<String> KNOWLEDGE =
            Set.of("knowledge", "knowledge.analyte", "knowledge.drug", "knowledge.entry", "knowledge.rule");
    private static final Set<String> WORKUP = Set.of(
            "workup",
            "workup.diagnosis",
            "workup.interpretation",
            "workup.medicines",
            "workup.missing",
            "workup.results");

    /** Which of our packages each package may import; the root package joins them and may import all. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            entry("chart.value", Set.of()),
            entry("chart", Set.of("chart.value")),
            entry("knowledge.entry", Set.of("chart.value")),
            entry("knowledge.analyte", Set.of("chart.value", "knowledge.entry")),
            entry("knowledge.rule", union(CHART, "knowledge.entry")),
            entry("knowledge.drug", union(CHART, "knowledge.entry", "knowledge.rule")),
            entry("knowledge", union(CHART, KNOWLEDGE)),
            entry("knowledge.load", union(CHART, KNOWLEDGE)),
            entry("knowledge.page", union(CHART, KNOWLEDGE, "knowledge.load")),
            entry("workup.medicines", union(CHART, KNOWLEDGE)),
            entry("workup.diagnosis", union(CHART, KNOWLEDGE, "workup.medicines")),
            entry("workup.results", union(CHART, KNOWLEDGE)),
            entry("workup.missing", union(CHART, KNOWLEDGE, "workup.diagnosis", "workup.results")),
            entry(
                    "workup.interpretation",
                    union(CHART, KNOWLEDGE, "workup.diagnosis", "workup.missing", "workup.results")),
            entry("workup", union(CHART, KNOWLEDGE, WORKUP)),
            entry("cards", union(CHART, KNOWLEDGE, WORKUP)),
            entry("fhir.read", CHART),
            entry("fhir.server", union(CHART, KNOWLEDGE, "fhir.read")),
            entry("fhir.order", union(CHART, KNOWLEDGE)),
            entry("cdshooks.request", union(CHART, "fhir.read", "fhir.server")),
            entry("cdshooks.feedback", Set.of("cdshooks.request", "feedback.model")),
            entry(
                    "cdshooks",
                    union(
                            CHART,
                            KNOWLEDGE,
                            WORKUP,
                            "cards",
                            "cdshooks.feedback",
                            "cdshooks.request",
                            "feedback.model",
                            "fhir.order",
                            "fhir.server")),
            entry("feedback", Set.of("feedback.model")),
            entry("feedback.model", Set.of()),
            entry("feedback.insights", Set.of("feedback")),
            entry("trust", Set.of()),
            entry("operations", union(CHART, "cards", "cdshooks", "cdshooks.request", "feedback", "fhir.server")),
            entry(
                    "onboarding",
                    union(CHART, KNOWLEDGE, "cdshooks", "cdshooks.request", "fhir.order", "fhir.server", "trust")),
            entry("operators", Set.of("feedback", "feedback.insights", "onboarding")),
            entry("sandbox.demo", union(CHART, KNOWLEDGE, WORKUP, "fhir.read")),
            entry("sandbox.load", Set.of()),
            entry("sandbox.search", Set.of()),
            entry("sandbox", Set.of("sandbox.load", "sandbox.search"))));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyPackageHasItsArrows() {
        assertThat(CLASSES.stream().map(ArchitectureTests::packageOf).collect(Collectors.toSet()))
                .isEqualTo(new HashSet<>(union(ARROWS.keySet(), "")));
    }

    @TestFactory
    Stream<DynamicTest> noPackageImportsAnotherThatItMayNot() {
        return ARROWS.entrySet().stream()
                .map(arrow -> dynamicTest(
                        arrow.getKey(),
                        () -> assertThat(CLASSES.stream()
                                        .filter(type -> packageOf(type).equals(arrow.getKey()))
                                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                        .filter(dependency -> dependency
                                                .getTargetClass()
                                                .getPackageName()
                                                .startsWith(BASE))
                                        .filter(dependency -> !isAllowed(arrow, packageOf(dependency.getTargetClass())))
                                        .map(Dependency::getDescription))
                                .isEmpty()));
    }

    private static boolean isAllowed(Map.Entry<String, Set<String>> arrow, String target) {
        return target.equals(arrow.getKey()) || arrow.getValue().contains(target);
    }

    private static String packageOf(JavaClass type) {
        var name = type.getPackageName();
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
    }

    @Test
    void noPackageIsCrowded() {
        var types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(ArchitectureTests::packageOf, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(name.isEmpty() ? 16 : 25));
    }

    private static Set<String> union(Set<String> first, Set<String> second, String... more) {
        var all = new HashSet<>(first);
        all.addAll(second);
        all.addAll(Set.of(more));
        return all;
    }

    private static Set<String> union(Set<String> first, String... more) {
        return union(first, Set.of(), more);
    }

    private static Set<String> union(Set<String> first, Set<String> second, Set<String> third, String... more) {
        return union(union(first, second), third, more);
    }

    private static String room(String name) {
        return BASE + "." + name;
    }

    @Test
    void theCoreIsPlainJava() {
        check(classes()
                .that()
                .resideInAnyPackage(room("chart.."), room("workup.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        room("chart.."),
                        room("knowledge.."),
                        room("workup.."),
                        "java.lang..",
                        "java.math..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations.."));
    }

    @Test
    void roomsAreFreeOfCycles() {
        check(slices().matching(BASE + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void nobodyReadsTheWallClock() {
        var now = Stream.of(
                        java.time.Instant.class,
                        java.time.LocalDate.class,
                        java.time.LocalDateTime.class,
                        java.time.OffsetDateTime.class)
                .toList();
        for (var type : now) {
            check(noClasses().should().callMethod(type, "now"));
        }
        check(noClasses().should().callMethod(java.time.ZonedDateTime.class, "now"));
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void onlyTheSandboxServerAndTheOrderDraftsKnowHapi() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(room("sandbox.."))
                .and()
                .doNotHaveSimpleName("OrderDrafts")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ca.uhn.fhir..", "org.hl7.fhir.."));
    }

    @Test
    void nobodyUsesTheOldJackson() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .allowEmptyShould(false));
    }

    @Test
    void everyPackageIsNullMarked() {
        var packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages)
                .allSatisfy(name -> assertThat(Arrays.stream(
                                        Class.forName(name + ".package-info").getAnnotations())
                                .map(annotation -> annotation.annotationType().getSimpleName())
                                .toList())
                        .isEqualTo(List.of("NullMarked")));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
