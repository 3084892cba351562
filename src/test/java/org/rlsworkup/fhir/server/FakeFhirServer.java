package org.rlsworkup.fhir.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.ChartLoading;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.Parsing;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.workup.Workup;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

/** A scripted FHIR server, and a chart read from it. */
final class FakeFhirServer implements AutoCloseable {
    static final String TOKEN = "token-for-this-server-only";
    static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T10:00:00Z");
    static final String NO_RLS = "{\"resourceType\":\"Bundle\",\"total\":0}";
    static final String RLS = bundle("", resource("Condition", "c", "\"code\":{\"text\":\"RLS\"}"));
    static final String PATIENT = resource("Patient", "p", "\"active\":true");
    static final String VISIT = resource("Encounter", "e", "\"class\":{\"code\":\"AMB\"}");
    private static final Knowledge KNOWLEDGE = KnowledgeLoader.load(
            new KnowledgeLoader.Source("rls-workup.yaml", text("src/main/resources/knowledge/rls-workup.yaml")), null);
    static final Queries QUERIES = new Queries(KNOWLEDGE, false, true);
    static final Map<Source, String> TYPES = Map.of(
            Source.PATIENT, "Patient",
            Source.CONDITIONS, "Condition",
            Source.OBSERVATIONS, "Observation",
            Source.REPORTS, "DiagnosticReport",
            Source.ORDERS, "ServiceRequest",
            Source.MEDICATION_REQUESTS, "MedicationRequest",
            Source.MEDICATION_STATEMENTS, "MedicationStatement",
            Source.MEDICATION_ADMINISTRATIONS, "MedicationAdministration",
            Source.PROCEDURES, "Procedure",
            Source.ENCOUNTER, "Encounter");

    final ChartLoading loading = new ChartLoading(new Workup(KNOWLEDGE, ExtendedTests.WITH_CORE));
    final WireMockServer http = new WireMockServer(options().dynamicPort().containerThreads(20));
    FhirLimits.Plan plan = FhirLimits.Plan.GATED;
    Duration deadline = Duration.ofSeconds(15);
    int maxPages = 50;
    long maxBytes = 10_000_000;
    String token = TOKEN;
    Predicate<URI> mayRead = address -> true;
    SearchRules rules = SearchRules.USUAL;
    String slash = "";
    int maxUrl = 2000;
    /** Whether it is searched for results that another code hides. */
    boolean nested;

    Queries queries = QUERIES;

    @Nullable
    String scope;

    @Nullable
    String encounter = "e";

    FakeFhirServer() {
        http.start();
        for (var source : Source.values()) {
            answers(source, aResponse().withBody(NO_RLS));
        }
        answers(Source.CONDITIONS, aResponse().withBody(RLS));
        answers(Source.PATIENT, aResponse().withBody(PATIENT));
        answers(Source.ENCOUNTER, aResponse().withBody(VISIT));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String type, String id, String members) {
        return "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"subject\":{\"reference\":\"Patient/p\"},"
                + members + "}";
    }

    /** What a caller may send of a patient with RLS and nothing else. */
    static Map<Source, String> complete() {
        var prefetch = new EnumMap<Source, String>(Source.class);
        for (var source : Source.values()) {
            prefetch.put(source, NO_RLS);
        }
        prefetch.put(Source.CONDITIONS, RLS);
        prefetch.put(Source.PATIENT, PATIENT);
        prefetch.put(Source.ENCOUNTER, VISIT);
        return prefetch;
    }

    /** A searchset with these members, which end with a comma, and resources. */
    static String bundle(String members, String... resources) {
        var entries = List.of(resources).stream()
                .map(it -> "{\"resource\":" + it + "}")
                .toList();
        return "{\"resourceType\":\"Bundle\"," + members + "\"entry\":[" + String.join(",", entries) + "]}";
    }

    static String next(String link) {
        return "\"link\":[{\"relation\":\"next\",\"url\":\"" + link + "\"}],";
    }

    String base() {
        return http.baseUrl() + "/fhir";
    }

    void answers(Source source, ResponseDefinitionBuilder answer) {
        var path = "/fhir/" + TYPES.get(source)
                + (source == Source.PATIENT ? "/p" : source == Source.ENCOUNTER ? "/e" : "");
        http.stubFor(any(urlPathEqualTo(path)).willReturn(answer));
    }

    void answersAt(String pathAndQuery, String body) {
        http.stubFor(get(urlEqualTo(pathAndQuery))
                .atPriority(1)
                .willReturn(aResponse().withBody(body)));
    }

    FetchedChart read(Map<Source, String> prefetch) {
        return read(prefetch, access());
    }

    FetchedChart read(Map<Source, String> prefetch, @Nullable FhirAccess access) {
        try (var reader = reader()) {
            return read(reader, prefetch, access);
        }
    }

    private FhirAccess access() {
        var servers = new FhirServers(mayRead, List.of(), base -> rules, base -> false, null);
        return new FhirAccess("ehr", URI.create(base() + slash), token, Scope.of(scope), servers);
    }

    /** A reader that has read nothing yet. */
    ChartReader reader() {
        var limits = new FhirLimits(
                List.of(), plan, deadline, Duration.ofSeconds(5), DataSize.ofBytes(maxBytes), maxPages, maxUrl);
        return new ChartReader(
                limits,
                200,
                new Shares(800, 800),
                RestClient.builder(),
                Map.of(),
                Thread.ofVirtual().factory());
    }

    FetchedChart read(ChartReader reader, Map<Source, String> prefetch) {
        return read(reader, prefetch, access());
    }

    private FetchedChart read(ChartReader reader, Map<Source, String> prefetch, @Nullable FhirAccess access) {
        var sent = new EnumMap<Source, QueryResponse>(Source.class);
        if (!nested && access != null) {
            // As if the server had refused them before.
            var server = reader.servers.at(access.client(), access.origin());
            for (var kind : List.of("Observation?combo-code", "DiagnosticReport?category")) {
                server.refusedAll(new FhirServer.Search(kind, SearchForm.of(rules)));
            }
        }
        prefetch.forEach((source, json) -> sent.put(source, Parsing.read(json)));
        return loading.load(reader, new ChartRequest("p", encounter, queries, TYPES.keySet(), sent, access), NOW);
    }

    /** What was asked for, in the order in which it came in. */
    List<LoggedRequest> requests() {
        return http.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    /** The resource types asked for. */
    List<String> typesAskedFor() {
        return requests().stream()
                .map(request -> URI.create(request.getUrl()).getPath().split("/", -1)[2])
                .toList();
    }

    @Override
    public void close() {
        http.stop();
    }
}
