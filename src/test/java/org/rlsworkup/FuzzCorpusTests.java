package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.rlsworkup.cdshooks.request.HookCallFuzz;
import org.rlsworkup.fhir.read.FhirReaderFuzz;
import org.rlsworkup.trust.ServerAddressFuzz;
import org.rlsworkup.trust.TokenFuzz;

/** The seed inputs of Jazzer, and everything it ever found, run again in every build. */
class FuzzCorpusTests {
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "call", HookCallFuzz::fuzzerTestOneInput,
            "fhir", FhirReaderFuzz::fuzzerTestOneInput,
            "token", TokenFuzz::fuzzerTestOneInput,
            "address", ServerAddressFuzz::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> nothingOfTheCorpusIsTooMuch() {
        return TARGETS.entrySet().stream()
                .flatMap(target -> corpus(target.getKey())
                        .map(file -> DynamicTest.dynamicTest(
                                target.getKey() + "/" + file.getFileName(),
                                () -> assertThatCode(() -> target.getValue().accept(Files.readAllBytes(file)))
                                        .doesNotThrowAnyException())));
    }

    private static Stream<Path> corpus(String target) {
        try (var files = Files.list(Path.of("src/test/resources/fuzz", target))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
