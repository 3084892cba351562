package org.rlsworkup.fhir.read;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;

/** Random values of FHIR's primitive types, including edge cases for the reader. */
final class RandomValues {
    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /** True with this probability. */
    boolean in(double share) {
        return random.nextDouble() < share;
    }

    String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String id() {
        return one("a", "p-1", "1234567890", "A.b-C.4") + random.nextInt(10);
    }

    String primitive(String type, BaseRuntimeChildDefinition child) {
        if (child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound) {
            return boundCode(bound);
        }
        return switch (type) {
            case "boolean" -> one("true", "false");
            case "decimal" -> decimal();
            case "integer", "integer64" -> one("0", "-7", "2147483647");
            case "unsignedInt", "positiveInt" -> one("1", "12", "2147483647");
            case "date" -> date();
            case "dateTime" -> in(0.5) ? date() : date(10) + time() + zone();
            case "instant" -> date(10) + time() + zone();
            case "time" -> "10:15:30";
            case "base64Binary" -> "Zm9v";
            case "uuid" -> "urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac120002";
            case "oid" -> "urn:oid:2.16.840.1.113883.6.1";
            case "id" -> id();
            case "code" -> one("2276-4", "G25.81", "final", "unknown", "not-performed", "ng/mL", "h", "d");
            case "uri", "url", "canonical" -> uri(child);
            default -> words();
        };
    }

    private String uri(BaseRuntimeChildDefinition child) {
        return child.getElementName().equals("type")
                ? one("Patient", "QuestionnaireResponse", "Organization")
                : one(
                        "http://loinc.org",
                        "http://loinc.org|2.77",
                        "https://www.loinc.org/",
                        "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                        "http://fhir.de/CodeSystem/dimdi/icd-10-gm",
                        "urn:oid:2.16.840.1.113883.6.1",
                        "http://snomed.info/sct/731000124108/version/20240301",
                        "http://hl7.org/fhir/sid/icd-10-cm",
                        "https://laboratory.example/codes");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private String boundCode(RuntimeChildPrimitiveEnumerationDatatypeDefinition bound) {
        var factory = (IBaseEnumFactory) bound.getInstanceConstructorArguments();
        var codes = Arrays.stream(bound.getBoundEnumType().getEnumConstants())
                .filter(constant -> !constant.name().equals("NULL"))
                .map(constant -> factory.toCode(constant))
                .toList();
        return codes.get(random.nextInt(codes.size()));
    }

    /** Trailing zeros count: a laboratory wrote them. */
    private String decimal() {
        return one("42", "0", "0.0", "12.50", "-3.1", "0.000012", "123456789012345678.123456789", "5e-7");
    }

    private String date() {
        return date(List.of(4, 7, 10, 10).get(random.nextInt(4)));
    }

    private String date(int length) {
        return one("1969-12-31", "2000-02-29", "2025-06-15", "2026-11-19").substring(0, length);
    }

    private String time() {
        return one("T00:00:00", "T10:15:30", "T23:59:59.5", "T12:00:00.123", "T08:09:10.123456789");
    }

    private String zone() {
        return one("Z", "+00:00", "-05:00", "+05:45", "+14:00");
    }

    private String words() {
        return one(
                "Ferritin",
                "Restless legs syndrome",
                "Urine",
                "hemolyzed specimen",
                "Größe \"klein\" \\ 小 \uD83E\uDDB5",
                "line\nbreak\ttab",
                "{\"resourceType\":\"Bundle\"}");
    }

    String reference(List<String> contained) {
        var id = id();
        var type = one(
                "Patient",
                "Patient",
                "Encounter",
                "Observation",
                "Practitioner",
                "QuestionnaireResponse",
                "Medication",
                "Organization");
        return switch (random.nextInt(contained.isEmpty() ? 7 : 11)) {
            case 0, 1 -> type + "/" + id;
            case 2 -> type + "/" + id + "/_history/3";
            case 3 -> "https://ehr.example/fhir/r4/" + type + "/" + id;
            case 4 -> "https://ehr.example/fhir/r4/" + type + "/" + id + "/_history/7";
            case 5 -> "urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-0242ac12000" + random.nextInt(10);
            case 6 -> type + "?identifier=https://ehr.example/ids|" + id;
            default -> "#" + contained.get(random.nextInt(contained.size()));
        };
    }
}
