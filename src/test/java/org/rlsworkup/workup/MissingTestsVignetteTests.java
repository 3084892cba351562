package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.assess;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.deceased;
import static org.rlsworkup.workup.Charts.everything;
import static org.rlsworkup.workup.Charts.everythingBut;
import static org.rlsworkup.workup.Lab.bindingCapacity;
import static org.rlsworkup.workup.Lab.ferritin;
import static org.rlsworkup.workup.Lab.lab;
import static org.rlsworkup.workup.Lab.saturation;
import static org.rlsworkup.workup.Lab.tsh;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;
import static org.rlsworkup.workup.Report.report;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Value;

/**
 * The vignettes of the specification that state which tests are missing. Every patient has RLS unless the vignette is
 * about that; "—" means no card, "none" nothing missing, "412" that required data is unread.
 */
class MissingTestsVignetteTests {
    private static final String ALL = "FER TSAT B12 TSH A1C";
    private static final String NONE = "none";
    private static final String SILENT = "—";
    private static final String COULD_NOT_LOOK = "412";
    private static final String THEN = "2026-10-01";

    private record Vignette(String id, String facts, Chart chart, String missing) {
        @Override
        public String toString() {
            return id + " " + facts + " → " + missing;
        }
    }

    private static Vignette v(String id, String facts, String missing, Part... parts) {
        return new Vignette(id, facts, chart(Charts.and(parts, rls())), missing);
    }

    private static Vignette without(String id, String facts, String missing, Part... parts) {
        return new Vignette(id, facts, chart(parts), missing);
    }

    private static Lab valued(String loinc, String written, String unit) {
        var compared = written.startsWith("<") || written.startsWith(">");
        @Nullable String comparator = compared ? written.substring(0, 1) : null;
        var number = new BigDecimal(compared ? written.substring(1) : written);
        return lab(loinc).on(THEN).value(new Value.Quantity(comparator, number, unit, null, unit));
    }

    static Stream<Vignette> results() {
        return Stream.of(
                v("V01", "no labs", ALL),
                v("V03", "FER 42, TSAT 24", NONE, everythingBut("FER", valued("2276-4", "42", "ng/mL"))),
                v("V05", "FER 180, TSAT 16", NONE, everythingBut("TSAT", valued("2502-3", "16", "%"))),
                v("V07", "FER <5", NONE, everythingBut("FER", valued("2276-4", "<5", "ng/mL"))),
                v("V09", "FER <100", NONE, everythingBut("FER", valued("2276-4", "<100", "ng/mL"))),
                v("V10", "FER 168 pmol/L", NONE, everythingBut("FER", valued("14723-1", "168", "pmol/L"))),
                v("V13", "B12 120 pmol/L", NONE, everythingBut("B12", valued("14685-2", "120", "pmol/L"))),
                v("V16", "B12 under 14685-0", "B12", everythingBut("B12", valued("14685-0", "300", "pmol/L"))),
                v("V19", "A1C 44 mmol/mol", NONE, everythingBut("A1C", valued("59261-8", "44", "mmol/mol"))),
                v("V21", "A1C 0.8 g/dL", NONE, everythingBut("A1C", valued("41995-2", "0.8", "g/dL"))),
                v("V23", "TSH 6.2", NONE, everythingBut("TSH", valued("3016-3", "6.2", "u[IU]/mL"))),
                v(
                        "V25",
                        "FER cancelled",
                        "FER",
                        everythingBut("FER", ferritin(THEN).status("cancelled"))),
                v(
                        "V25",
                        "B12 in error",
                        "B12",
                        everythingBut("B12", Lab.b12(THEN).status("entered-in-error"))),
                v(
                        "V27",
                        "TSH preliminary",
                        NONE,
                        everythingBut("TSH", tsh("2026-11-18").status("preliminary"))),
                v("V29", "FER of 2025-11-20", NONE, everythingBut("FER", ferritin("2025-11-20"))),
                v("V29", "FER of 2025-11-19", "FER", everythingBut("FER", ferritin("2025-11-19"))),
                v("V33", "report of iron and TIBC", "FER", Charts.and(ironReport(), b12TshA1c())),
                v(
                        "V34",
                        "iron and TIBC",
                        NONE,
                        everythingBut(
                                "TSAT", lab("14798-3").on(THEN), lab("14800-7").on(THEN))),
                v("V37", "iron and UIBC in one report", NONE, everythingBut("TSAT", ironAndUibc())),
                v(
                        "V66",
                        "FER not performed",
                        "FER",
                        everythingBut("FER", ferritin(THEN).absent("not-performed"))),
                v("V66", "FER masked", NONE, everythingBut("FER", ferritin(THEN).absent("masked"))),
                v("V70", "FER >2000", NONE, everythingBut("FER", valued("2276-4", ">2000", "ng/mL"))));
    }

