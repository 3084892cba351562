package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium of this machine, and what every view must keep to in it. */
final class Chromium implements AutoCloseable {
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser;

    private Chromium(Path executable) {
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    }

    /** Where {@code apt-get install chromium} and others put it; {@code CHROMIUM} names another place. */
    static Optional<Path> installed() {
        return Stream.of(
                        Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start() {
        return new Chromium(installed().orElseThrow());
    }

    Visit visit(String base, int width, ColorScheme colours) {
        return new Visit(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 500 ? 844 : 900)
                        .setColorScheme(colours)
                        .setPermissions(List.of("clipboard-read", "clipboard-write"))),
                base);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** One visit to the page: what went wrong in the console, and where requests went. */
    static final class Visit implements AutoCloseable {
        final Page page;
        private final BrowserContext context;
        private final String base;
        private final List<String> complaints = new ArrayList<>();
        private final List<String> elsewhere = new ArrayList<>();

        private Visit(BrowserContext context, String base) {
            this.context = context;
            this.base = base;
            this.page = context.newPage();
            page.setDefaultTimeout(15_000);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.onPageError(complaints::add);
            page.onDialog(dialog -> {
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(this::note);
        }

        private void note(Request request) {
            var address = URI.create(request.url().split("[?#|]", 2)[0]);
            if (!request.url().startsWith(base + "/") && !"blob".equals(address.getScheme())) {
                elsewhere.add(request.url());
            }
        }

        Visit open(String path) {
            page.navigate(base + path);
            return this;
        }

        /** Opens a patient and waits until the chart and the answer of the service are there. */
        Visit openPatient(String id) {
            open("/#patient=" + id);
            page.locator("main .banner h1").waitFor();
            page.locator(".support .card, .support .notice").first().waitFor();
            return this;
        }

        /** Another patient of the page that is open. */
        void openPatientHere(String id) {
            page.evaluate(
                    "id => location.hash = new URLSearchParams({ ...Object.fromEntries(new"
                            + " URLSearchParams(location.hash.slice(1))), patient: id })",
                    id);
            page.locator("main .banner h1").waitFor();
            page.locator(".support .card, .support .notice").first().waitFor();
        }

        void press(String button) {
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(button).setExact(true))
                    .first()
                    .click();
        }

        void isTold(String text) {
            page.locator(".message", new Page.LocatorOptions().setHasText(text)).waitFor();
        }

        /** WCAG 2.2 AA as far as axe-core can tell. */
        Visit isAccessible() {
            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze()
                    .getViolations();
            assertThat(found.stream()
                            .map(it ->
                                    it.getId() + ": " + it.getNodes().getFirst().getHtml()))
                    .as("violations at " + page.url())
                    .isEmpty();
            return isAsWideAsTheWindow();
        }

        /** The page itself never scrolls sideways; what is wider has a scroll bar of its own. */
        Visit isAsWideAsTheWindow() {
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as("wider than the window")
                    .isLessThanOrEqualTo(0);
            return this;
        }

        /** Nothing in the console, nothing asked of another origin than these. */
        void wentWell(String... servers) {
            assertThat(complaints).isEmpty();
            staysAt(servers);
        }

        void staysAt(String... servers) {
            assertThat(elsewhere.stream().filter(url -> Stream.of(servers).noneMatch(url::startsWith)))
                    .isEmpty();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
