package org.rlsworkup.endtoend.publicsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.support.Http;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what the public CDS Hooks sandbox does with a FHIR server and a CDS service: which requests it makes, in which form,
 * and what it needs in the answers. Written from its source (cds-hooks/sandbox at 3b7e255, 2026), and independent of the
 * service.
 */
final class PublicSandbox {
    static final String ORIGIN = "https://sandbox.cds-hooks.org";

    /** The user whom it names in every call. */
    static final String USER = "Practitioner/COREPRACTITIONER1";

    private static final Map<String, String> FHIR = Map.of("Accept", "application/json+fhir");
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");
    private static final Pattern TODAY =
            Pattern.compile("\\{\\{\\s*today\\(\\)\\s*-\\s*(\\d+)\\s*days?\\s*}}", Pattern.CASE_INSENSITIVE);

    private final BrowserPage page = new BrowserPage(ORIGIN);
    private final String fhirServer;
    private final String services;
    private final String connected;
    private final SigningKey key;
    private final String jku;
    private final LocalDate today;
    private List<JsonNode> found = List.of();
    private String patientId = "";

    /** A card, and the service that sent it. */
    record Card(String service, JsonNode json) {
        String summary() {
            return json.path("summary").asString();
        }
    }

    /**
     * @param services the address of discovery as its user enters it, which tokens name as {@code aud}
     * @param connected the address that the name above leads to
     * @param jku where its keys are, as its tokens say
     */
    PublicSandbox(String fhirServer, String services, String connected, SigningKey key, String jku, LocalDate today) {
        this.fhirServer = fhirServer;
        this.services = services;
        this.connected = connected;
        this.key = key;
        this.jku = jku;
        this.today = today;
    }

    /** What it does when its page is opened with a patient: it stops unless server, patient and services are there. */
    PublicSandbox open(String patient) {
        var statement = page.get(fhirServer + "/metadata", JSON);
        assertThat(statement.json().path("fhirVersion").asString()).startsWith("4.");
        assertThat(page.get(fhirServer + "/Patient", JSON).status()).isNotEqualTo(401);
        var read = page.get(fhirServer + "/Patient/" + patient, FHIR).json();
        assertThat(read.path("resourceType").asString()).isEqualTo("Patient");
        // Joins the given names of the first name without asking whether there are any.
        assertThat(read.at("/name/0/given/0").asString("")).isNotBlank();
        patientId = patient;
        discover();
        return this;
    }

    /** The diagnoses that it offers as the reason of an order: none unless the server says how many there are. */
    List<String> reasons() {
        var conditions =
                page.get(fhirServer + "/Condition?patient=" + patientId, FHIR).json();
        return conditions.path("total").asInt(0) == 0
                ? List.of()
                : conditions
                        .path("entry")
                        .valueStream()
                        .map(it -> it.at("/resource/code/coding/0/code").asString(""))
                        .filter(it -> !it.isEmpty())
                        .toList();
    }

    /** Reads the services again, with a token of its own. */
    void discover() {
        var answer = page.get(connected, signed(services));
        assertThat(answer.status()).isEqualTo(200);
        found = answer.json().path("services").valueStream().toList();
        assertThat(found).isNotEmpty();
    }

    /** Calls every service of a hook, and shows the cards of those that answer 200. */
    List<Card> call(String hook, Map<String, JsonNode> context) {
        return found.stream()
                .filter(it -> it.path("hook").asString().equals(hook))
                .flatMap(it -> {
                    var answer = answer(it, context);
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                    return answer.json().path("cards").valueStream().map(card -> new Card(id(it), card));
                })
                .toList();
    }

    List<Card> view() {
        return call("patient-view", Map.of());
    }

    /** Its screen for prescribing calls at every change, from the moment it is opened, when no drug is chosen yet. */
    List<Card> select(JsonNode order) {
        var selection =
                order.path("resourceType").asString() + "/" + order.path("id").asString();
        return call(
                "order-select",
                Map.of("selections", Http.JSON.valueToTree(List.of(selection)), "draftOrders", bundle(order)));
    }

    List<Card> sign(JsonNode order) {
        return call("order-sign", Map.of("draftOrders", bundle(order)));
    }

    private BrowserPage.Answer answer(JsonNode service, Map<String, JsonNode> more) {
        var context = Http.JSON.createObjectNode();
        context.put("patientId", patientId).put("userId", USER);
        more.forEach(context::set);
        var call = Http.JSON.createObjectNode();
        call.put("hookInstance", UUID.randomUUID().toString());
        call.put("hook", service.path("hook").asString());
        call.put("fhirServer", fhirServer);
        call.set("context", context);
        var prefetch = prefetch(service);
        if (!prefetch.isEmpty()) {
            call.set("prefetch", prefetch);
        }
        return page.postJson(connected + "/" + id(service), signed(services + "/" + id(service)), call);
    }

    /** What it sends along for a service: each template that it can fill in, unless the server refuses it. */
    ObjectNode prefetch(JsonNode service) {
        var prefetch = Http.JSON.createObjectNode();
        service.path("prefetch").properties().forEach(it -> {
            var query = filledIn(it.getValue().asString());
            if (!query.contains("{{")) {
                var answer = query.contains("?") ? search(query) : page.get(fhirServer + "/" + query, FHIR);
                if (answer.status() < 300) {
                    prefetch.set(it.getKey(), answer.json());
                }
            }
        });
        return prefetch;
    }

    List<JsonNode> services() {
        return found;
    }

