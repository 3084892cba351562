package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration EHR as a clinician would use it: on a desk and on a phone. */
class DemoBrowserTests extends BrowserTest {
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void findsAPatientAndShowsChartTrendsAndCards(int width) {
        at(width).open("/");
        find(".patients a", "Tara").waitFor();
        visit.isAccessible();
        visit.page.getByRole(AriaRole.SEARCHBOX).fill("Tara");
        find(".patients a").nth(1).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(find(".patients .story").innerText()).startsWith("Ferritin over two years");

        find(".patients a").click();
        find(".trend[data-analyte=FER] svg .band").first().waitFor();
        find(".card").first().waitFor();

        var ferritin = find(".trend[data-analyte=FER]");
        assertThat(ferritin.locator(".order").count()).isEqualTo(6);
        assertThat(ferritin.locator(".unread").count()).isEqualTo(2);
        assertThat(ferritin.locator(".point.apart").count()).isEqualTo(1);
        ferritin.locator("summary").click();
        assertThat(ferritin.locator("table").innerText())
                .contains("84 pmol/L", "<15 ng/mL", "see comment of the laboratory", "at RLS iron thresholds");
        assertThat(find(".workup .done").count()).isEqualTo(5);
        assertThat(find(".card.warning > header h3").innerText()).contains("ferritin 71 ng/mL");
        visit.isAccessible().wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void signsTheOrdersThatAreAcceptedAndTheNextCallKnowsOfThem(int width) {
        at(width).openPatient("all-missing");
        var offered = find(".suggestions input").count();
        var recommended = find(".suggestions input:checked").count();
        assertThat(recommended).isPositive().isLessThanOrEqualTo(offered);

        find(".suggestions .primary").click();
        visit.isTold("signed and written");

        assertThat(fhir().get("ServiceRequest?patient=all-missing").ids()).hasSize(recommended);
        assertThat(find(".workup .ordered").count()).isEqualTo(recommended);
        assertThat(find(".call summary", "feedback").innerText()).contains("200");
        visit.isAccessible().wentWell();
    }

    @ParameterizedTest
    @CsvSource({"1280, child, TSAT", "390, haemochromatosis, TSAT"})
    void saysUntilWhenAnOverriddenTestIsNotOfferedAndResetBringsItBack(int width, String patient, String test) {
        at(width).openPatient(patient);
        find(".card footer .quiet").last().click();
        find("dialog[open]").waitFor();
        visit.isAccessible();
        find("dialog .reasons input").first().check();
        visit.press("Override");
        visit.isTold("overridden");

        assertThat(find("#silenced").innerText()).contains(test + " until");
        assertThat(find(".workup .declined").allInnerTexts())
                .anySatisfy(it -> assertThat(it).contains(test));
        visit.press("Reset the demo");
        visit.isTold("The samples are back");
        assertThat(find(".workup .missing").first().innerText()).contains(test);
        visit.wentWell();
    }

    @ParameterizedTest
    @CsvSource({"1280, 20, ng/mL, warning", "390, 500, pmol/L, none"})
    void addsAResultInAnyUnitOfTheAnalyte(int width, String value, String unit, String level) {
        at(width).openPatient("pending-order");
        visit.press("Add a result");
        find("dialog[open]").waitFor();
        visit.isAccessible();
        find("dialog [name=value]").fill(value);
        find("dialog [name=unit]").selectOption(unit);
        visit.press("Save");
        visit.isTold("Saved");

        find(".trend[data-analyte=FER] .point." + level).first().waitFor();
        assertThat(find(".results tbody").innerText()).contains(value + " " + unit);
        assertThat(find(".workup .done", "ferritin").count()).isEqualTo(1);
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void chartsAndRefutesRls(int width) {
        at(width).openPatient("no-rls");
        assertThat(find(".card").count()).isZero();
        visit.press("Chart RLS");
        visit.press("Save");
        visit.isTold("RLS is charted");

        assertThat(find(".support").innerText()).contains("problem-list-item-create");
        assertThat(find(".card").count()).isPositive();
        assertThat(find(".workup .missing").count()).isPositive();
        visit.press("Refute RLS");
        visit.isTold("RLS is refuted");
        assertThat(find(".card").count()).isZero();
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void draftsAndSignsAMedicine(int width) {
        at(width).openPatient("nothing-missing");
        visit.press("Prescribe");
        find("dialog [name=drug]").selectOption(new SelectOption().setLabel("diphenhydramine"));
        visit.press("Select");
        find("dialog [role=status]", "order-select").waitFor();
        // Another drug, because what was on a card at selection is on none at signing.
        find("dialog [name=drug]").selectOption(new SelectOption().setLabel("promethazine"));
        visit.press("Sign");
        find("dialog [role=status]", "The service answered at signing").waitFor();
        assertThat(find("dialog [role=status] strong").innerText()).contains("promethazine can worsen it");
        visit.isAccessible();
        assertThat(find(".card").count()).isPositive();
        visit.press("Sign anyway");
        visit.isTold("The prescription is signed");

        assertThat(find(".list li", "promethazine").innerText()).contains("active");
        assertThat(find(".call summary b").allInnerTexts()).contains("order-select", "order-sign");
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void startsAnEncounter(int width) {
        at(width).openPatient("all-missing");
        visit.press("Start encounter");
        find("dialog[open]").waitFor();
        visit.isAccessible();
        visit.press("Save");
        visit.isTold("The encounter is started");

        assertThat(find(".support").innerText()).contains("encounter-start");
        assertThat(find(".card").count()).isPositive();
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void showsWhatAnotherValueWouldMeanAndStoresNothing(int width) {
        at(width).openPatient("nothing-missing");
        assertThat(find(".card").count()).isZero();
        visit.press("What if…");
        find(".trend[data-analyte=FER] input[type=range]").fill("20");
        find(".card.warning > header h3", "20 ng/mL").waitFor();
        find(".trend[data-analyte=FER] .level.warning").waitFor();
        assertThat(find(".card button").count()).isZero();
        visit.isAccessible();

        visit.press("What if…");
        find(".support .notice", "No card").waitFor();
        assertThat(fhir().get("Observation/nothing-missing-ferritin")
                        .json()
                        .at("/valueQuantity/value")
                        .asInt())
                .isEqualTo(150);
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void showsTheWire(int width) {
        at(width).openPatient("all-missing");
        find("[name=prefetch]").selectOption("none");
        find(".call summary", "prefetch none").waitFor();
        find("[name=hooks]").selectOption("STU1");
        find(".call summary", "CDS Hooks 1.0").waitFor();
        find(".suggestions input[type=radio]").first().waitFor();
        find("[name=fhir]").selectOption("R5");
        find(".call summary", "R5").waitFor();

        find(".call summary").first().click();
        assertThat(find(".call pre").first().innerText()).contains("\"hook\": \"patient-view\"");
        assertThat(find(".call pre").last().innerText())
                .contains("\"selectionBehavior\": \"at-most-one\"", "\"concept\"");
        assertThat(find(".requests li").count()).isGreaterThan(3);
        assertThat(find(".requests").innerText()).contains("/fhir/Condition?patient=all-missing");
        visit.press("Copy as curl");
        find(".exchange [role=status]", "Copied").waitFor();
        assertThat((String) visit.page.evaluate("navigator.clipboard.readText()"))
                .startsWith("curl -s '" + base() + "/cds-services/rls-workup'");
        visit.isAccessible().wentWell();
    }

    @ParameterizedTest
    @CsvSource({"/api, 1280", "/api, 390", "/knowledge, 1280", "/knowledge, 390", "/insights, 1280", "/insights, 390"})
    void sharesBarAndStyleWithTheOtherPages(String path, int width) {
        at(width).open(path);
        find("h1").waitFor();

        assertThat(find(".site a").allInnerTexts()).containsExactly("Demo EHR", "Knowledge", "Insights", "API");
        assertThat(find(".site a[aria-current]").getAttribute("href")).isEqualTo(path);
        visit.isAccessible().wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1440})
    void showsThePatientInTheListWithoutMovingThePage(int width) {
        at(width).openPatient("worsening-medicines");

        assertThat(visit.page.evaluate("scrollY")).isEqualTo(0);
        assertThat(find(".patients a[aria-current]").boundingBox().y).isBetween(0.0, 880.0);
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void isReadableInTheDark(int width) {
        at(width, ColorScheme.DARK).openPatient("iron-course").isAccessible().wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void canBeUsedWithTheKeyboardAlone(int width) {
        at(width).open("/");
        var link = find(".patients a[data-id=old-result]");
        link.waitFor();
        for (var i = 0; i < 60 && !(Boolean) link.evaluate("it => it === document.activeElement"); i++) {
            visit.page.keyboard().press("Tab");
        }
        visit.page.keyboard().press("Enter");
        find(".card").first().waitFor();
        find(".workup li").first().waitFor();
        var override = find(".card footer .quiet").first();
        for (var i = 0; i < 90 && !(Boolean) override.evaluate("it => it === document.activeElement"); i++) {
            visit.page.keyboard().press("Tab");
        }
        visit.page.keyboard().press("Enter");
        find("dialog[open]").waitFor();
        visit.page.keyboard().press("Escape");

        assertThat(find("dialog[open]").count()).isZero();
        assertThat((Boolean) override.evaluate("it => it === document.activeElement"))
                .isTrue();
        visit.wentWell();
    }
}
