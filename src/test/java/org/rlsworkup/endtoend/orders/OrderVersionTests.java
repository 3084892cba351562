package org.rlsworkup.endtoend.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.FhirValidation;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Orders are suggested in the client's FHIR version; OrderDraftsTests checks that all are valid. */
class OrderVersionTests extends ClientTest {
    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"other", "between"})
    void areInR4ForAClientOfWhichNothingIsSaidOrThatSpeaksR4b(String client) {
        var orders = orders(client).valueStream().toList();
        assertThat(orders).hasSizeGreaterThan(4).noneMatch(order -> isReadBy(FhirContext.forR5Cached(), order));
        assertThat(FhirValidation.errorsOfEach(
                        orders.stream().map(JsonNode::toString).toList()))
                .allMatch(List::isEmpty);
    }

    @Test
    void areInR5ForAClientThatSpeaksIt() {
        assertThat(orders("modern")).hasSizeGreaterThan(4).allSatisfy(order -> {
            assertThat(isReadBy(FhirContext.forR5Cached(), order)).isTrue();
            assertThat(isReadBy(FhirContext.forR4Cached(), order)).isFalse();
            assertThat(order.at("/reason/0/reference/reference").asString()).isEqualTo("Condition/c1");
        });
    }

    /** By a strict parser, which knows all elements of its version and no others. */
    private static boolean isReadBy(FhirContext version, JsonNode order) {
        try {
            version.newJsonParser()
                    .setParserErrorHandler(new StrictErrorHandler())
                    .parseResource(order.toString());
            return true;
        } catch (DataFormatException e) {
            return false;
        }
    }

    /** The orders that a client is offered for a patient with RLS and no results. */
    private JsonNode orders(String client) {
        var token =
                token("https://" + client + ".example", CALL, "ES384", "es384").by(OTHER);
        var answer = new Http(port)
                .post(
                        "/cds-services/rls-workup",
                        Scene.rls().patientView(),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + token);
        assertThat(answer.status()).isEqualTo(200);
        var orders = Http.JSON.createArrayNode();
        for (var suggestion : answer.json().at("/cards/0/suggestions")) {
            orders.add(suggestion.at("/actions/0/resource"));
        }
        return orders;
    }
}
