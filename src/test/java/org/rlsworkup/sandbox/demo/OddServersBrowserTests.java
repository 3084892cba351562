package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.sandbox.demo.ServersBrowserTests.AT_SMART;
import static org.rlsworkup.sandbox.demo.ServersBrowserTests.SMART;
import static org.rlsworkup.sandbox.demo.ServersBrowserTests.answer;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FHIR servers that are slow, answer strangely or go away: the page never waits for ever, and never mixes two of them up. */
class OddServersBrowserTests extends BrowserTest {
    private static final String OTHER_LIST = """
        { "resourceType": "Bundle", "entry": [ null, { }, { "resource": { "resourceType": "Patient", "id": "all-missing",
          "gender": "constructor", "name": [{ "text": "Somebody else" }] } } ] }\
        """;

    private final List<Route> held = new ArrayList<>();

    private static String bundle(String id, String next) {
        return """
            { "resourceType": "Bundle", "entry": [ { "resource": { "resourceType": "Observation", "id": "%s", "status": "final",
              "subject": { "reference": "Patient/all-missing" }, "effectiveDateTime": "2026-10-01",
              "code": { "text": "Ferritin", "coding": [{ "system": "http://loinc.org", "code": "2276-4" }] },
              "valueQuantity": { "value": 40, "unit": "ng/mL", "system": "http://unitsofmeasure.org", "code": "ng/mL" } } } ],
              "link": [ { "relation": "next", "url": "%s" } ] }\
            """.formatted(id, next);
    }

    private void answerAt(String path, int status, String body) {
        visit.page.route(
                SMART + path,
                route -> answer(
                        route, new Route.FulfillOptions().setStatus(status).setBody(body)));
    }

    private void playServer() {
        visit.page.route(
                SMART + "**",
                route -> answer(
                        route,
                        new Route.FulfillOptions()
                                .setResponse(visit.page
                                        .request()
                                        .get(base() + "/fhir/"
                                                + route.request().url().substring(SMART.length())))));
    }

    private void holdBack(String path) {
        held.clear();
        visit.page.route(SMART + path, held::add);
    }

    private void settle() {
        visit.page.evaluate("() => new Promise(it => requestAnimationFrame(() => requestAnimationFrame(it)))");
    }

