package org.rlsworkup.support;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.utilities.npm.NpmPackage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates a resource against base FHIR, offline. LOINC, SNOMED CT and ICD-10-CM are not shipped with HAPI, so their
 * codes cause a warning; every other code is checked.
 */
public final class FhirValidation {
    public static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final CommonCodeSystemsTerminologyService UNITS = new CommonCodeSystemsTerminologyService(FHIR);
    private static final FhirValidator R4 = validator(FHIR, new DefaultProfileValidationSupport(FHIR));
    private static final Map<String, Boolean> KNOWN_UNITS = new ConcurrentHashMap<>();

    /** Loaded only by the few tests that need it. */
    private static final class R5 {
        private static final FhirValidator VALIDATOR =
                validator(FhirContext.forR5Cached(), definitions(FhirContext.forR5Cached()));
    }

    private FhirValidation() {}

    /** The findings of severity error or fatal in R4, each with its place; empty when the resource is valid. */
    public static List<String> errors(String json) {
        return errors(R4, json);
    }

    /** Validates several resources, in order: one by one, the validator would be rebuilt for each. */
    public static List<List<String>> errorsOfEach(List<String> resources) {
        return errorsOfEach(R4, resources);
    }

    /** The findings of severity error or fatal in R5 of each of these resources, in their order. */
    public static List<List<String>> errorsOfEachInR5(List<String> resources) {
        return errorsOfEach(R5.VALIDATOR, resources);
    }

    private static List<List<String>> errorsOfEach(FhirValidator validator, List<String> resources) {
        var entries = IntStream.range(0, resources.size())
                .mapToObj(i ->
                        "{\"fullUrl\":\"urn:uuid:%s\",\"resource\":%s}".formatted(new UUID(0, i), resources.get(i)))
                .collect(Collectors.joining(","));
        var errors =
                errors(validator, "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" + entries + "]}");
        var ofEach = IntStream.range(0, resources.size())
                .mapToObj(i -> errors.stream()
                        .filter(error -> error.startsWith("Bundle.entry[" + i + "].resource"))
                        .toList())
                .toList();
        assertThat(errors).hasSize(ofEach.stream().mapToInt(List::size).sum());
        return ofEach;
    }

    /** One at a time: what a validator remembers is not made for several threads. */
    private static List<String> errors(FhirValidator validator, String json) {
        synchronized (validator) {
            return validator.validateWithResult(json).getMessages().stream()
                    .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                    .map(message -> message.getLocationString() + ": " + message.getMessage())
                    .toList();
        }
    }

    /** Whether UCUM's grammar and tables know the unit; the validator does not look at units by itself. */
    public static boolean knowsUnit(String code) {
        // HAPI reads all of UCUM again for each validation.
        return KNOWN_UNITS.computeIfAbsent(
                code,
                unit -> UNITS.lookupCode(
                                new ValidationSupportContext(UNITS),
                                new LookupCodeRequest(CommonCodeSystemsTerminologyService.UCUM_CODESYSTEM_URL, unit))
                        .isFound());
    }

    /**
     * R5's own structures and codes, without their narratives. HAPI's support for R5 reads all that there is,
     * extensions, terminology and narratives too, which takes several times as long.
     */
    private static IValidationSupport definitions(FhirContext r5) {
        var definitions = new PrePopulatedValidationSupport(r5);
        var mapper = new JsonMapper();
        try (var packed =
                FhirValidation.class.getResourceAsStream("/org/hl7/fhir/r5/packages/hl7.fhir.r5.core-5.0.0.tgz")) {
            for (var file : NpmPackage.fromPackage(packed)
                    .getFolders()
                    .get("package")
                    .getContent()
                    .entrySet()) {
                if (file.getKey().matches("(StructureDefinition|ValueSet|CodeSystem)-.*")) {
                    var definition = (ObjectNode) mapper.readTree(file.getValue());
                    definition.remove("text");
                    definitions.addResource(r5.newJsonParser().parseResource(definition.toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return definitions;
    }

    private static FhirValidator validator(FhirContext fhir, IValidationSupport definitions) {
        var support = new ValidationSupportChain(
                definitions,
                new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir));
        return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }
}
