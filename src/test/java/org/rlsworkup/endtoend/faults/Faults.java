package org.rlsworkup.endtoend.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/** Faults of a FHIR server in valid HTTP: by name, with the response that replaces the right one. */
final class Faults {
    private static final int[] STATUSES = {
        201, 202, 203, 204, 206, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 418, 422, 429, 431,
        500, 501, 502, 503, 504, 507, 599
    };
    private static final String OUTCOME =
            "{'resourceType':'OperationOutcome','issue':[{'severity':'%s','code':'processing'}]}";

    private final Map<String, Function<FaultyPage, ResponseDefinitionBuilder>> byName = new LinkedHashMap<>();

    private Faults() {}

    static Map<String, Function<FaultyPage, ResponseDefinitionBuilder>> byName() {
        var faults = new Faults();
        faults.statuses();
        faults.bodies();
        faults.encodings();
        faults.pages();
        faults.contents();
        faults.connections();
        return faults.byName;
    }

    private void put(String name, Function<FaultyPage, ResponseDefinitionBuilder> fault) {
        byName.put(name, fault);
    }

    /** Each with the right answer in its body. */
    private void statuses() {
        for (var status : STATUSES) {
            put("status " + status, page -> page.right().withStatus(status));
        }
        for (var status : new int[] {301, 302, 303, 307, 308}) {
            put("redirect " + status, page -> page.right().withStatus(status).withHeader("Location", page.elsewhere()));
        }
        put("status 429, at once again", page -> page.right().withStatus(429).withHeader("Retry-After", "0"));
        put("status 429, in an hour again", page -> page.right().withStatus(429).withHeader("Retry-After", "3600"));
        put("status 503, in an hour again", page -> page.right().withStatus(503).withHeader("Retry-After", "3600"));
        put("status 503 once", page -> page.firstThenRight(aResponse().withStatus(503)));
    }

