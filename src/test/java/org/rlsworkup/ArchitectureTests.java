package org.rlsworkup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    /** Which of our rooms each room may import. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.of(
            "workup", Set.of(),
            "knowledge", Set.of("workup"),
            "fhir", Set.of("workup"),
            "cdshooks", Set.of("fhir", "workup"),
            "feedback", Set.of(),
            "trust", Set.of(),
            "sandbox", Set.of()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyRoomHasItsArrows() throws Exception {
        try (var folders = Files.list(Path.of("src/main/java/org/rlsworkup"))) {
            var rooms = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());
            assertThat(rooms).isEqualTo(ARROWS.keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> noRoomImportsARoomItMayNot() {
        return ARROWS.entrySet().stream().map(arrow -> {
            var forbidden = Stream.concat(
                            Stream.of(BASE), ARROWS.keySet().stream().map(ArchitectureTests::room))
                    .filter(room -> !room.equals(room(arrow.getKey())))
                    .filter(room -> arrow.getValue().stream()
                            .noneMatch(allowed -> room(allowed).equals(room)))
                    .toArray(String[]::new);
            return dynamicTest(
                    arrow.getKey(),
                    () -> check(noClasses()
                            .that()
                            .resideInAPackage(room(arrow.getKey()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)));
        });
    }

    private static String room(String name) {
        return BASE + "." + name;
    }

    @Test
    void theCoreIsPlainJava() {
        check(classes()
                .that()
                .resideInAPackage(room("workup"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        room("workup"),
                        "java.lang..",
                        "java.math..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations.."));
    }

    @Test
    void roomsAreFreeOfCycles() {
        check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
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
                .resideOutsideOfPackage(room("sandbox"))
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
    void theProtocolShowsOnlyItsSeams() {
        var shown = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(room("cdshooks"))
                        && type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
                        && type.isTopLevelClass())
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(shown)
                .containsExactlyInAnyOrder(
                        "Answered",
                        "Caller",
                        "CallLimits",
                        "Earlier",
                        "Feedback",
                        "HookAddresses",
                        "PatientRef",
                        "Trace");
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
