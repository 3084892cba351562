package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.Tries;

/** The streaming reader yields exactly what reading through HAPI's model yields, however the JSON is written. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class ReaderOracleTests {
    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final FhirContext R5 = FhirContext.forR5Cached();
    private static final int R4_BUNDLES = Tries.of(2000);
    private static final int R5_BUNDLES = Tries.of(600);
    /** A tenth of the bundles need not hold the rarest names. */
    private static final int NAMES_NOT_MET = R4_BUNDLES < 2000 ? 10 : 0;

    private static final String NAMES = """
        effectiveDateTime effectivePeriod effectiveInstant effectiveTiming issued _issued
        onsetDateTime onsetPeriod onsetAge onsetRange onsetString recordedDate
        abatementDateTime abatementPeriod abatementAge abatementRange abatementString _abatementDateTime
        valueQuantity valueString valueCodeableConcept valueBoolean valueInteger valueRange valueRatio
        valueSampledData valueTime valueDateTime valuePeriod _valueString dataAbsentReason component
        occurrenceDateTime occurrencePeriod occurrenceTiming collectedDateTime collectedPeriod
        deceasedBoolean deceasedDateTime _deceasedDateTime _birthDate birthDate active replaced-by
        performedDateTime performedPeriod performedString gender class location serviceType
        contained hasMember derivedFrom performer specimen result concept doNotPerform authoredOn
        referenceRange appliesTo age low high interpretation
        identifier reference display type total next outcome include fatal warning
        medicationCodeableConcept medicationReference medication dosageInstruction dosage route timing repeat
        boundsPeriod boundsDuration asNeededBoolean asNeededCodeableConcept asNeededFor reasonCode reasonReference
        reason itemCodeableConcept itemReference item form doseForm adherence
        """;

    static Stream<Path> samples() throws IOException {
        try (var files = Files.list(Path.of("fhir-samples"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void seesInASampleWhatHapiSees(Path sample) throws IOException {
        var json = Files.readString(sample);

        assertSame(new HapiReading(R4).page(json), Parsing.page(json), sample.toString());
        assertSame(Parsing.page(json), Parsing.page(Rewriting.of(json, 1)), "rewritten " + sample);
    }

    /** The Bundles must hold all that we read at least once, or their agreement says little. */
    @Test
    void seesInRandomBundlesWhatHapiSeesHoweverTheyAreWritten() {
        var notMet = ConcurrentHashMap.<String>newKeySet();
        NAMES.lines().flatMap(line -> Stream.of(line.split(" ", -1))).forEach(name -> notMet.add('"' + name + '"'));

        check(R4, R4_BUNDLES, notMet);
        check(R5, R5_BUNDLES, notMet);

        assertThat(notMet).hasSizeLessThanOrEqualTo(NAMES_NOT_MET);
    }

    private static void check(FhirContext fhir, int bundles, Set<String> notMet) {
        var oracle = new HapiReading(fhir);
        LongStream.range(0, bundles).parallel().forEach(seed -> {
            var json = RandomBundles.json(fhir, seed);
            notMet.removeIf(json::contains);
            var page = Parsing.page(json);
            assertSame(oracle.page(json), page, "seed " + seed + ": " + json);
            var rewritten = Rewriting.of(json, seed);
            assertSame(page, Parsing.page(rewritten), "seed " + seed + ": " + rewritten);
        });
    }

    /** Our records do not print patient data; differences are reported member by member. */
    private static void assertSame(QueryResponse.Page expected, QueryResponse.Page actual, String what) {
        if (!actual.equals(expected)) {
            assertThat(actual)
                    .as(what)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(expected);
            throw new AssertionError("not equal: " + what);
        }
    }
}
