package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.rlsworkup.sandbox.FhirHttp;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The sandbox in a real Chromium. Not part of {@code ./mvnw verify}, which would take a minute longer; skipped where there
 * is no Chromium.
 */
@FullOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest extends SandboxTest {
    /** For what a small screen hides. */
    static final Locator.WaitForOptions ATTACHED = new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    @LocalServerPort
    private int port;

    private Chromium chromium;
    Chromium.Visit visit;

    @BeforeAll
    void isWanted() {
        assumeTrue(
                Chromium.installed().isPresent(),
                "Browser tests are skipped: there is no Chromium (apt-get install chromium, or set CHROMIUM)");
    }

    @BeforeEach
    void startFromTheSamples() {
        chromium = chromium == null ? Chromium.start() : chromium;
        assertThat(fhir().post("$reset", "").status()).isEqualTo(200);
    }

    @AfterEach
    void leave() {
        visit.close();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    final String base() {
        return "http://localhost:" + port;
    }

    final FhirHttp fhir() {
        return FhirHttp.fhirAt(port);
    }

    final Chromium.Visit at(int width) {
        return at(width, ColorScheme.LIGHT);
    }

    final Chromium.Visit at(int width, ColorScheme colours) {
        visit = chromium.visit(base(), width, colours);
        return visit;
    }

    final Locator find(String selector) {
        return visit.page.locator(selector);
    }

    final Locator find(String selector, String text) {
        return visit.page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }
}
