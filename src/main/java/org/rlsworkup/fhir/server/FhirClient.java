package org.rlsworkup.fhir.server;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.FhirReader;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
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

    private final Connections connections;
    private final JsonFactory json;

    FhirClient(RestClient.Builder builder, FhirLimits limits) {
        this.connections = new Connections(builder, limits);
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(limits.maxBytes())
                        .build())
                .build();
    }

    /** Loads what the first read needs, unless that is done. */
    void prepare() {
        connections.pool();
    }

    /** Sends a request and reads its answer. To interrupt the thread puts an end to both. */
    Reply send(FhirRequest request, @Nullable String token, Budget budget) {
        budget.countRequest();
        var pool = connections.pool();
        try {
            return spec(request, pool.http())
                    .header(HttpHeaders.ACCEPT, ACCEPT)
                    .headers(headers -> {
                        if (token != null) {
                            headers.setBearerAuth(token);
                        }
                    })
                    .exchange((sent, response) -> read(response, budget));
        } catch (RestClientException | IllegalArgumentException e) {
            if (isNoHttp(e)) {
                connections.leave(pool);
                return Reply.Failure.CONNECTION_LOST;
            }
            return failure(e, Reply.Failure.NO_CONNECTION, budget);
        }
    }

    private static boolean isNoHttp(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof ProtocolException || (cause != null && isNoHttp(cause));
    }

    private static RestClient.RequestHeadersSpec<?> spec(FhirRequest request, RestClient http) {
        return request.form() == null
                ? http.get().uri(request.address())
                : http.post()
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
                return Reply.Failure.UNREADABLE;
            }
            var reading = FhirReader.read(parser);
            return parser.nextToken() == null ? new Reply.Answer(reading) : Reply.Failure.UNREADABLE;
        } catch (JacksonIOException e) {
            return budget.isOverdrawn() ? Reply.Failure.UNREADABLE : failure(e, Reply.Failure.CONNECTION_LOST, budget);
        } catch (JacksonException e) {
            // The message of the parser may quote a patient's data.
            return Reply.Failure.UNREADABLE;
        }
    }

    /** What an exception says; its message may hold an address and with that a patient's id. */
    private static Reply failure(Exception failure, Reply.Failure otherwise, Budget budget) {
        if (budget.left().isZero()) {
            return Reply.Failure.TIMED_OUT;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case InterruptedException e -> {
                    return Reply.Failure.CANCELLED;
                }
                case CancellationException e -> {
                    return Reply.Failure.CANCELLED;
                }
                case ZipException e -> {
                    return Reply.Failure.UNREADABLE;
                }
                case HttpTimeoutException e -> {
                    return Reply.Failure.TIMED_OUT;
                }
                case SSLException e -> {
                    // A second attempt would meet the same certificate.
                    return Reply.Failure.CONNECTION_LOST;
                }
                default -> {
                    // the cause of the cause may say more
                }
            }
        }
        return otherwise;
    }
}
