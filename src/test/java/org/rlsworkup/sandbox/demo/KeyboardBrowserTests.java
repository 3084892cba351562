package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole loop without a mouse. */
class KeyboardBrowserTests extends BrowserTest {
    private static final int MOST_STOPS = 150;

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void skipsToTheChart(int width) {
        at(width).openPatient("all-missing");
        visit.page.evaluate("document.activeElement.blur()");
        visit.page.reload();
        find(".card").first().waitFor();
        tabTo(find(".skip"));
        assertThat(find(".skip").boundingBox().y).isGreaterThanOrEqualTo(0);
        press("Enter");

        assertThat((String) visit.page.evaluate("document.activeElement.tagName"))
                .isEqualTo("H1");
        assertThat((String) visit.page.evaluate("document.activeElement.innerText"))
                .contains("Sample");
        assertThat(visit.page.url()).endsWith("#patient=all-missing");
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void signsOverridesAndAddsAResult(int width) {
        at(width).openPatient("all-missing");

        tabTo(find(".suggestions input").last());
        press("Space");
        var signed = find(".suggestions input:checked").count();
        tabTo(find(".suggestions .primary"));
        press("Enter");
        visit.isTold(signed + " orders signed");
        assertThat(find(".workup .ordered").count()).isPositive();
        hasFocus(find("#support"));

        tabTo(find(".actions button").first());
        press("Enter");
        find("dialog[open]").waitFor();
        tabTo(find("dialog [name=value]"));
        visit.page.keyboard().type("40");
        press("Enter");
        visit.isTold("Saved");
        find(".trend .point").first().waitFor();
        hasFocus(find(".actions button").first());

        tabTo(find(".card footer .quiet").first());
        press("Enter");
        find("dialog[open]").waitFor();
        tabTo(find("dialog .reasons input").first());
        press("Space");
        press("ArrowDown");
        assertThat(find("dialog .reasons input").nth(1).isChecked()).isTrue();
        press("Enter");
        visit.isTold("overridden");
        hasFocus(find("#support"));
        visit.wentWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void triesAValueAndReadsTheWire(int width) {
        at(width).openPatient("nothing-missing");
        tabTo(find(".actions .toggle"));
        press("Enter");
        tabTo(find(".trend[data-analyte=FER] input[type=range]"));
        press("Home");
        find(".card.warning").first().waitFor();
        press("ArrowRight");

        tabTo(find(".trend[data-analyte=FER] summary"));
        press("Enter");
        find(".trend[data-analyte=FER] table").waitFor();
        tabTo(find(".wire [name=prefetch]"));
        press("ArrowDown");
        find(".call summary", "prefetch partial").waitFor();
        tabTo(find(".call summary").first());
        press("Enter");
        find(".call pre").first().waitFor();
        visit.wentWell();
    }

    private void press(String key) {
        visit.page.keyboard().press(key);
    }

    private void tabTo(Locator target) {
        for (var i = 0; i < MOST_STOPS && !isFocused(target); i++) {
            press("Tab");
        }
        assertThat(isFocused(target)).as("can be reached with the keyboard").isTrue();
    }

    /** What was done took its element away: the focus is where the work goes on, not at the start of the page. */
    private static void hasFocus(Locator element) {
        assertThat(isFocused(element)).as("has the focus").isTrue();
    }

    private static boolean isFocused(Locator target) {
        return (Boolean) target.evaluate("it => it === document.activeElement");
    }
}
