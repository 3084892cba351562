package org.rlsworkup.workup.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.missingTest;
import static org.rlsworkup.workup.Charts.shortfalls;
import static org.rlsworkup.workup.Order.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Modified;

/** Open orders under codes that are not known. Another name of a test is a row in {@code world/orders.tsv}. */
class OrderNameTests {
    private static final Code LOCAL = new Code("https://laboratory.example/codes", "4711");

    @ParameterizedTest(name = "{0}: {1} → told: {2}")
    @CsvFileSource(resources = "/world/orders.tsv", delimiter = '\t', numLinesToSkip = 2)
    void tellsOfAnOrderThatNamesTheTest(String test, String name, boolean told) {
        var named = order(LOCAL).named(name).authored("2026-11-10");

        assertThat(shortfalls(test, named)).isEqualTo(told ? List.of(Shortfall.ORDER_BY_NAME) : List.of());
    }

    @Test
    void saysWhatTheOrderIsCalledAndDoesNotRecommendAnother() {
        var missing = missingTest("FER", order(LOCAL).named("Ferritin Level").authored("2026-11-10"));

        assertThat(missing.onFile().get(0).what()).isEqualTo("Ferritin Level");
        assertThat(missing.onFile().get(0).date().written()).isEqualTo("2026-11-10");
        assertThat(missing.recommended()).isFalse();
        assertThat(missingTest("FER").recommended()).isTrue();
    }

    @Test
    void tellsOfACodeOfTheTestUnderASystemThatIsNotKnown() {
        assertThat(shortfalls("FER", order(new Code("https://laboratory.example/codes", "2276-4"))))
                .containsExactly(Shortfall.ORDER_BY_NAME);
        assertThat(shortfalls("FER", order(new Code("http://snomed.info/sct", "2276-4"))))
                .isEmpty();
        assertThat(shortfalls("FER", order(LOCAL))).isEmpty();
    }

    @Test
    void tellsOfACodeOfTheTestWithoutASystem() {
        assertThat(shortfalls("FER", order(new Code(null, "2276-4")))).containsExactly(Shortfall.ORDER_BY_NAME);
        assertThat(shortfalls("FER", order(new Code(null, "4711")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "revoked", "entered-in-error", "draft", "unknown"})
    void tellsNothingOfAnOrderThatIsNotOpen(String status) {
        assertThat(shortfalls("FER", order(LOCAL).named("Ferritin").status(status)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "original-order", "reflex-order", "filler-order", "instance-order"})
    @NullSource
    void tellsOfAnOrderAndOfOneWithoutAnIntent(@Nullable String intent) {
        assertThat(shortfalls("FER", order(LOCAL).named("Ferritin").intent(intent)))
                .containsExactly(Shortfall.ORDER_BY_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proposal", "plan", "directive", "option"})
    void tellsNothingOfWhatIsNoOrder(String intent) {
        assertThat(shortfalls("FER", order(LOCAL).named("Ferritin").intent(intent)))
                .isEmpty();
    }

    @Test
    void tellsNothingOfAnOldOrderOrAnOrderNotToDoIt() {
        assertThat(shortfalls("FER", order(LOCAL).named("Ferritin").authored("2026-01-10")))
                .isEmpty();
        assertThat(shortfalls("FER", order(LOCAL).named("Ferritin").notToBeDone()))
                .isEmpty();
    }

    @Test
    void doesNotRecogniseAModifiedOrderAndSaysSo() {
        var modified = order("2276-4").meta(Modified.by("https://ehr.example/qualifier"));

        assertThat(shortfalls("FER", modified)).containsExactly(Shortfall.ORDER_MODIFIED);
    }
}
