package org.rlsworkup.fhir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads one page from a FHIR server. Follows no redirects: a token must not end up where a server sends us. */
final class FhirClient {
    private static final String ACCEPT = "application/fhir+json, application/json;q=0.9";

    private final SingletonSupplier<RestClient> http;
    private final JsonFactory json;

    FhirClient(RestClient.Builder builder, FhirLimits limits) {
        this.http = SingletonSupplier.of(() -> client(builder, limits));
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(limits.maxBytes())
                        .build())
                .build();
    }

    /** Loads what the first read needs, unless that is done. */
    void prepare() {
        http.obtain();
    }

    private static RestClient client(RestClient.Builder builder, FhirLimits limits) {
        var jdk = HttpClient.newBuilder()
                .connectTimeout(limits.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        var requests = new JdkClientHttpRequestFactory(jdk);
        requests.setReadTimeout(limits.deadline());
        requests.enableCompression(true);
        return builder.requestFactory(requests).build();
    }

    /**
     * Asks for one page.
     *
     * @return null if there was no answer that says anything: unreachable, refused, an error status, no JSON
     */
    @Nullable
    Reading get(URI address, @Nullable String token, Budget budget) {
        try {
            return http.obtain()
                    .get()
                    .uri(address)
                    .header(HttpHeaders.ACCEPT, ACCEPT)
                    .headers(headers -> {
                        if (token != null) {
                            headers.setBearerAuth(token);
                        }
                    })
                    .exchange((request, response) -> {
                        if (!response.getStatusCode().is2xxSuccessful()) {
                            return null;
                        }
                        return read(response, budget);
                    });
        } catch (RestClientException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Reading read(ClientHttpResponse response, Budget budget) throws IOException {
        try (var parser = json.createParser(ObjectReadContext.empty(), budget.metered(response.getBody()))) {
            if (parser.nextToken() == null) {
                return null;
            }
            var reading = FhirReader.read(parser);
            return parser.nextToken() == null ? reading : null;
        } catch (JacksonException e) {
            // The message of the parser may quote a patient's data.
            return null;
        }
    }
}