    private static Part[] ironReport() {
        return new Part[] {
            report("50190-8").results("i", "t"),
            Lab.iron(THEN).id("i"),
            bindingCapacity(THEN).id("t")
        };
    }

    private static Part[] b12TshA1c() {
        return new Part[] {Lab.b12(THEN), tsh(THEN), Lab.hba1c(THEN)};
    }

    private static Part[] ironAndUibc() {
        return new Part[] {
            report("24323-8").results("i", "u"),
            lab("14798-3").id("i").on("2026-10-01T08:00:00Z"),
            lab("22753-8").id("u").on("2026-10-01T10:00:00Z")
        };
    }

    static Stream<Vignette> charting() {
        return Stream.of(
                without("V02", "G25.81, everything done", NONE, Charts.and(everything(), icd("G25.81"))),
                without("V39", "RLS refuted", SILENT, rls().verification("refuted")),
                without("V40", "RLS three times", ALL, rls(), visit(), rls().verification("entered-in-error")),
                without("V43", "family history", SILENT, icd("Z82.0").text("Family history of restless legs")),
                without("V46", "no clinical status", ALL, rls().clinical(null)),
                without("V46", "abated 2024", SILENT, rls().clinical(null).abated("2024")),
                v("V57", "deceased", SILENT, deceased()),
                v("V57", "hospice", SILENT, snomed("385763009")),
                new Vignette(
                        "V71",
                        "observations cannot be read",
                        chart(null, Set.of(Source.OBSERVATIONS), rls()),
                        COULD_NOT_LOOK));
    }

    private static Problem visit() {
        return icd("G25.81").categories("encounter-diagnosis");
    }

    static Stream<Vignette> contextsAndOrders() {
        return Stream.of(
                v("V47", "9 years, FER 40, TSAT 25", NONE, born("2017-05-05"), ferritin(THEN), saturation(THEN)),
                v("V47", "9 years, no labs", "FER TSAT", born("2017-05-05")),
                v("V50", "dialysis, no A1C", NONE, everythingBut("A1C", icd("Z99.2"))),
                v("V51", "haemochromatosis", NONE, Charts.and(everything(), icd("E83.110"))),
                v("V53", "TSH draft 30 d old", "TSH", everythingBut("TSH", draft())),
                v("V55", "completed 3 d ago", NONE, everythingBut("FER", completed("2026-11-17"))),
                v("V55", "completed 40 d ago", "FER", everythingBut("FER", completed("2026-10-11"))),
                v("V59", "Crohn, no B12", "B12", everythingBut("B12", icd("K50.90"))));
    }

    private static Order draft() {
        return order("3016-3").status("draft").authored("2026-10-21");
    }

    private static Order completed(String authored) {
        return order("2276-4").status("completed").authored(authored);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"results", "charting", "contextsAndOrders"})
    void missesWhatTheSpecificationSays(Vignette vignette) {
        assertThat(answer(assess(vignette.chart()))).isEqualTo(vignette.missing());
    }

    private static String answer(Assessment assessment) {
        return switch (assessment) {
            case Assessment.NoAdvice(var why) -> SILENT;
            case Assessment.MedicationsOnly(var advice) -> SILENT;
            case Assessment.IncompleteChart(var diagnosis, var unread) -> COULD_NOT_LOOK;
            case Assessment.Assessed assessed ->
                assessed.missing().isEmpty() ? NONE : String.join(" ", Charts.ids(assessed));
        };
    }
}