    /** By POST; by GET only if that fails. */
    private BrowserPage.Answer search(String query) {
        var form = merged(query.substring(query.indexOf('?') + 1));
        var type = query.substring(0, query.indexOf('?'));
        var answer = page.postForm(fhirServer + "/" + type + "/_search", FHIR, form);
        return answer.status() < 300 ? answer : page.get(fhirServer + "/" + type + "?" + form, FHIR);
    }

    private String filledIn(String template) {
        var filled = template.replaceAll("\\{\\{\\s*context\\.patientId\\s*}}", patientId)
                .replaceAll("\\{\\{\\s*context\\.userId\\s*}}", USER)
                .replaceAll("(?i)\\{\\{\\s*today\\(\\)\\s*}}", today.toString());
        return TODAY.matcher(filled)
                .replaceAll(it -> today.minusDays(Long.parseLong(it.group(1))).toString());
    }

    /** Sorted by name; what is repeated becomes one parameter, joined by commas. */
    private static String merged(String query) {
        Map<String, String> parameters = Arrays.stream(query.split("&", -1))
                .map(it -> it.split("=", 2))
                .collect(Collectors.toMap(
                        it -> it[0],
                        it -> URLDecoder.decode(it[1], UTF_8),
                        (one, other) -> one + "," + other,
                        TreeMap::new));
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What its button of a suggestion sends. */
    int accept(Card card, JsonNode suggestion) {
        assertThat(suggestion.path("label").asString("")).isNotBlank();
        var entry = entry(card, "accepted");
        entry.putArray("acceptedSuggestions")
                .addObject()
                .put("id", suggestion.path("uuid").asString());
        return feedback(card, entry, signed(services + "/" + card.service() + "/feedback"));
    }

    /** What "Dismiss" sends: the code and system of a reason, never its display. */
    int dismiss(Card card, JsonNode reason) {
        return feedback(card, overridden(card, reason), signed(services + "/" + card.service() + "/feedback"));
    }

    ObjectNode overridden(Card card, JsonNode reason) {
        var entry = entry(card, "overridden");
        if (reason != null) {
            entry.putObject("overrideReason")
                    .putObject("reason")
                    .put("code", reason.path("code").asString())
                    .put("system", reason.path("system").asString());
        }
        return entry;
    }

    private static ObjectNode entry(Card card, String outcome) {
        return Http.JSON
                .createObjectNode()
                .put("card", card.json().path("uuid").asString())
                .put("outcome", outcome)
                .put("outcomeTimestamp", InstantSource.system().instant().toString());
    }

    int feedback(Card card, ObjectNode entry, Map<String, String> headers) {
        var body = Http.JSON.createObjectNode();
        body.putArray("feedback").add(entry);
        return page.postJson(connected + "/" + card.service() + "/feedback", headers, body)
                .status();
    }

    /** The headers of a request to the address that its token names. */
    Map<String, String> signed(String audience) {
        var token = Token.of(
                        ORIGIN,
                        audience,
                        "ES384",
                        key.keyId(),
                        InstantSource.system().instant())
                .header("jku", "'" + jku + "'");
        return Map.of("Accept", "application/json", "Authorization", "Bearer " + token.by(key));
    }

    /** The draft of its screens for prescribing; without a code, as it is until a drug is chosen. */
    JsonNode prescription(String rxNorm, String name) {
        var order = new LinkedHashMap<String, Object>();
        order.put("resourceType", "MedicationRequest");
        order.put("id", "request-123");
        order.put("status", "draft");
        order.put("subject", Map.of("reference", "Patient/" + patientId));
        order.put("authoredOn", today.toString());
        if (rxNorm != null) {
            var times = Map.of("frequency", 1, "period", 1, "periodUnit", "d");
            var pills = Map.of("value", 1, "system", "http://unitsofmeasure.org", "code", "{pill}");
            order.put(
                    "dosageInstruction",
                    List.of(Map.of(
                            "timing", Map.of("repeat", times), "doseAndRate", List.of(Map.of("doseQuantity", pills)))));
            order.put("dispenseRequest", Map.of("expectedSupplyDuration", Map.of("value", 30, "unit", "days")));
            order.put("intent", "order");
            // One concept where FHIR has a list.
            order.put(
                    "category",
                    concept("http://terminology.hl7.org/CodeSystem/medicationrequest-category", "community", null));
            order.put(
                    "medicationCodeableConcept", concept("http://www.nlm.nih.gov/research/umls/rxnorm", rxNorm, name));
        }
        return Http.JSON.valueToTree(order);
    }

    /** The draft of its screen for imaging before anything is chosen: an empty coding, and no text. */
    JsonNode imaging() {
        return Http.JSON.valueToTree(Map.of(
                "resourceType", "ServiceRequest",
                "id", "example-request-id",
                "status", "draft",
                "intent", "plan",
                "code", Map.of("coding", List.of(Map.of())),
                "subject", Map.of("reference", "Patient/" + patientId),
                "reasonCode", List.of()));
    }

    private static Map<String, Object> concept(String system, String code, String name) {
        var coding = new LinkedHashMap<String, String>(Map.of("system", system, "code", code));
        if (name == null) {
            return Map.of("coding", List.of(coding));
        }
        coding.put("display", name);
        return Map.of("text", name, "coding", List.of(coding));
    }

    private static JsonNode bundle(JsonNode order) {
        var bundle = Http.JSON.createObjectNode().put("resourceType", "Bundle");
        bundle.putArray("entry").addObject().set("resource", order);
        return bundle;
    }

    private static String id(JsonNode service) {
        return service.path("id").asString();
    }
}
