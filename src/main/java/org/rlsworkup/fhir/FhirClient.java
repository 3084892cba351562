package org.rlsworkup.fhir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Sends one request to a FHIR server. Follows no redirects: a token must not end up where a server sends us. */
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

    /** Sends a request and reads its answer. To interrupt the thread puts an end to both. */
    Reply send(FhirRequest request, @Nullable String token, Budget budget) {
        budget.countRequest();
        try {
            return spec(request)
                    .header(HttpHeaders.ACCEPT, ACCEPT)
                    .headers(headers -> {
                        if (token != null) {
                            headers.setBearerAuth(token);
                        }
                    })
                    .exchange((sent, response) -> read(response, budget));
        } catch (RestClientException | IllegalArgumentException e) {
            return failure(e, Reply.Nothing.NO_CONNECTION, budget);
        }
    }

    private RestClient.RequestHeadersSpec<?> spec(FhirRequest request) {
        return request.form() == null
                ? http.obtain().get().uri(request.address())
                : http.obtain()
                        .post()
                        .uri(request.address())
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(request.form());
    }

    /** No other status than 200 is an answer: 206 would be a part of one, 202 none yet. */
    private Reply read(ClientHttpResponse response, Budget budget) throws IOException {
        var status = response.getStatusCode().value();
        if (status != HttpStatus.OK.value()) {
            return new Reply.Refusal(status, response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
        }
        try (var parser = json.createParser(ObjectReadContext.empty(), budget.metered(response.getBody()))) {
            if (parser.nextToken() == null) {
                return Reply.Nothing.UNREADABLE;
            }
            var reading = FhirReader.read(parser);
            return parser.nextToken() == null ? new Reply.Answer(reading) : Reply.Nothing.UNREADABLE;
        } catch (JacksonIOException e) {
            return budget.isOverdrawn() ? Reply.Nothing.UNREADABLE : failure(e, Reply.Nothing.BROKEN, budget);
        } catch (JacksonException e) {
            // The message of the parser may quote a patient's data.
            return Reply.Nothing.UNREADABLE;
        }
    }

    /** What an exception says; its message may hold an address and with that a patient's id. */
    private static Reply failure(Exception failure, Reply.Nothing otherwise, Budget budget) {
        if (budget.left().isZero()) {
            return Reply.Nothing.TIMED_OUT;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case InterruptedException e -> {
                    return Reply.Nothing.NOT_WANTED;
                }
                case CancellationException e -> {
                    return Reply.Nothing.NOT_WANTED;
                }
                case HttpTimeoutException e -> {
                    return Reply.Nothing.TIMED_OUT;
                }
                case SSLException e -> {
                    // A second attempt would meet the same certificate.
                    return Reply.Nothing.BROKEN;
                }
                default -> {
                    // the cause of the cause may say more
                }
            }
        }
        return otherwise;
    }
}
