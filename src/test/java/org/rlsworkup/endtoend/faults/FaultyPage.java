package org.rlsworkup.endtoend.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.function.Consumer;
import org.rlsworkup.support.Scene;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response to one query of one case, and how it can be wrong.
 *
 * @param path of the base on the WireMock server
 * @param base as the service sees it, with a slash at the end
 * @param elsewhere an address on another server, which must never be called
 * @param whole the right answer
 */
record FaultyPage(WireMockServer http, String path, String base, String type, String elsewhere, ObjectNode whole) {

    ObjectNode bundle() {
        return whole.deepCopy();
    }

    String address() {
        return base + type;
    }

    ResponseDefinitionBuilder right() {
        return aResponse().withBody(whole.toString());
    }

    ResponseDefinitionBuilder with(Consumer<ObjectNode> change) {
        var bundle = bundle();
        change.accept(bundle);
        return aResponse().withBody(bundle.toString());
    }

    ResponseDefinitionBuilder withEntry(String entry) {
        return with(it -> it.withArray("entry").add(Scene.json(entry)));
    }

    ResponseDefinitionBuilder withAnotherPatient() {
        return with(it -> it.withArray("entry").addAll(others().withArray("entry")));
    }

    ResponseDefinitionBuilder ofAnotherPatient() {
        return aResponse().withBody(others().toString());
    }

    private ObjectNode others() {
        return Scene.json(whole.toString().replace("Patient/p", "Patient/q"));
    }

    /** The right answer with letters that take two bytes in UTF-8. */
    String withUmlauts() {
        var bundle = bundle();
        bundle.put("id", "Ärzte");
        return bundle.toString();
    }

    ObjectNode inABatch() {
        var batch = Scene.json("{'resourceType':'Bundle','type':'batch-response'}");
        batch.putArray("entry").addObject().set("resource", bundle());
        return batch;
    }

    static ResponseDefinitionBuilder empty(String next) {
        var bundle = Scene.json("{'resourceType':'Bundle'}");
        link(bundle, next);
        return aResponse().withBody(bundle.toString());
    }

    private static void link(ObjectNode bundle, String next) {
        bundle.putArray("link").addObject().put("relation", "next").put("url", next);
    }

    ResponseDefinitionBuilder emptyWithNext(String next) {
        return empty(next);
    }

    /** Answers at another address below the base. */
    void further(String name, ResponseDefinitionBuilder answer) {
        http.stubFor(any(urlPathEqualTo(path + name)).willReturn(answer));
    }

    /** The name of the second page. */
    String more() {
        return "more-" + type;
    }

    /** The right answer on the second page. */
    ResponseDefinitionBuilder rightAt(String link) {
        further(more(), right());
        return empty(link);
    }

    ResponseDefinitionBuilder rightAtQuery(String query) {
        http.stubFor(any(urlPathEqualTo(path + type))
                .withQueryParam("page", equalTo("2"))
                .atPriority(1)
                .willReturn(right()));
        return empty("?" + query);
    }

    /** The right answer on the first page, and this on the second. */
    ResponseDefinitionBuilder rightThen(ResponseDefinitionBuilder second) {
        further(more(), second);
        return with(it -> link(it, base + more()));
    }

    ResponseDefinitionBuilder endless() {
        for (var i = 1; i <= 60; i++) {
            further("page" + i, empty(base + "page" + (i + 1)));
        }
        return empty(base + "page1");
    }

    /** The second search of the same type is sent beside the first, and a scenario would sometimes let both be the first. */
    ResponseDefinitionBuilder firstThenRight(ResponseDefinitionBuilder first) {
        http.stubFor(any(urlPathEqualTo(path + type))
                .withQueryParam("combo-code", absent())
                .withQueryParam("category", absent())
                .inScenario(address())
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("asked")
                .atPriority(1)
                .willReturn(first));
        return right();
    }
}
