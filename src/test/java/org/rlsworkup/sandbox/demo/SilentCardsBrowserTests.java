package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.feedback.SilentCards;
import org.rlsworkup.feedback.SilentCards.CardContent;
import org.rlsworkup.feedback.SilentCards.SilentCard;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The page on which operators judge the cards of a pilot. */
@TestPropertySource(properties = "rls.silent-cards.key=0123456789abcdef0123456789abcdef")
class SilentCardsBrowserTests extends BrowserTest {
    private static final String DETAIL = """
        - **Ferritin**: none in 365 days.
        - **TSAT**: none in 365 days.

        *Guideline consensus* asks for ferritin and TSAT.

        ---

        Looked in this call's data to 2026-11-20. \\<img src=/attack onerror=alert(1)\\> ![x](/attack)\
        """;

    @Autowired
    private SilentCards cards;

    @BeforeAll
    void keepCards() {
        for (var indicator : List.of("info", "warning")) {
            cards.add(new SilentCard(
                    UUID.randomUUID().toString(),
                    Instant.parse("2026-11-20T10:00:00Z"),
                    "pilot",
                    "rls-workup",
                    "0123456789abcdef".repeat(4),
                    "2026-11-30",
                    new CardContent(
                            "RLS: ferritin and TSAT not on file",
                            DETAIL,
                            indicator,
                            List.of("Ferritin", "Iron studies (TSAT)"))));
        }
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "390, DARK", "1280, LIGHT", "1440, DARK"})
    void showsCardsAsAClinicianWouldHaveSeenThemAndStoresAJudgement(int width, ColorScheme colours) {
        at(width, colours).open("/insights/silent?state=all");
        while (find(".card").count() < 2) {
            visit.page.reload();
        }

        assertThat(find(".site a[aria-current]").getAttribute("href")).isEqualTo("/insights");
        assertThat(find(".level").allInnerTexts()).containsExactlyInAnyOrder("info", "warning");
        assertThat(find(".card li strong").first().innerText()).isEqualTo("Ferritin");
        assertThat(find(".card").first().innerText())
                .contains("<img src=/attack")
                .doesNotContain("**");
        assertThat(find("img").count()).isZero();

        find(".judge input").first().fill("Wanted");
        visit.press("Agree");
        find(".judge output", "agree, stored").waitFor();
        ViewsBrowserTests.picture(visit, "silent-cards", width, colours);
        visit.isAccessible().wentWell();
        visit.open("/insights/silent?state=agree");
        assertThat(find(".judge output").first().innerText()).startsWith("agree");
    }
}
