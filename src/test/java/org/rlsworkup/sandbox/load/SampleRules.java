package org.rlsworkup.sandbox.load;

import static org.rlsworkup.support.FhirValidation.FHIR;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.rlsworkup.support.FhirValidation;

/** Rules for the files of {@code fhir-samples} beyond valid R4. */
final class SampleRules {
    static final String WRITTEN_FOR = "2026-11-20T10:00:00Z";
    private static final Pattern URN =
            Pattern.compile("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private SampleRules() {}

    /** The rules the Bundle of the named file breaks, in words; empty when it keeps them all. */
    static List<String> broken(String name, Bundle bundle) {
        List<String> broken = new ArrayList<>();
        broken.addAll(header(bundle));
        broken.addAll(patient(name, bundle));
        Set<String> above = new HashSet<>();
        for (BundleEntryComponent entry : bundle.getEntry()) {
            broken.addAll(entry(name, entry));
            broken.addAll(references(entry.getResource(), above));
            broken.addAll(dates(entry.getResource()));
            broken.addAll(units(entry.getResource()));
            if (!above.add(entry.getFullUrl())) {
                broken.add("fullUrl given twice: " + entry.getFullUrl());
            }
        }
        return broken;
    }

    private static List<String> header(Bundle bundle) {
        List<String> broken = new ArrayList<>();
        if (bundle.getType() != BundleType.TRANSACTION) {
            broken.add("Bundle.type is not transaction");
        }
        if (!WRITTEN_FOR.equals(bundle.getTimestampElement().getValueAsString())) {
            broken.add("Bundle.timestamp is not " + WRITTEN_FOR);
        }
        return broken;
    }

    private static List<String> patient(String name, Bundle bundle) {
        List<Patient> patients = resources(bundle)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .toList();
        if (patients.size() != 1) {
            return List.of("not exactly one Patient: " + patients.size());
        }
        Patient patient = patients.getFirst();
        List<String> broken = new ArrayList<>();
        if (!patient.getIdPart().equals(name)) {
            broken.add("the Patient's id is not the file's name: " + patient.getIdPart());
        }
        if (!patient.getNameFirstRep().getFamily().equals("Sample")) {
            broken.add("family name does not show that the patient is made up");
        }
        LocalDate born = LocalDate.parse(patient.getBirthDateElement().getValueAsString());
        int age = Period.between(born, LocalDate.parse(WRITTEN_FOR.substring(0, 10)))
                .getYears();
        if (name.equals("child") ? age != 9 : age < 35 || age > 64) {
            broken.add("age " + age);
        }
        return broken;
    }

    private static List<String> entry(String name, BundleEntryComponent entry) {
        Resource resource = entry.getResource();
        String id = resource.getIdPart();
        List<String> broken = new ArrayList<>();
        if (!URN.matcher(entry.getFullUrl()).matches()) {
            broken.add("fullUrl is no urn:uuid: " + entry.getFullUrl());
        }
        if (!ID.matcher(id).matches() || !(id.equals(name) || id.startsWith(name + "-"))) {
            broken.add("id is not readable or does not start with the patient's: " + id);
        }
        if (entry.getRequest().getMethod() != HTTPVerb.PUT
                || !entry.getRequest().getUrl().equals(resource.fhirType() + "/" + id)) {
            broken.add("request is not PUT " + resource.fhirType() + "/" + id);
        }
        return broken;
    }

    /** Targets stand above, so a server that checks references takes the resources one by one in this order. */
    private static List<String> references(Resource resource, Set<String> above) {
        return FHIR.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class).stream()
                .map(Reference::getReference)
                .filter(reference -> !above.contains(reference))
                .map(reference -> resource.getIdPart() + " refers to no entry above: " + reference)
                .toList();
    }

    private static List<String> dates(Resource resource) {
        Instant writtenFor = Instant.parse(WRITTEN_FOR);
        return FHIR.newTerser().getAllPopulatedChildElementsOfType(resource, BaseDateTimeType.class).stream()
                .filter(date -> date.getValue().toInstant().isAfter(writtenFor))
                .filter(date -> !(resource instanceof ServiceRequest order && order.getOccurrence() == date))
                .map(date -> resource.getIdPart() + " is dated after the Bundle: " + date.getValueAsString())
                .toList();
    }

    private static List<String> units(Resource resource) {
        return FHIR.newTerser().getAllPopulatedChildElementsOfType(resource, Quantity.class).stream()
                .filter(quantity -> !FhirValidation.knowsUnit(quantity.getCode()))
                .map(quantity -> resource.getIdPart() + " has no UCUM unit: " + quantity.getCode())
                .toList();
    }

    static Stream<Resource> resources(Bundle bundle) {
        return bundle.getEntry().stream().map(BundleEntryComponent::getResource);
    }
}
