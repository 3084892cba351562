package org.rlsworkup.endtoend.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.support.Scene.normal;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.Http;

/** Errors of order hooks without the members that the hook requires. */
class OrderErrorTests extends OrderHookTest {
    private static final String BUNDLE = "\"draftOrders\":{\"resourceType\":\"Bundle\"}";
    private static final String SECRET = "Zaphod-1234567";

    static Stream<Arguments> wrongOrders() {
        return Stream.of(
                wrongOrder("order-select", BUNDLE, "required", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":null", "required", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":\"a/b\"", "structure", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":{\"a\":[]}", "structure", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":[1]", "structure", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":[\"nowhere\"]", "value", "context.selections"),
                wrongOrder("order-select", BUNDLE + ",\"selections\":[\"a/b\",{}]", "structure", "context.selections"),
                wrongOrder("order-select", "\"selections\":[\"a/b\"]", "required", "context.draftOrders"),
                wrongOrder("order-sign", "\"selections\":[]", "required", "context.draftOrders"),
                wrongOrder("order-sign", "\"draftOrders\":null", "required", "context.draftOrders"),
                wrongOrder("order-sign", "\"draftOrders\":\"" + SECRET + "\"", "structure", "context.draftOrders"),
                wrongOrder("order-sign", "\"draftOrders\":true", "structure", "context.draftOrders"),
                wrongOrder("order-sign", BUNDLE + "," + BUNDLE, "value", "context.draftOrders"),
                wrongOrder("order-sign", "\"draftOrders\":{\"entry\":[}", "structure", "context.draftOrders"));
    }

    private static Arguments wrongOrder(String hook, String context, String issue, String field) {
        return Arguments.of(hook, call(hook, context), issue, field);
    }

    private static String call(String hook, String context) {
        return """
            {"hook":"%s","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
             "context":{"userId":"Practitioner/p","patientId":"1",%s},"prefetch":{"conditions":null}}\
            """.formatted(hook, context);
    }

    @ParameterizedTest(name = "{0} {1} → {2} at {3}")
    @MethodSource("wrongOrders")
    void namesWhatIsWrong(String hook, String body, String issue, String field) {
        var answer = post(hook, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/code").asString()).isEqualTo(issue);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo(field);
        assertThat(answer.raw().body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {SELECT, SIGN})
    void theCallThatTheOthersAreMadeFromIsRight(String hook) {
        assertThat(told(post(hook, call(hook, BUNDLE + ",\"selections\":[\"a/b\"]"))))
                .isEqualTo(SILENT);
    }

    /** Another hook's context is no business of the workup. */
    @Test
    void whatTheOrderHooksDemandIsIgnoredElsewhere() {
        var call = call("patient-view", "\"draftOrders\":7,\"selections\":{\"a\":[1]}");
        assertThat(new Http(port).call(call).status()).isEqualTo(200);
    }

    @Test
    void theServiceOfOneHookDoesNotAnswerAnother() {
        var answer = post(SELECT, normal().call(SIGN, orders()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/expression/0").asString()).isEqualTo("hook");
    }
}
