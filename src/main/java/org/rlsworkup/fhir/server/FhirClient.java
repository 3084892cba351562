package org.rlsworkup.fhir.server;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Sends single requests to FHIR servers. Follows no redirects, so that no token is sent where a server points. */
final class FhirClient {
    private static final String ACCEPT = "application/fhir+json, application/json;q=0.9";

    private final RestClient.Builder builder;
    private final FhirLimits limits;
    private final @Nullable SSLContext tls;
    private final JsonFactory json;
    private @Nullable Connections connections;

    /** @param tls what certificates of servers are verified with; null for the JVM's own certificate authorities */
    FhirClient(RestClient.Builder builder, FhirLimits limits, @Nullable SSLContext tls) {
        this.builder = builder;
        this.limits = limits;
        this.tls = tls;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(limits.maxBytes().toBytes())
                        .build())
                .build();
    }

    /** A GET or, with a form, a search by POST. Neither has side effects, so each may be repeated. */
    record Request(URI address, @Nullable String form) {
        /** The search by POST that is equivalent to a GET of this address. */
        static Request search(URI address) {
            var url = address.toString();
            var query = url.indexOf('?');
            return new Request(URI.create(url.substring(0, query) + "/_search"), url.substring(query + 1));
        }

        @Override
        public String toString() {
            return "Request[" + (form == null ? "GET" : "POST") + "]";
        }
    }

    /** A connection pool of its own. */
    record Connections(HttpClient jdk, RestClient http) {}

    /** The connections to all FHIR servers, opened on first use. */
    synchronized Connections connections() {
        if (connections != null) {
            return connections;
        }
        var settings = HttpClient.newBuilder()
                .connectTimeout(limits.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (tls != null) {
            settings.sslContext(tls);
        }
        var jdk = settings.build();
        var requests = new JdkClientHttpRequestFactory(jdk);
        requests.setReadTimeout(limits.deadline());
        requests.enableCompression(true);
        connections =
                new Connections(jdk, builder.clone().requestFactory(requests).build());
        return connections;
    }

    /**
     * Replaces the connections. The JDK keeps a connection whose response is not HTTP open until its client shuts down;
     * that is delayed until no call can still be using it.
     */
    private synchronized void replace(Connections broken) {
        if (broken.equals(connections)) {
            connections = null;
            CompletableFuture.delayedExecutor(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(broken.jdk()::shutdown);
        }
    }

    /** Sends a request and reads the response; an interrupt of the thread ends both. */
    Reply send(Request request, FhirAccess access, Budget budget) {
        budget.countRequest();
        var current = connections();
        try {
            var spec = current.http()
                    .method(request.form() == null ? HttpMethod.GET : HttpMethod.POST)
                    .uri(request.address())
                    .header(HttpHeaders.ACCEPT, ACCEPT);
            if (access.isTraced()) {
                spec.attribute(FhirAccess.TRACED, true);
            }
            var token = access.token();
            if (token != null) {
                spec.headers(headers -> headers.setBearerAuth(token));
            }
            if (request.form() != null) {
                spec.contentType(MediaType.APPLICATION_FORM_URLENCODED).body(request.form());
            }
            return spec.exchange((sent, response) -> read(response, budget));
        } catch (RestClientException | IllegalArgumentException e) {
            if (e instanceof RestClientException failure && failure.contains(ProtocolException.class)) {
                replace(current);
            }
            return failure(e, Reply.Failure.NO_CONNECTION, budget);
        }
    }

    /** Only status 200 is an answer: 206 would be part of one, 202 not yet one. */
    private Reply read(ClientHttpResponse response, Budget budget) throws IOException {
        var status = response.getStatusCode().value();
        if (status != HttpStatus.OK.value()) {
            var refusal = new Reply.Refusal(status, response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
            return refusal.mayBeForm() || status == HttpStatus.NOT_FOUND.value()
                    ? withOutcome(refusal, response, budget)
                    : refusal;
        }
        try (var parser = json.createParser(ObjectReadContext.empty(), budget.metered(response.getBody()))) {
            if (parser.nextToken() == null) {
                return Reply.Failure.UNREADABLE;
            }
            var answer = FhirReader.read(parser);
            return parser.nextToken() == null ? new Reply.Answer(answer) : Reply.Failure.UNREADABLE;
        } catch (JacksonIOException e) {
            return budget.isOverdrawn() ? Reply.Failure.UNREADABLE : failure(e, Reply.Failure.CONNECTION_LOST, budget);
        } catch (JacksonException e) {
            // The message of the parser may quote a patient's data.
            return Reply.Failure.UNREADABLE;
        }
    }

    /** Reads the OperationOutcome that explains a refusal; whatever else its body is does not matter. */
    private Reply withOutcome(Reply.Refusal refusal, ClientHttpResponse response, Budget budget) throws IOException {
        try (var parser = json.createParser(ObjectReadContext.empty(), budget.metered(response.getBody()))) {
            return parser.nextToken() != null && FhirReader.read(parser) instanceof QueryResponse.Failed said
                    ? new Reply.Refusal(refusal.status(), refusal.retryAfter(), said)
                    : refusal;
        } catch (JacksonException e) {
            return refusal;
        }
    }

    /** Classifies an exception by its causes; its message may hold an address and so a patient's id. */
    private static Reply failure(@Nullable Throwable cause, Reply.Failure otherwise, Budget budget) {
        if (budget.left().isZero()) {
            return Reply.Failure.TIMED_OUT;
        }
        return switch (cause) {
            case null -> otherwise;
            case InterruptedException e -> Reply.Failure.CANCELLED;
            case CancellationException e -> Reply.Failure.CANCELLED;
            case ZipException e -> Reply.Failure.UNREADABLE;
            case HttpTimeoutException e -> Reply.Failure.TIMED_OUT;
            // Not HTTP, or a certificate that a retry would meet again.
            case ProtocolException e -> Reply.Failure.CONNECTION_LOST;
            case SSLException e -> Reply.Failure.CONNECTION_LOST;
            default -> failure(cause.getCause(), otherwise, budget);
        };
    }
}
