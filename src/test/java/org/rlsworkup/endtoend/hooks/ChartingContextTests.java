package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.json;
import static org.rlsworkup.support.Scene.nobody;
import static org.rlsworkup.support.Scene.rls;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Row;
import tools.jackson.databind.node.ObjectNode;

/** The Conditions of a call, in every form in which they may be sent. */
class ChartingContextTests extends ChartingHookTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle",
                "no type",
                "list of entries",
                "list of resources",
                "alone",
                "wrapped",
                "wrapped bundle",
                "type last",
                "nonsense around it"
            })
    @Row("H-3")
    void theFormOfTheBundleDoesNotMatter(String form) {
        var context = charting(condition("new", RLS));
        var bundle = (ObjectNode) context.get("conditions");
        var resource = (ObjectNode) bundle.at("/entry/0/resource");
        switch (form) {
            case "no type" -> bundle.remove(List.of("type", "resourceType"));
            case "list of entries" -> context.set("conditions", bundle.get("entry"));
            case "list of resources" -> context.putArray("conditions").add(resource);
            case "alone" -> context.set("conditions", resource);
            case "wrapped" -> context.putObject("conditions").set("resource", resource);
            case "wrapped bundle" -> context.putObject("conditions").set("resource", bundle);
            case "type last" -> resource.set("resourceType", resource.remove("resourceType"));
            case "nonsense around it" ->
                bundle.withArray("/entry")
                        .add(7)
                        .addNull()
                        .add(json("{'resource':7}"))
                        .add(json("{'fullUrl':{}}"));
            default -> assertThat(form).isEqualTo("bundle");
        }
        assertThat(missing(nobody(), context)).isEqualTo(ALL);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                            | required",
                "{'conditions':null}           | required",
                "{'conditions':'RLS'}          | structure",
                "{'conditions':7}              | structure",
                "{'conditions':[],'a':{'b':1}} | "
            },
            quoteCharacter = '"')
    void conditionsAreDemanded(String context, String issue) {
        var answer = post(rls().call(HOOK, json(context)));
        assertThat(answer.status()).isEqualTo(issue == null ? 200 : 400);
        assertThat(answer.json().at("/issue/0/code").asString(null)).isEqualTo(issue);
        assertThat(answer.json().at("/issue/0/expression/0").asString(null))
                .isEqualTo(issue == null ? null : "context.conditions");
    }

    /** Another hook's context is no business of the workup. */
    @Test
    void whatThisHookDemandsIsIgnoredElsewhere() {
        assertThat(http.call(rls().call("patient-view", json("{'conditions':7}")))
                        .status())
                .isEqualTo(200);
    }
}
