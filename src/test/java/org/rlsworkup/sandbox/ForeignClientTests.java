package org.rlsworkup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sandbox's FHIR server, used through HAPI's FHIR client. */
@FhirSandboxTest
class ForeignClientTests {
    private static final int RESULTS = 5;

    @LocalServerPort
    private int port;

    private IGenericClient client;

    @BeforeAll
    void chart() {
        client = FhirContext.forR4Cached().newRestfulGenericClient("http://localhost:" + port + "/fhir");
        var patient = new Patient();
        patient.setId("foreign");
        client.update().resource(patient).execute();
        IntStream.rangeClosed(1, RESULTS).forEach(month -> {
            var result = new Observation()
                    .setSubject(new Reference("Patient/foreign"))
                    .setEffective(new DateTimeType("2026-0" + month + "-01"));
            result.setStatus(Observation.ObservationStatus.FINAL).setId("foreign-" + month);
            result.getCode().addCoding().setSystem("http://loinc.org").setCode("2276-4");
            client.update().resource(result).execute();
        });
    }

    @Test
    void readsWhatTheServerCanDo() {
        var statement = client.capabilities().ofType(CapabilityStatement.class).execute();

        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getRestFirstRep().getResource())
                .extracting(it -> it.getType())
                .contains("ServiceRequest");
    }

    @Test
    void walksThroughPagesOfASearchByPost() {
        var seen = new ArrayList<String>();
        var page = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId("foreign"))
                .and(Observation.CODE.exactly().systemAndCode("http://loinc.org", "2276-4"))
                .and(Observation.DATE.afterOrEquals().day("2026-02-01"))
                .include(Observation.INCLUDE_PATIENT)
                .sort()
                .descending(Observation.DATE)
                .count(3)
                .usingStyle(SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();
        for (var more = true; more; ) {
            page.getEntry()
                    .forEach(
                            entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
            more = page.getLink(Bundle.LINK_NEXT) != null;
            page = more ? client.loadPage().next(page).execute() : page;
        }

        assertThat(seen).containsExactly("foreign-5", "foreign-4", "foreign-3", "foreign", "foreign-2", "foreign");
    }

    @Test
    void findsWhatItCreated() {
        var order = new ServiceRequest()
                .setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE)
                .setIntent(ServiceRequest.ServiceRequestIntent.ORDER)
                .setSubject(new Reference("Patient/foreign"));

        var id = client.create().resource(order).execute().getId();

        assertThat(client.read()
                        .resource(ServiceRequest.class)
                        .withId(id.getIdPart())
                        .execute()
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
    }

    @Test
    void isToldWhatIsNotThere() {
        assertThatThrownBy(() ->
                        client.read().resource(Patient.class).withId("nobody").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
