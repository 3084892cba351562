package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.EncodingEnum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;

/** The FHIR server that samples are written to. */
final class LoadTarget {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final MediaType FHIR_JSON = MediaType.valueOf("application/fhir+json;charset=UTF-8");

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final String base;
    private final RestClient client;

    /** The server's answer to a write. */
    sealed interface WriteResult {
        record Saved(boolean created, String id) implements WriteResult {}

        /** With the first text of the OperationOutcome if there was one ({@code explained}), which may be empty. */
        record Refused(int status, boolean explained, String text) implements WriteResult {}

        record Unreachable() implements WriteResult {}
    }

    LoadTarget(String base, Optional<String> token) {
        this.base = base;
        // Redirects are not followed: the token is for this server only.
        var transport = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        transport.setReadTimeout(READ_TIMEOUT);
        client = RestClient.builder()
                .requestFactory(transport)
                .defaultHeader(HttpHeaders.ACCEPT, "application/fhir+json")
                .defaultHeaders(headers -> token.ifPresent(headers::setBearerAuth))
                .build();
    }

    /** The types in the server's CapabilityStatement; empty if there is none that can be read. */
    Set<String> knownTypes() {
        return client.get()
                .uri(URI.create(base + "/metadata"))
                .exchangeForRequiredValue(
                        (request, response) -> resourceOf(response) instanceof CapabilityStatement statement
                                        && response.getStatusCode().is2xxSuccessful()
                                ? statement.getRest().stream()
                                        .flatMap(rest -> rest.getResource().stream())
                                        .map(CapabilityStatementRestResourceComponent::getType)
                                        .collect(Collectors.toUnmodifiableSet())
                                : Set.of());
    }

    WriteResult put(Resource resource) {
        var id = UriUtils.encode(resource.getIdElement().getIdPart(), StandardCharsets.UTF_8);
        return write(HttpMethod.PUT, "/" + resource.fhirType() + "/" + id, resource);
    }

    /** Creates the resource under an id that the server assigns. */
    WriteResult post(Resource resource) {
        return write(HttpMethod.POST, "/" + resource.fhirType(), resource);
    }

    private WriteResult write(HttpMethod method, String path, Resource resource) {
        var json = fhir.newJsonParser()
                .setOmitResourceId(method.equals(HttpMethod.POST))
                .encodeResourceToString(resource);
        try {
            return client.method(method)
                    .uri(URI.create(base + path))
                    .header("Prefer", "return=minimal")
                    .contentType(FHIR_JSON)
                    .body(json.getBytes(StandardCharsets.UTF_8))
                    .exchangeForRequiredValue((request, response) -> result(response));
        } catch (ResourceAccessException e) {
            return new WriteResult.Unreachable();
        }
    }

    private WriteResult result(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode();
        var body = resourceOf(response);
        if (status.is2xxSuccessful()) {
            var location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
            var id = location != null ? new IdType(location) : body == null ? new IdType() : body.getIdElement();
            return new WriteResult.Saved(status.isSameCodeAs(HttpStatus.CREATED), id.hasIdPart() ? id.getIdPart() : "");
        }
        var outcome = body instanceof OperationOutcome given ? given.getIssueFirstRep() : null;
        var text = outcome == null
                ? ""
                : outcome.hasDiagnostics()
                        ? outcome.getDiagnostics()
                        : String.valueOf(outcome.getDetails().getText());
        return new WriteResult.Refused(status.value(), outcome != null, text);
    }

    /** Null if the body is not a FHIR R4 resource. */
    private @Nullable Resource resourceOf(ClientHttpResponse response) throws IOException {
        var body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        var encoding = EncodingEnum.detectEncodingNoDefault(body);
        try {
            return encoding != null && encoding.newParser(fhir).parseResource(body) instanceof Resource resource
                    ? resource
                    : null;
        } catch (DataFormatException e) {
            return null;
        }
    }
}
