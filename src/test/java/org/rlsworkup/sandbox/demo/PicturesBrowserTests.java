package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the pictures of the documentation from the running page, into the folder that {@code rls.pictures} names. */
@EnabledIfSystemProperty(named = "rls.pictures", matches = ".+", disabledReason = "No folder for pictures is given")
class PicturesBrowserTests extends BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "chart, iron-course, 1280, LIGHT",
        "chart, iron-course, 390, LIGHT",
        "missing, all-missing, 1280, LIGHT",
        "missing, all-missing, 390, LIGHT",
        "dark, old-result, 1280, DARK",
    })
    void takesAPicture(String name, String patient, int width, ColorScheme colours) {
        at(width, colours).openPatient(patient);
        visit.page.waitForLoadState(LoadState.NETWORKIDLE);
        var file = Path.of(System.getProperty("rls.pictures"), name + "-" + width + ".png");
        visit.page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(file).isNotEmptyFile();
    }
}
