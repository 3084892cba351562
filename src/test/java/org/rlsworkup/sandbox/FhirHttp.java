package org.rlsworkup.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client, so that tests see the bytes that any client would see. */
public record FhirHttp(String base) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static FhirHttp fhirAt(int port) {
        return new FhirHttp("http://localhost:" + port + "/fhir");
    }

    public record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        public List<String> ids() {
            return json.path("entry")
                    .valueStream()
                    .map(entry -> entry.at("/resource/id").asString())
                    .toList();
        }

        String next() {
            return json.path("link")
                    .valueStream()
                    .filter(link -> link.path("relation").asString().equals("next"))
                    .map(link -> link.path("url").asString())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Reads what is below the base, or at an absolute URL. */
    public Answer get(String target) {
        return send(request(target).GET());
    }

    public Answer search(String type, String form) {
        return send(request(type + "/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.replace("|", "%7C"))));
    }

    public Answer put(String target, String body, String... headers) {
        return send(fhir(target, headers).PUT(BodyPublishers.ofString(body)));
    }

    public Answer post(String target, String body, String... headers) {
        return send(fhir(target, headers).POST(BodyPublishers.ofString(body)));
    }

    public List<Answer> pages(String target) {
        var pages = new ArrayList<Answer>();
        for (var next = target; next != null; next = pages.getLast().next()) {
            pages.add(get(next));
        }
        return pages;
    }

    public HttpRequest.Builder request(String target) {
        var absolute = target.startsWith("http") ? target : base + "/" + target;
        return HttpRequest.newBuilder(URI.create(absolute.replace("|", "%7C").replace("\\", "%5C")));
    }

    private HttpRequest.Builder fhir(String target, String... headers) {
        var request = request(target).header("Content-Type", "application/fhir+json");
        return headers.length == 0 ? request : request.headers(headers);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            var json = response.body().startsWith("{") ? JsonMapper.shared().readTree(response.body()) : null;
            return new Answer(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
