package org.rlsworkup.endtoend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.rlsworkup.support.Browser;
import org.rlsworkup.support.EmptyMembers;
import org.rlsworkup.support.ProtocolTest;
import org.rlsworkup.support.Row;
import tools.jackson.databind.JsonNode;

/** The rows on discovery. */
class DiscoveryConformanceTests extends ProtocolTest {
    private static final Pattern READ = Pattern.compile("[A-Z][A-Za-z]+/\\{\\{context\\.\\w+}}");
    private static final Pattern SEARCH = Pattern.compile("[A-Z][A-Za-z]+\\?[^{}]+=\\{\\{context\\.\\w+}}(&[^{}]+)?");

    private JsonNode services() {
        return http.get("/cds-services").json().get("services");
    }

    @Test
    @Row({"T01", "D-1", "D-2", "G-4"})
    void discoveryIsAnObjectWithAnArrayOfServices() {
        var answer = http.get("/cds-services");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().isObject()).isTrue();
        assertThat(answer.json().get("services").isArray()).isTrue();
    }

    @Test
    @Row("T02")
    @Disabled("the services are always there")
    void withoutServicesTheArrayIsEmpty() {}

    @Test
    @Row({"T03", "D-4", "D-5", "D-7"})
    void eachServiceHasHookIdDescriptionAndTitle() {
        assertThat(services()).allSatisfy(service -> {
            for (var member : new String[] {"hook", "id", "description", "title"}) {
                assertThat(service.get(member).isString()).as(member).isTrue();
                assertThat(service.get(member).asString()).as(member).isNotBlank();
            }
        });
    }

    @Test
    @Row({"T04", "G-2"})
    void discoveryHasNoEmptyMembers() {
        for (var version : new String[] {"STU1", "STU2", "STU3"}) {
            EmptyMembers.none(discover(version).json());
        }
    }

    @Test
    @Row({"T05", "D-6", "P-1", "P-2", "P-3", "P-6", "P-11", "P-12"})
    void templatesArePortableQueries() {
        assertThat(services().valueStream().flatMap(it -> it.get("prefetch").valueStream()))
                .isNotEmpty()
                .allSatisfy(it -> {
                    var template = it.asString();
                    assertThat(template).matches(READ.pattern() + "|" + SEARCH.pattern());
                    assertThat(template).doesNotContain("/{{context.userId}}");
                    if (template.contains("?")) {
                        assertThat(parameters(template)).isSubsetOf("patient", "code", "status", "_sort", "_count");
                    }
                });
    }

    private static Set<String> parameters(String template) {
        var names = new HashSet<String>();
        for (var parameter : template.substring(template.indexOf('?') + 1).split("&", -1)) {
            assertThat(names.add(parameter.split("=", 2)[0])).as(parameter).isTrue();
        }
        return names;
    }

    @Test
    @Row({"T06", "D-11"})
    void eachServiceIsThereOnce() {
        var pairs = new HashSet<String>();
        assertThat(services()).allSatisfy(service -> {
            var id = service.get("id").asString();
            assertThat(pairs.add(id + " " + service.get("hook").asString())).isTrue();
            assertThat(http.post("/cds-services/" + id, "{}", "Content-Type", "application/json")
                            .status())
                    .isEqualTo(400);
        });
    }

    @Test
    @Row({"T07", "D-15"})
    void browsersMayCall() {
        var answer = new Browser(port).preflight(WORKUP, "https://sandbox.cds-hooks.org", "authorization,content-type");
        assertThat(answer.getFirst()).contains(" 200");
        assertThat(Browser.header(answer, "Access-Control-Allow-Methods")).contains("POST");
        assertThat(Browser.header(answer, "Access-Control-Allow-Headers"))
                .containsExactlyInAnyOrder("authorization", "content-type");
    }
}
