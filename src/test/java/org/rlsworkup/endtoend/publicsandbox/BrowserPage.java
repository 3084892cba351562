package org.rlsworkup.endtoend.publicsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rlsworkup.support.Http;
import tools.jackson.databind.JsonNode;

/**
 * The requests of a page as a browser makes them: asks the other origin first where the Fetch standard demands it, and
 * shows the page no answer that is not meant for its origin.
 *
 * @param origin of the page
 */
record BrowserPage(String origin) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<String> ALWAYS_ALLOWED = Set.of("GET", "HEAD", "POST");
    private static final String FORM = "application/x-www-form-urlencoded";

    record Answer(int status, String body) {
        JsonNode json() {
            return Http.JSON.readTree(body);
        }
    }

    Answer get(String address, Map<String, String> headers) {
        return send("GET", address, headers, null);
    }

    Answer postForm(String address, Map<String, String> headers, String form) {
        return send("POST", address, with(headers, FORM), form);
    }

    Answer postJson(String address, Map<String, String> headers, JsonNode body) {
        return send("POST", address, with(headers, "application/json"), body.toString());
    }

    private static Map<String, String> with(Map<String, String> headers, String contentType) {
        var all = new TreeMap<>(headers);
        all.put("Content-Type", contentType);
        return all;
    }

    private Answer send(String method, String address, Map<String, String> headers, String body) {
        var asked = headers.entrySet().stream()
                .filter(it -> !isHarmless(it.getKey(), it.getValue()))
                .map(it -> it.getKey().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        if (!asked.isEmpty() || !ALWAYS_ALLOWED.contains(method)) {
            askFirst(method, address, asked);
        }
        var request = request(address);
        headers.forEach(request::header);
        var answer = exchange(
                request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        isForThisOrigin(address, answer);
        return new Answer(answer.statusCode(), answer.body());
    }

    private void askFirst(String method, String address, List<String> headers) {
        var request = request(address)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Access-Control-Request-Method", method);
        if (!headers.isEmpty()) {
            request.header("Access-Control-Request-Headers", String.join(",", headers));
        }
        var answer = exchange(request);
        assertThat(answer.statusCode()).as("preflight of " + address).isBetween(200, 299);
        isForThisOrigin(address, answer);
        assertThat(Stream.concat(ALWAYS_ALLOWED.stream(), listed(answer, "Access-Control-Allow-Methods")))
                .contains(method);
        assertThat(listed(answer, "Access-Control-Allow-Headers").map(it -> it.toLowerCase(Locale.ROOT)))
                .containsAll(headers);
    }

    private void isForThisOrigin(String address, HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .as("who may read the answer of " + address)
                .isSubsetOf(origin, "*")
                .hasSize(1);
    }

    private static Stream<String> listed(HttpResponse<String> answer, String name) {
        return answer.headers().allValues(name).stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .map(String::strip);
    }

    private static boolean isHarmless(String name, String value) {
        return name.equalsIgnoreCase("Accept") || (name.equalsIgnoreCase("Content-Type") && value.equals(FORM));
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).header("Origin", origin);
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
