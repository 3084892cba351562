package org.rlsworkup.bench.hapi;

import ca.uhn.fhir.rest.api.server.cdshooks.CdsServiceRequestJson;
import ca.uhn.hapi.fhir.cdshooks.api.CdsService;
import ca.uhn.hapi.fhir.cdshooks.api.CdsServicePrefetch;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceIndicatorEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardSourceJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseSuggestionActionJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseSuggestionJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * Where RLS is charted, a card that lists the newest result of each test and offers an order of each without a result of
 * the last three years. There is none of the rules of RLS Workup: not how results, units, orders and contexts are read,
 * nothing is looked up and nothing stored.
 */
public class WorkupService {
    private static final String LOINC = "http://loinc.org";
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String RLS = "32914008";
    private static final int DAYS = 3 * 365;

    private static final Map<String, String> TESTS = tests();

    private static Map<String, String> tests() {
        var tests = new LinkedHashMap<String, String>();
        tests.put("2276-4", "Ferritin");
        tests.put("2498-4", "Iron");
        tests.put("2500-7", "Iron binding capacity");
        tests.put("2132-9", "Vitamin B12");
        tests.put("3016-3", "Thyrotropin");
        tests.put("4548-4", "Hemoglobin A1c");
        tests.put("13964-2", "Methylmalonate");
        tests.put("98979-8", "eGFR");
        return tests;
    }

    @CdsService(
            value = "rls-workup",
            hook = "patient-view",
            title = "RLS Workup",
            description = "Names the missing tests of an RLS workup",
            prefetch = {
                @CdsServicePrefetch(value = "conditions", query = "Condition?patient={{context.patientId}}"),
                @CdsServicePrefetch(value = "observations", query = "Observation?patient={{context.patientId}}")
            },
            allowAutoFhirClientPrefetch = true)
    public CdsServiceResponseJson workup(CdsServiceRequestJson call) {
        var response = new CdsServiceResponseJson();
        if (all(call, "conditions", Condition.class).anyMatch(it -> it.getCode().hasCoding(SNOMED, RLS))) {
            response.addCard(card(call));
        }
        return response;
    }

    private static <R extends Resource> Stream<R> all(CdsServiceRequestJson call, String key, Class<R> type) {
        return ((Bundle) call.getPrefetch(key))
                .getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(type::isInstance)
                        .map(type::cast);
    }

    private static CdsServiceResponseCardJson card(CdsServiceRequestJson call) {
        var oldest = Date.from(Instant.now().minus(DAYS, ChronoUnit.DAYS));
        var newest = new LinkedHashMap<String, Observation>();
        all(call, "observations", Observation.class)
                .filter(it -> it.hasValueQuantity()
                        && it.hasEffectiveDateTimeType()
                        && it.getEffectiveDateTimeType().getValue().after(oldest))
                .forEach(result -> result.getCode().getCoding().stream()
                        .filter(coding -> LOINC.equals(coding.getSystem()) && TESTS.containsKey(coding.getCode()))
                        .forEach(coding -> newest.merge(coding.getCode(), result, WorkupService::newer)));
        var missing = TESTS.keySet().stream()
                .filter(code -> !newest.containsKey(code))
                .toList();
        var source = new CdsServiceResponseCardSourceJson();
        source.setLabel("RLS Workup");
        var card = new CdsServiceResponseCardJson()
                .setUuid(UUID.randomUUID().toString())
                .setSummary("RLS workup: " + missing.size() + " tests missing")
                .setDetail(newest.entrySet().stream()
                        .map(it -> line(TESTS.get(it.getKey()), it.getValue()))
                        .collect(Collectors.joining("\n")))
                .setIndicator(CdsServiceIndicatorEnum.INFO)
                .setSource(source)
                .setSelectionBehaviour("any");
        missing.forEach(code -> card.addSuggestion(order(code, call)));
        return card;
    }

    private static Observation newer(Observation one, Observation other) {
        var isNewer = other.getEffectiveDateTimeType()
                .getValue()
                .after(one.getEffectiveDateTimeType().getValue());
        return isNewer ? other : one;
    }

    private static String line(String test, Observation result) {
        var value = result.getValueQuantity();
        return "- " + test + ": " + value.getValue() + " " + value.getUnit() + " ("
                + result.getEffectiveDateTimeType().getValueAsString() + ")";
    }

    private static CdsServiceResponseSuggestionJson order(String code, CdsServiceRequestJson call) {
        var label = "Order " + TESTS.get(code);
        var order = new ServiceRequest()
                .setStatus(ServiceRequest.ServiceRequestStatus.DRAFT)
                .setIntent(ServiceRequest.ServiceRequestIntent.PROPOSAL)
                .setCode(new CodeableConcept().setText(TESTS.get(code)))
                .setSubject(new Reference("Patient/" + call.getContext().getString("patientId")));
        order.getCode().addCoding().setSystem(LOINC).setCode(code).setDisplay(TESTS.get(code));
        var suggestion = new CdsServiceResponseSuggestionJson()
                .setUuid(UUID.randomUUID().toString())
                .setLabel(label);
        suggestion.addAction(new CdsServiceResponseSuggestionActionJson()
                .setType("create")
                .setDescription(label)
                .setResource(order));
        return suggestion;
    }
}
