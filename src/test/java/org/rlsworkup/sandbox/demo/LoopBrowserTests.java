package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/** What a clinician does with a card, and what comes of it at the next call. */
class LoopBrowserTests extends BrowserTest {
    @Autowired
    private CallCounter counts;

    @Autowired
    private DailyTotals totals;

    /** Keeps the first answer of the service back until the page has the second one. */
    private static final String FIRST_ANSWER_LAST = """
        () => {
          const fetched = window.fetch;
          let release = null;
          window.fetch = (...of) => {
            const answer = fetched(...of);
            if (!String(of[0]).startsWith("/cds-services/rls-workup")) return answer;
            if (!release) return new Promise(later => { release = () => later(answer); });
            return answer.then(it => { setTimeout(release, 200); return it; });
          };
        }\
        """;

    @ParameterizedTest
    @CsvSource({
        "1280, iron-course, Patient declined, 'Iron status, at RLS iron thresholds: until 19 May 2027, or a newer"
                + " result'",
        "390, iron-course, , 'Iron status, at RLS iron thresholds: until 19 May 2027, or a newer result'",
        "1280, worsening-medicines, Benefit outweighs, diphenhydramine until 20 Nov 2027",
        "390, all-missing, Will order later, TSH until 4 Dec 2026",
        "1280, all-missing, , TSH until 20 Dec 2026",
        "390, all-missing, RLS diagnosis is wrong, Everything about RLS"
    })
    void saysUntilWhenWhatWasOnTheCardIsNotShownAndTheServiceKeepsToIt(
            int width, String patient, String reason, String silenced) {
        at(width).openPatient(patient);
        var cards = find(".card").count();
        find(".card footer .quiet").first().click();
        if (reason == null) {
            visit.press("Dismiss without a reason");
        } else {
            var first = find("dialog .reasons label").first();
            var chosen = find("dialog .reasons label", reason);
            (chosen.count() == 0 ? first : chosen.first()).click();
            visit.press("Override");
        }
        visit.isTold("overridden");

        assertThat(find("#silenced").innerText()).contains(silenced);
        assertThat(find(".card").count()).isEqualTo(cards - 1);
        visit.isAccessible().wentWell();
    }