    /** Its chart would be written to the server that was chosen since. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void showsNothingMoreOfTheServerThatWasLeft(int width) {
        at(width).openPatient("all-missing");
        holdBack("**");
        visit.page.evaluate("location.hash = '" + AT_SMART.substring(2) + "'");
        find("main .notice", "Asking for its patients").waitFor();

        assertThat(find(".banner, .actions, .card").count()).isZero();
        visit.isAccessible().wentWell(SMART);
    }

    @ParameterizedTest
    @CsvSource({"1280, true", "390, true", "1280, false"})
    void aLateListOfPatientsIsNotTakenForThatOfTheServerThatWasChosenSince(int width, boolean isAnswered) {
        at(width);
        holdBack("Patient?**");
        visit.open("/");
        find(".patients a", "Tara").waitFor();
        find(".side select").selectOption("https://r4.smarthealthit.org");
        visit.page.waitForCondition(() -> !held.isEmpty());
        find(".side select").selectOption(base() + "/fhir");
        find(".patients a", "Tara").waitFor();
        find(".welcome").waitFor();

        if (isAnswered) {
            answer(held.getFirst(), new Route.FulfillOptions().setBody(OTHER_LIST));
        } else {
            held.getFirst().abort();
        }
        settle();

        assertThat(find(".patients a", "Somebody else").count()).isZero();
        assertThat(find(".patients a", "Tara").count()).isEqualTo(1);
        assertThat(find(".welcome").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void aPatientThatWasOpenedMeanwhileStays(int width) {
        at(width);
        playServer();
        holdBack("Patient?**");
        visit.open(AT_SMART);
        visit.page.waitForCondition(() -> !held.isEmpty());
        visit.openPatientHere("all-missing");
        answer(held.getFirst(), new Route.FulfillOptions().setBody(OTHER_LIST));
        find(".patients a", "Somebody else").waitFor(ATTACHED);

        assertThat(find(".banner h1").innerText()).startsWith("Omar");
        assertThat(find(".patients a .hint").textContent()).isEqualTo("sex unknown");
        visit.wentWell(SMART);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void showsAPatientThoughTheServerGivesNoList(int width) {
        at(width);
        playServer();
        answerAt("Patient?**", 503, "{}");
        visit.open(AT_SMART + "&patient=all-missing");

        find(".card").first().waitFor();
        assertThat(find(".side [role=status]").textContent()).isEqualTo("No list of patients.");
        assertThat(find(".banner h1").innerText()).startsWith("Omar");
    }

    @ParameterizedTest
    @CsvSource({
        "1280, https://r4.smarthealthit.org/Observation?page=2, Observation?page=2",
        "390, https://r4.smarthealthit.org/Observation?page=2, Observation?page=2",
        "1280, Observation?page=2, Observation?page=2",
        "1280, https://elsewhere.example/Observation?page=2, none",
        "390, http://[, none"
    })
    void followsPagesThatLeadRoundOrElsewhereNoFurtherAndSaysThatResultsMayBeLacking(
            int width, String next, String asked) {
        at(width);
        playServer();
        answerAt("Observation?**", 200, bundle("first", next));
        answerAt(asked, 200, bundle("first", next));
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", "Could not be read: observations").waitFor();
        assertThat(find(".results tbody tr").count()).isEqualTo(1);
        assertThat(find(".workup .missing").count()).isZero();
        visit.isAccessible().staysAt(SMART);
    }

    @ParameterizedTest
    @CsvSource({"1280, <html>", "390, {}", "1280, null"})
    void aPageThatIsNotFhirIsNotTakenForTheEndOfTheResults(int width, String body) {
        at(width);
        playServer();
        answerAt("Observation?**", 200, bundle("first", SMART + "Observation?page=2"));
        answerAt("Observation?page=2", 200, body);
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", "Could not be read: observations").waitFor();
        assertThat(find(".workup .missing").count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void isNotGivenAnotherPatientThanItAskedFor(int width) {
        at(width);
        playServer();
        answerAt("Patient/**", 200, "{ \"resourceType\": \"Patient\", \"id\": \"other\" }");
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", "has no patient with the id all-missing").waitFor();
        assertThat(find(".card").count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void saysThatItCannotShowWhatItWasSent(int width) {
        at(width);
        playServer();
        answerAt("Patient/**", 200, "{ \"resourceType\": \"Patient\", \"id\": \"all-missing\", \"name\": \"Omar\" }");
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", "cannot be shown by this page").waitFor();
        find(".side select").waitFor(ATTACHED);
        visit.isAccessible();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void saysWhenTheServiceIsGone(int width) {
        at(width).openPatient("all-missing");
        visit.page.route("**/cds-services/**", Route::abort);
        visit.page.route("**/demo/**", Route::abort);
        find(".suggestions .primary").click();

        visit.isTold("The service did not take the feedback");
        find(".support .failure", "The service did not answer").waitFor();
        find("main .notice", "no trend is drawn").waitFor();
        visit.isAccessible();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void closesAFormWithTheChartThatItIsFor(int width) {
        at(width).openPatient("all-missing");
        visit.press("Add a result");
        find("dialog[open]").waitFor();
        visit.openPatientHere("iron-course");

        assertThat(find("dialog").count()).isZero();
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void saysWhenTheBrowserDoesNotLetItCopy(int width) {
        at(width).openPatient("all-missing");
        visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }");
        find(".call summary").first().click();
        visit.press("Copy as curl");

        find(".exchange [role=status]", "The browser did not allow it").waitFor();
        visit.wentWell();
    }
}
