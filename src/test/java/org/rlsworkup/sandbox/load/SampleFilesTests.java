package org.rlsworkup.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.rlsworkup.sandbox.load.SampleRules.resources;
import static org.rlsworkup.support.FhirValidation.FHIR;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.support.FhirValidation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Execution(ExecutionMode.CONCURRENT)
class SampleFilesTests {
    private static final Path FOLDER = Path.of("fhir-samples");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<Sample> SAMPLES = read();

    record Sample(String name, String json) {
        Bundle bundle() {
            return parser().parseResource(Bundle.class, json);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isValidR4(Sample sample) {
        assertThat(FhirValidation.errors(sample.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsTheHouseRules(Sample sample) {
        assertThat(SampleRules.broken(sample.name(), sample.bundle())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsMembersInTheOrderFhirDefines(Sample sample) {
        assertThat(JSON.readTree(sample.json()).toString())
                .isEqualTo(JSON.readTree(encode(sample.bundle())).toString());
    }

    @Test
    void usesEachIdAndEachFullUrlOnceOverAllFiles() {
        List<Bundle> bundles = SAMPLES.stream().map(Sample::bundle).toList();
        assertThat(bundles.stream().flatMap(SampleRules::resources).map(Resource::getIdPart))
                .doesNotHaveDuplicates();
        assertThat(bundles.stream()
                        .flatMap(bundle -> bundle.getEntry().stream())
                        .map(BundleEntryComponent::getFullUrl))
                .doesNotHaveDuplicates();
    }

    @Test
    void readmeListsEveryFileAndNoOther() throws IOException {
        List<String> listed = Pattern.compile("(?m)^\\| \\[`([a-z0-9-]+)\\.json`]")
                .matcher(Files.readString(FOLDER.resolve("README.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(listed)
                .hasSizeGreaterThanOrEqualTo(12)
                .containsExactlyInAnyOrderElementsOf(
                        SAMPLES.stream().map(Sample::name).toList());
    }

    /** Who reads only the first page of 200 finds neither ferritin nor TSH of this year. */
    @Test
    void largeChartHidesResultsOfThisYearBehindTwoHundredNewerOnes() {
        Sample large = sample("large-chart");
        List<Observation> newestFirst = resources(large.bundle())
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .filter(observation -> observation
                        .getCategoryFirstRep()
                        .hasCoding("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"))
                .sorted(Comparator.comparing((Observation observation) ->
                                observation.getEffectiveDateTimeType().getValue())
                        .reversed())
                .toList();
        assertThat(large.bundle().getEntry()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(large.json().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400_000);
        assertThat(newestFirst.subList(0, 200)).noneMatch(SampleFilesTests::isFerritinOrTsh);
        assertThat(newestFirst.subList(200, 220))
                .filteredOn(SampleFilesTests::isFerritinOrTsh)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void seesTheFault(String fault, Consumer<Bundle> injection) {
        Bundle bundle = sample("iron-by-parts").bundle();
        injection.accept(bundle);
        var broken = SampleRules.broken("iron-by-parts", bundle);
        // The validator takes its time, and is asked only for what our rules leave to it.
        assertThat(contains(broken, fault) || contains(FhirValidation.errors(encode(bundle)), fault))
                .as(broken::toString)
                .isTrue();
    }

    private static boolean contains(List<String> findings, String words) {
        return findings.stream().anyMatch(finding -> finding.contains(words));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "Observation.status: minimum required = 1",
                        bundle -> ferritin(bundle).setStatus(null)),
                fault(
                        "interpretation",
                        bundle -> ferritin(bundle)
                                .getInterpretationFirstRep()
                                .getCodingFirstRep()
                                .setCode("NORMALISH")),
                fault(
                        "refers to no entry above",
                        bundle -> ferritin(bundle)
                                .setSubject(new Reference("urn:uuid:00000000-0000-4000-8000-000000000000"))),
                fault(
                        "has no UCUM unit",
                        bundle -> ferritin(bundle).getValueQuantity().setCode("mIU/L")),
                fault("is not the file's name", bundle -> patient(bundle).setId("iron-by-parts-2")),
                fault("made up", bundle -> patient(bundle).getNameFirstRep().setFamily("Miller")),
                fault("age 12", bundle -> patient(bundle).setBirthDateElement(new DateType("2014-01-01"))),
                fault("refers to no entry above", bundle -> ferritin(bundle).setSubject(new Reference("Patient/ida"))),
                fault(
                        "dated after the Bundle",
                        bundle -> ferritin(bundle).setIssuedElement(new InstantType("2026-11-20T10:00:01Z"))),
                fault("not exactly one Patient", bundle -> bundle.getEntry().remove(2)),
                fault("fullUrl is no urn:uuid", bundle -> last(bundle).setFullUrl("urn:uuid:ferritin")),
                fault(
                        "fullUrl given twice",
                        bundle -> last(bundle)
                                .setFullUrl(bundle.getEntry().getFirst().getFullUrl())),
                fault("id is not readable", bundle -> last(bundle).getResource().setId("a1c")),
                fault("request is not PUT", bundle -> last(bundle).getRequest().setUrl("Observation")),
                fault("Bundle.type", bundle -> bundle.setType(BundleType.COLLECTION)),
                fault(
                        "Bundle.timestamp",
                        bundle -> bundle.setTimestampElement(new InstantType("2026-11-20T11:00:00+01:00"))));
    }

    /** The words of the finding, and what breaks an otherwise sound Bundle. */
    private static Arguments fault(String finding, Consumer<Bundle> injection) {
        return arguments(finding, injection);
    }

    static List<Sample> samples() {
        return SAMPLES;
    }

    private static Sample sample(String name) {
        return SAMPLES.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Observation ferritin(Bundle bundle) {
        return resources(bundle)
                .filter(resource -> resource.getIdPart().equals("iron-by-parts-ferritin"))
                .map(Observation.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Patient patient(Bundle bundle) {
        return (Patient) bundle.getEntry().get(2).getResource();
    }

    private static BundleEntryComponent last(Bundle bundle) {
        return bundle.getEntry().getLast();
    }

    private static boolean isFerritinOrTsh(Observation observation) {
        return List.of("2276-4", "3016-3")
                .contains(observation.getCode().getCodingFirstRep().getCode());
    }

    private static String encode(Bundle bundle) {
        return parser().encodeResourceToString(bundle);
    }

    private static IParser parser() {
        return FHIR.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    }

    private static List<Sample> read() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(SampleFilesTests::sample)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Sample sample(Path file) {
        try {
            return new Sample(file.getFileName().toString().replace(".json", ""), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
