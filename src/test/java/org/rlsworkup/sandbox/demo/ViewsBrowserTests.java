package org.rlsworkup.sandbox.demo;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every view at several widths and in both colour schemes: nothing is wider than the window, no text is cut, no date broken, and axe finds
 * nothing. Where {@code rls.views} names a folder, a picture of each is put there, to be looked at.
 */
class ViewsBrowserTests extends BrowserTest {
    /** Texts of which a part is hidden; what is hidden from the eye altogether is for screen readers. */
    private static final String CUT = """
        () => [...document.querySelectorAll("body *")]
          .filter(it => it.clientWidth > 1 && it.scrollWidth > it.clientWidth + 1 && it.innerText?.trim())
          .filter(it => ["hidden", "clip"].includes(getComputedStyle(it).overflowX))
          .map(it => it.outerHTML.slice(0, 120))\
        """;

    /** Dates, and numbers with their units, of which a part stands on the next line. */
    private static final String BROKEN = """
        () => {
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT,
            it => it.parentElement.closest("pre, code, svg, script, style, noscript, select, .hidden") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
          while (walker.nextNode()) {
            for (const match of walker.currentNode.data.matchAll(/\\d{4}-\\d\\d-\\d\\d|\\d{1,2} [A-Z][a-z]{2,3} \\d{4}|\\d (?:%|[fnpµm]?(?:g|mol|IU|U)\\/m?L)/gu)) {
              const range = document.createRange();
              range.setStart(walker.currentNode, match.index);
              range.setEnd(walker.currentNode, match.index + match[0].length);
              const tops = new Set([...range.getClientRects()].map(it => Math.round(it.top)));
              if (tops.size > 1) found.push(match[0]);
            }
          }
          return found;
        }\
        """;

    private static final String IS_WHOLE =
            "!document.querySelector('dialog[open]') && document.documentElement.scrollHeight < 12000";

    /** All of them takes a quarter of an hour: where no pictures are wanted, the narrowest and the usual one. */
    static Stream<Arguments> looks() {
        var colours = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
        return System.getProperty("rls.views") == null
                ? Stream.of(arguments(360, ColorScheme.LIGHT), arguments(1280, ColorScheme.DARK))
                : Stream.of(360, 390, 1280, 1440)
                        .flatMap(width -> colours.stream().map(it -> arguments(width, it)));
    }

    private int width;
    private ColorScheme colours = ColorScheme.LIGHT;
    private SoftAssertions softly = new SoftAssertions();

    private void lookWith(int newWidth, ColorScheme newColours) {
        width = newWidth;
        colours = newColours;
        softly = new SoftAssertions();
        at(width, colours);
    }

    /** Takes a picture of the whole page, or of the window if a dialog is in it or the page is very long. */
    static void picture(Chromium.Visit visit, String view, int width, ColorScheme colours) {
        var folder = System.getProperty("rls.views");
        if (folder != null) {
            var file = "%s-%d-%s.png".formatted(view, width, colours.name().toLowerCase(Locale.ROOT));
            visit.page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of(folder, file)).setFullPage((Boolean)
                            visit.page.evaluate(IS_WHOLE)));
        }
    }

    private void see(String view) {
        visit.page.waitForLoadState(LoadState.NETWORKIDLE);
        picture(visit, view, width, colours);
        softly.assertThat(visit.page.evaluate(CUT)).as("cut in " + view).isEqualTo(List.of());
        softly.assertThat(visit.page.evaluate(BROKEN)).as("broken in " + view).isEqualTo(List.of());
        softly.check(() -> {
            if (width == 360) {
                visit.isAccessible();
            } else {
                visit.isAsWideAsTheWindow();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("looks")
    void charts(int width, ColorScheme colours) {
        HostilePatientBrowserTests.store(fhir());
        SpeedBrowserTests.storeResults(fhir(), 300);
        lookWith(width, colours);
        visit.open("/");
        find(".patients a", "Tara").waitFor();
        see("patients");
        for (var patient : List.of(
                "all-missing", "iron-course", "worsening-medicines", "large-chart", "no-rls", "hostile", "many")) {
            visit.openPatient(patient);
            see("chart-" + patient);
        }
        visit.openPatient("hostile");
        find(".call summary").first().click();
        find(".trend summary").first().click();
        find(".trend table").first().waitFor();
        see("wire-hostile");
        visit.openPatient("iron-course");
        find(".trend[data-analyte=FER] summary").click();
        find(".call summary").first().click();
        see("wire");
        visit.press("What if…");
        find(".trend[data-analyte=FER] input[type=range]").fill("20");
        find(".card", "20 ng/mL").first().waitFor();
        see("what-if");
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void dialogs(int width, ColorScheme colours) {
        HostilePatientBrowserTests.store(fhir());
        lookWith(width, colours);
        visit.openPatient("hostile");
        find(".card footer .quiet").first().click();
        see("override-hostile");
        visit.press("Cancel");
        visit.openPatient("all-missing");
        find(".card footer .quiet").first().click();
        see("override");
        visit.press("Cancel");
        visit.press("Add a result");
        find("dialog[open]").waitFor();
        see("add-result");
        visit.press("Cancel");
        visit.press("Start encounter");
        see("start-encounter");
        visit.press("Cancel");
        visit.press("Prescribe");
        find("dialog[open]").waitFor();
        find("dialog [name=drug]").selectOption(new SelectOption().setLabel("diphenhydramine"));
        see("prescribe");
        visit.press("Sign");
        find("dialog [role=status] strong").waitFor();
        see("sign-anyway");
        visit.press("Cancel");
        visit.openPatient("no-rls");
        visit.press("Chart RLS");
        find("dialog[open]").waitFor();
        see("chart-rls");
        visit.press("Cancel");
        visit.openPatient("iron-course");
        find(".card footer .quiet").first().click();
        visit.press("Dismiss without a reason");
        visit.isTold("overridden");
        see("silenced");
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void otherPages(int width, ColorScheme colours) {
        lookWith(width, colours);
        for (var page : List.of("api", "knowledge", "insights", "insights/silent")) {
            visit.open("/" + page);
            find("h1").waitFor();
            see(page.replace('/', '-'));
        }
        visit.open("/api");
        find(".operation summary", "/cds-services/rls-workup").first().click();
        find(".operation summary", "Card").first().click();
        see("api-open");
        visit.page.route("https://r4.smarthealthit.org/**", Route::abort);
        visit.open("/#server=https%3A%2F%2Fr4.smarthealthit.org");
        find("main .failure").waitFor();
        see("unreachable");
        softly.assertAll();
    }
}