    private void bodies() {
        put("empty body", page -> aResponse());
        put("HTML", page -> aResponse().withBody("<html><body>Please log in</body></html>"));
        put("text", page -> aResponse().withBody("Service available"));
        put("XML", page -> aResponse().withBody("<Bundle xmlns=\"http://hl7.org/fhir\"/>"));
        put("null", page -> aResponse().withBody("null"));
        put("list", page -> aResponse().withBody("[" + page.bundle() + "]"));
        put("object without type", page -> aResponse().withBody("{}"));
        put("truncated", page -> aResponse().withBody(page.bundle().toString().replaceFirst("}$", "")));
        put("cut in the middle", page -> aResponse().withBody(half(page.bundle().toString())));
        put("two documents", page -> aResponse().withBody(page.bundle() + "" + page.bundle()));
        put("another resource", page -> aResponse().withBody("{\"resourceType\":\"CapabilityStatement\"}"));
        put(
                "one of the resources",
                page -> aResponse()
                        .withBody(page.bundle().at("/entry/0/resource").toString()));
        put(
                "outcome of severity error",
                page -> aResponse().withBody(outcome("error").toString()));
        put(
                "outcome of severity information",
                page -> aResponse().withBody(outcome("information").toString()));
        put("answer to a batch", page -> aResponse().withBody(page.inABatch().toString()));
        put("too many levels", page -> aResponse().withBody("{\"entry\":" + "[".repeat(100_000)));
        put("more bytes than we read", page -> aResponse().withBody("{\"x\":\"" + "x".repeat(3_000_000) + "\"}"));
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    static ObjectNode outcome(String severity) {
        return Scene.json(OUTCOME.formatted(severity));
    }

    private void encodings() {
        put("Latin-1", page -> aResponse().withBody(page.withUmlauts().getBytes(ISO_8859_1)));
        put(
                "Latin-1 called UTF-8",
                page -> aResponse()
                        .withHeader("Content-Type", "application/fhir+json;charset=utf-8")
                        .withBody(page.withUmlauts().getBytes(ISO_8859_1)));
        put(
                "UTF-8 called Latin-1",
                page -> aResponse()
                        .withHeader("Content-Type", "application/fhir+json;charset=iso-8859-1")
                        .withBody(page.withUmlauts().getBytes(UTF_8)));
        put("UTF-16", page -> aResponse().withBody(page.bundle().toString().getBytes(UTF_16)));
        put("byte order mark", page -> aResponse().withBody("\uFEFF" + page.bundle()));
        put(
                "gzip",
                page -> aResponse()
                        .withHeader("Content-Encoding", "gzip")
                        .withBody(gzip(page.bundle().toString())));
        put("gzip that is none", page -> page.right().withHeader("Content-Encoding", "gzip"));
        put(
                "gzip of too much",
                page -> aResponse()
                        .withHeader("Content-Encoding", "gzip")
                        .withBody(gzip("{\"x\":\"" + "x".repeat(20_000_000) + "\"}")));
        put(
                "unknown encoding",
                page -> aResponse().withHeader("Content-Encoding", "br").withBody(new byte[] {11, 2, -128, 123, 125, 3
                }));
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void pages() {
        put("next: itself", page -> page.emptyWithNext(page.address()));
        put("next: back and forth", page -> {
            page.further("a", FaultyPage.empty(page.base() + "b"));
            page.further("b", FaultyPage.empty(page.base() + "a"));
            return page.emptyWithNext(page.base() + "a");
        });
        put("next: without end", FaultyPage::endless);
        put("next: another host", page -> page.emptyWithNext(page.elsewhere()));
        put(
                "next: another port of this host",
                page -> page.emptyWithNext(page.elsewhere().replace("localhost", "127.0.0.1")));
        put("next: no address", page -> page.emptyWithNext("http://[/"));
        put("next: another scheme", page -> page.emptyWithNext("file:///etc/passwd"));
        put("next: relative", page -> page.rightAt(page.more()));
        put("next: from the root", page -> page.rightAt(page.base().replaceFirst("^http://[^/]+", "") + page.more()));
        put("next: only a query", page -> page.rightAtQuery("page=2"));
        put("next: not escaped", page -> page.rightAt(page.base() + page.more() + "?code=http://loinc.org|1 2"));
        put("second page: status 500", page -> page.rightThen(aResponse().withStatus(500)));
        put("second page: status 401", page -> page.rightThen(aResponse().withStatus(401)));
        put("second page: truncated", page -> page.rightThen(aResponse().withBody("{\"resourceType\":\"Bundle\",")));
        put(
                "second page: an outcome",
                page -> page.rightThen(aResponse().withBody(outcome("error").toString())));
        put("second page: hangs", page -> page.rightThen(page.right().withFixedDelay(60_000)));
        put(
                "second page: redirect",
                page -> page.rightThen(aResponse().withStatus(302).withHeader("Location", page.elsewhere())));
        put("second page: the first again", page -> page.rightThen(page.right()));
        put("second page: empty", page -> page.rightThen(aResponse().withBody("{\"resourceType\":\"Bundle\"}")));
    }

    private void contents() {
        put("total too high", page -> page.with(it -> it.put("total", 5000)));
        put("total zero", page -> page.with(it -> it.put("total", 0)));
        put("total a text", page -> page.with(it -> it.put("total", "many")));
        put(
                "included resources",
                page -> page.withEntry(
                        "{'search':{'mode':'include'},'resource':{'resourceType':" + "'Organization','id':'x'}}"));
        put("all of another patient too", FaultyPage::withAnotherPatient);
        put("another patient only", FaultyPage::ofAnotherPatient);
        put(
                "codes nobody asked for",
                page -> page.withEntry("{'resource':{'resourceType':'" + page.type()
                        + "','id':'y','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'8867-4'}]},"
                        + "'subject':{'reference':'Patient/p'}}}"));
        put(
                "outcome entry of severity warning",
                page -> page.withEntry(
                        "{'search':{'mode':'outcome'},'resource':" + OUTCOME.formatted("warning") + "}"));
        put(
                "outcome entry of severity error",
                page -> page.withEntry("{'search':{'mode':'outcome'},'resource':" + OUTCOME.formatted("error") + "}"));
        put("entries without resources", page -> page.withEntry("{'fullUrl':'urn:uuid:1'}"));
        put(
                "an entry that is null",
                page -> page.with(it -> it.withArray("entry").addNull()));
        put("a Bundle among the entries", page -> page.withEntry("{'resource':{'resourceType':'Bundle'}}"));
        put(
                "duplicates",
                page -> page.with(
                        it -> it.withArray("entry").addAll(page.bundle().withArray("entry"))));
    }

    private void connections() {
        put("chunked", page -> page.right().withChunkedDribbleDelay(4, 40));
        put("connection: empty response", page -> aResponse().withFault(Fault.EMPTY_RESPONSE));
        put("connection: reset by peer", page -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        put("no answer", page -> page.right().withFixedDelay(60_000));
        put("body drips", page -> page.right().withChunkedDribbleDelay(100, 60_000));
    }
}