    /** A reason that the clinician did not choose would silence tests for longer, and count as theirs. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void choosesNoReasonForTheClinicianAndKeepsACommentWithoutOne(int width) {
        at(width).openPatient("all-missing");
        find(".card footer .quiet").first().click();
        assertThat(find("dialog .reasons input:checked").count()).isZero();
        visit.press("Override");
        assertThat(find("dialog[open]").count()).isEqualTo(1);
        assertThat(find(".call summary", "feedback").count()).isZero();

        find("dialog textarea").fill("Seen by a colleague");
        visit.press("Dismiss without a reason");
        visit.isTold("overridden");

        find(".call summary", "feedback").first().click();
        assertThat(find(".call pre").first().innerText())
                .contains("\"userComment\": \"Seen by a colleague\"")
                .doesNotContain("\"reason\"");
        visit.wentWell();
    }

    /** The sandbox's server speaks R4, whatever the orders are offered in. */
    @ParameterizedTest
    @CsvSource({"1280, R5", "390, R5", "1280, R4B"})
    void writesOrdersOfEachVersionSoThatTheNextCallKnowsThem(int width, String version) {
        at(width).openPatient("all-missing");
        find("[name=fhir]").selectOption(version);
        find(".call summary", version).first().waitFor();
        var recommended = find(".suggestions input:checked").count();
        find(".suggestions .primary").click();
        visit.isTold("signed and written");

        assertThat(find(".workup .ordered").count()).isEqualTo(recommended);
        var written = fhir().get("ServiceRequest?patient=all-missing").json();
        assertThat(written.at("/entry/0/resource/code/coding/0/code").asString())
                .isNotBlank();
        assertThat(written.at("/entry/0/resource/reasonReference/0/reference").asString())
                .startsWith("Condition/");
        assertThat(written.at("/entry/0/resource/patientInstruction").asString(""))
                .doesNotContain("{");
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void tellsOfOrdersThatWereSignedBeforeTheServerRefusedOne(int width) {
        at(width).openPatient("all-missing");
        var orders = new int[1];
        visit.page.route("**/fhir/ServiceRequest", route -> {
            if (orders[0]++ == 0) {
                route.resume();
            } else {
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setStatus(507));
            }
        });
        find(".suggestions .primary").click();
        visit.isTold("1 order signed and written to the FHIR server. The FHIR server refused it (status 507).");

        assertThat(find(".workup .ordered").count()).isEqualTo(1);
        assertThat(find(".suggestions .primary").isEnabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void refutesRlsThatIsChartedByItsWordsOnly(int width) {
        at(width).openPatient("icd10-only-and-text");
        assertThat(find(".card").count()).isPositive();

        visit.press("Refute RLS");
        visit.isTold("RLS is refuted");

        assertThat(find(".card").count()).isZero();
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void copiesACommandThatIsAnsweredAlike(int width) throws IOException, InterruptedException {
        at(width).openPatient("iron-course");
        find(".call summary").first().click();
        visit.press("Copy as curl");
        find(".exchange [role=status]", "Copied").waitFor();
        var command = (String) visit.page.evaluate("navigator.clipboard.readText()");

        var curl = new ProcessBuilder("bash", "-c", command).start();
        var answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(curl.waitFor()).isZero();
        assertThat(Http.JSON.readTree(answer).at("/cards/0/summary").asString())
                .isEqualTo(find(".card > header h3").first().innerText());
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void showsTheAnswerToTheLastValueThatWasTried(int width) {
        at(width).openPatient("nothing-missing");
        visit.press("What if…");
        visit.page.evaluate(FIRST_ANSWER_LAST);
        var slider = find(".trend[data-analyte=FER] input[type=range]");

        visit.page.waitForRequest("**/cds-services/rls-workup", () -> slider.fill("20"));
        slider.fill("150");
        find(".call summary", "patient-view (what if)").nth(1).waitFor();

        assertThat(find(".support .notice", "No card").count()).isEqualTo(1);
        assertThat(find(".card").count()).isZero();
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void keepsTheSlidersWhenTheChartIsReadAnew(int width) {
        at(width).openPatient("all-missing");
        visit.press("Add a result");
        find("dialog [name=analyte]").selectOption(new SelectOption().setIndex(0));
        find("dialog [name=value]").fill("40");
        visit.press("Save");
        visit.isTold("Saved");
        visit.press("What if…");
        find(".trend input[type=range]").first().waitFor();
        find(".suggestions .primary").click();
        visit.isTold("signed and written");

        assertThat(find(".trend input[type=range]").count()).isPositive();
        assertThat(find(".actions .toggle").getAttribute("aria-pressed")).isEqualTo("true");
        visit.isAccessible().wentWell();
    }

    /** It stands above the chart, so that an old one would hide what is read now. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void aMessageGoesWithTimeWithAnotherPatientAndWhenItIsClosed(int width) {
        at(width).page.clock().install();
        visit.openPatient("iron-course");
        visit.press("Reset the demo");
        visit.isTold("The samples are back");
        visit.page.clock().fastForward(10_000);
        isToldNothing();

        visit.press("What if…");
        visit.isTold("nothing is stored");
        visit.openPatient("all-missing");
        isToldNothing();

        visit.press("Reset the demo");
        visit.isTold("The samples are back");
        visit.press("Close");
        isToldNothing();
        assertThat(visit.page.evaluate("document.activeElement.tagName")).isEqualTo("H1");
        visit.wentWell();
    }

    private void isToldNothing() {
        find(".message p:empty").waitFor(ATTACHED);
        assertThat(find(".message button").isVisible()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void insightsShowWhatWasDone(int width) {
        at(width).openPatient("all-missing");
        find(".suggestions .primary").click();
        visit.isTold("signed and written");

        counts.flush();
        totals.update();
        visit.open("/insights");

        find("#tests canvas").waitFor();
        assertThat(find("#cards td").allTextContents()).contains("1");
        assertThat(find("main").innerText()).doesNotContain("<5");
        visit.isAccessible().wentWell();
    }
}
