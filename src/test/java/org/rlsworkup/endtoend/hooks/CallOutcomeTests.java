package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlsworkup.cdshooks.CallOutcome.CreatedCard;
import org.rlsworkup.chart.Source;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Audit, feedback and metrics are notified of each call once. */
class CallOutcomeTests extends SandboxTest {
    @LocalServerPort
    int port;

    @Autowired
    HeardCalls heard;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
        heard.forget();
    }

    @Test
    void aCallWithACard() {
        var answer = http.call(Scene.rls().patientView()).json();

        var told = heard.only();
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.caller().name()).isEqualTo("sandbox");
        assertThat(told.service()).isEqualTo("rls-workup");
        assertThat(told.hookInstance()).isEqualTo("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        assertThat(told.patient().id()).isEqualTo("p");
        assertThat(told.fhirRequests()).isZero();
        assertThat(told.cards())
                .extracting(CreatedCard::uuid)
                .hasToString("[" + answer.at("/cards/0/uuid").asString() + "]");
        assertThat(told.cards().getFirst().trace())
                .hasSize(answer.at("/cards/0/extension/org.rlsworkup.findings").size());
        assertThat(CreatedCard.suggestion(told.cards().getFirst().uuid(), "FER"))
                .hasToString(answer.at("/cards/0/suggestions/0/uuid").asString());
    }

    @Test
    void aCallWithNothingToSay() {
        http.call(Scene.nobody().patientView());

        assertThat(heard.only().status()).isEqualTo(200);
        assertThat(heard.only().cards()).isEmpty();
    }

    @Test
    void aCallForWhichTheChartCouldNotBeRead() {
        http.call(
                "{'hook':'patient-view','hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea','context':{'userId':'Practitioner/u','patientId':'p'}}"
                        .replace('\'', '"'));

        assertThat(heard.only().status()).isEqualTo(412);
        assertThat(heard.only().unread()).contains(Source.CONDITIONS);
    }

    @Test
    void anOrderHookMissesOnlyWhatItAsksFor() {
        var draft =
                "{'resourceType':'MedicationRequest','id':'d','status':'draft','intent':'order','medicationCodeableConcept':"
                    + "{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'1049909'}]}}";
        var call = Scene.normal()
                .call(
                        "order-sign",
                        Scene.json("{'draftOrders':{'resourceType':'Bundle','entry':[{'resource':" + draft + "}]}}"));
        var answer = http.post("/cds-services/rls-medications-order-sign", call, "Content-Type", "application/json");

        assertThat(answer.json().at("/cards")).hasSize(1);
        assertThat(heard.only().unread()).isEmpty();
        assertThat(heard.only().silenced()).isEmpty();
        assertThat(heard.only().user()).isEqualTo("Practitioner/u");
    }

    @Test
    void aCallThatIsNoCall() {
        http.call("{");

        assertThat(heard.only().status()).isEqualTo(400);
        assertThat(heard.only().patient()).isNull();
    }

    @Test
    void whoFailsToTakeNoteOfAnAnswerDoesNotTakeItBack() {
        var call =
                Scene.rls().patientView().replace("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", HeardCalls.NOT_TO_BE_HEARD);

        var answer = http.call(call);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("cards")).isNotEmpty();
        assertThat(heard.all()).isEmpty();
    }

    @Test
    void theIdOfThePatientIsNotWrittenAnywhereByAccident() {
        http.call(Scene.rls().patient("id", Scene.json("{'id':'p'}").get("id")).patientView());

        assertThat(heard.only().toString()).doesNotContain("Patient").contains("rls-workup");
        assertThat(heard.only().patient()).hasToString("PatientRef[caller=sandbox]");
    }
}
