package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.sandbox.FhirHttp;
import tools.jackson.databind.json.JsonMapper;

/** How much the page weighs; and, where {@code rls.figures} names a file, how long a clinician waits, which is written there. */
class SpeedBrowserTests extends BrowserTest {
    private static final int MOST_BYTES = 500_000;

    /** Notes the moment of the first card after the click, and the tasks that kept the page from answering. */
    private static final String WATCH = """
        () => {
          window.longest = 0;
          new PerformanceObserver(list => list.getEntries().forEach(it => window.longest = Math.max(window.longest, it.duration)))
            .observe({ type: "longtask" });
          document.addEventListener("click", event => { window.clicked ??= event.timeStamp; }, true);
          new MutationObserver(() => {
            if (document.querySelector(".card, .support .notice")) window.card ??= performance.now();
            if (document.querySelector(".lists")) window.chart ??= performance.now();
          }).observe(document.body, { childList: true, subtree: true });
        }\
        """;

    @Test
    void weighsAtMost500KilobytesCompressed() {
        var answers = new CopyOnWriteArrayList<Response>();
        at(1280).page.onResponse(answers::add);
        visit.open("/");
        find(".patients a").first().waitFor();

        var bytes = answers.stream()
                .filter(it -> !it.url().contains("/fhir/"))
                .mapToInt(it -> compressed(it.body()))
                .sum();

        note("page: %d files, %d bytes compressed".formatted(answers.size(), bytes));
        assertThat(bytes).isPositive().isLessThanOrEqualTo(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-missing", "iron-course", "large-chart", "many"})
    @EnabledIfSystemProperty(named = "rls.figures", matches = ".+", disabledReason = "No file for figures is given")
    void firstCard(String patient) {
        storeResults(300);
        var times = new ArrayList<Long>();
        var charts = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            at(1280).open("/");
            find(".patients a").first().waitFor();
            visit.page.evaluate(WATCH);
            find(".patients a[data-id=" + patient + "]").click();
            find(".card, .support .notice").first().waitFor();
            find(".lists").waitFor();
            times.add(since("card"));
            charts.add(since("chart"));
            visit.close();
        }
        at(1280);
        note("%s: first card after %s ms, chart after %s ms".formatted(patient, times, charts));
        assertThat(times).isNotEmpty();
    }

    private long since(String moment) {
        return ((Number) visit.page.evaluate("Math.round(window." + moment + " - window.clicked)")).longValue();
    }

    @ParameterizedTest
    @CsvSource({"1280", "390"})
    @EnabledIfSystemProperty(named = "rls.figures", matches = ".+", disabledReason = "No file for figures is given")
    void threeHundredResults(int width) {
        storeResults(300);
        at(width).open("/");
        find(".patients a").first().waitFor();
        visit.page.evaluate(WATCH);
        visit.page.evaluate("location.hash = 'patient=many'");
        find(".trend[data-analyte=FER] svg").waitFor();
        var drawn = find(".trend[data-analyte=FER] .point").count();
        var opening = visit.page.evaluate("Math.round(window.longest)");
        visit.page.evaluate("window.longest = 0");
        for (var w = width; w > width - 60; w -= 10) {
            visit.page.setViewportSize(w, 900);
        }
        visit.press("What if…");
        var slider = find(".trend[data-analyte=FER] input[type=range]");
        for (var value : List.of("20", "40", "60", "80", "100")) {
            slider.fill(value);
        }
        find(".card, .support .notice").first().waitFor();
        visit.page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);

        note("%d results at %d px: longest task %s ms when opened, %s ms when resized and tried"
                .formatted(drawn, width, opening, visit.page.evaluate("Math.round(window.longest)")));
        assertThat(drawn).isEqualTo(300);
    }

    private void storeResults(int count) {
        storeResults(fhir(), count);
    }

    /** A patient {@code many} with so many results of ferritin, a week apart. */
    static void storeResults(FhirHttp fhir, int count) {
        var subject = Map.of("reference", "Patient/many");
        put(fhir, "Patient", "many", Map.of("name", List.of(Map.of("family", "Many")), "birthDate", "1980-01-01"));
        put(
                fhir,
                "Condition",
                "many",
                Map.of(
                        "subject",
                        subject,
                        "code",
                        Map.of("coding", List.of(Map.of("system", "http://snomed.info/sct", "code", "32914008")))));
        IntStream.range(0, count)
                .forEach(i -> put(
                        fhir,
                        "Observation",
                        "many-" + i,
                        Map.of(
                                "status", "final",
                                "subject", subject,
                                "effectiveDateTime",
                                        java.time.LocalDate.of(2026, 11, 1)
                                                .minusDays(7L * i)
                                                .toString(),
                                "category",
                                        List.of(Map.of(
                                                "coding",
                                                List.of(Map.of(
                                                        "system",
                                                                "http://terminology.hl7.org/CodeSystem/observation-category",
                                                        "code", "laboratory")))),
                                "code",
                                        Map.of(
                                                "coding",
                                                List.of(Map.of("system", "http://loinc.org", "code", "2276-4"))),
                                "valueQuantity",
                                        Map.of(
                                                "value",
                                                30 + i % 90,
                                                "unit",
                                                "ng/mL",
                                                "system",
                                                "http://unitsofmeasure.org",
                                                "code",
                                                "ng/mL"))));
    }

    private static void put(FhirHttp fhir, String type, String id, Map<String, Object> members) {
        var resource = new java.util.HashMap<>(members);
        resource.put("resourceType", type);
        resource.put("id", id);
        assertThat(fhir.put(type + "/" + id, JsonMapper.shared().writeValueAsString(resource))
                        .status())
                .isIn(200, 201);
    }

    private static int compressed(byte[] bytes) {
        try (var out = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
            return out.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(String figure) {
        var file = System.getProperty("rls.figures");
        if (file != null) {
            try {
                Files.writeString(
                        Path.of(file),
                        figure + "\n",
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
