package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.rlsworkup.support.Demand;
import org.rlsworkup.support.Row;

/** The list of conformance rows, compared with the tests that claim to cover them. */
class ConformanceTests {
    private static Stream<Method> tests() {
        return ReflectionSupport.streamAllClassesInPackage("org.rlsworkup", it -> true, it -> it.endsWith("Tests"))
                .flatMap(it -> ReflectionSupport.streamMethods(
                        it, method -> method.isAnnotationPresent(Row.class), HierarchyTraversalMode.TOP_DOWN));
    }

    @Test
    void everyRowHasATestAndEveryTestARow() {
        var held = tests().flatMap(it -> Stream.of(it.getAnnotation(Row.class).value()))
                .distinct();
        assertThat(held)
                .containsExactlyInAnyOrderElementsOf(
                        Demand.all().stream().map(Demand::id).toList());
    }

    @Test
    void everyMethodWithARowIsATest() {
        assertThat(tests()).hasSizeGreaterThan(50).allMatch(it -> AnnotationSupport.isAnnotated(it, Testable.class));
    }
}
