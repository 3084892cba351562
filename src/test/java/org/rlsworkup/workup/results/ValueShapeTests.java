package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.results.Values.UCUM;
import static org.rlsworkup.workup.results.Values.limit;
import static org.rlsworkup.workup.results.Values.normal;
import static org.rlsworkup.workup.results.Values.onScale;
import static org.rlsworkup.workup.results.Values.quantity;
import static org.rlsworkup.workup.results.Values.read;
import static org.rlsworkup.workup.results.Values.readText;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.LabRange;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.Measurement.ValueProblem;

/** Every form of a value. */
@Execution(ExecutionMode.CONCURRENT)
class ValueShapeTests {
    private static ValueProblem why(Measurement measurement) {
        return ((Measurement.NotInterpretable) measurement).why();
    }

    @Nested
    class AQuantity {
        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({
            "<5 ng/mL, <5 ng/mL",
            "<=5 ng/mL, <=5 ng/mL",
            ">2000 ng/mL, >2000 ng/mL",
            ">=2000 ng/mL, >=2000 ng/mL",
            "<0.5 ng/mL, <0.5 ng/mL",
            "<0.4 ng/mL, IMPLAUSIBLE",
            "<0 ng/mL, IMPLAUSIBLE",
            ">100000 ng/mL, >100000 ng/mL",
            ">100001 ng/mL, IMPLAUSIBLE",
            "-42 ng/mL, IMPLAUSIBLE",
            "0 ng/mL, IMPLAUSIBLE",
            "1E+3 ng/mL, 1000 ng/mL",
            "1E+999 ng/mL, IMPLAUSIBLE",
            "1E-999 ng/mL, IMPLAUSIBLE",
            "1E+2147483647 ng/mL, IMPLAUSIBLE",
        })
        void isAnInterval(String sent, String expected) {
            assertThat(onScale(read("2276-4", sent))).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ad", "~", "", "< "})
        void isNoNumberWithAnotherComparator(String comparator) {
            var odd = new Value.Quantity(comparator, BigDecimal.TEN, "ng/mL", null, null);

            assertThat(why(read("2276-4", odd))).isEqualTo(ValueProblem.NO_NUMBER);
        }

        @Test
        void isNoValueWithoutANumber() {
            assertThat(why(read("2276-4", new Value.Quantity(null, null, "ng/mL", null, null))))
                    .isEqualTo(ValueProblem.NO_VALUE);
        }

        @ParameterizedTest(name = "unit {0}, code {1} of {2} → {3}")
        @CsvSource({
            // the code decides, and where it contradicts the text it holds
            "ng/mL, pmol/L, http://unitsofmeasure.org, UNIT_MISMATCH",
            "pmol/L, ng/mL, http://unitsofmeasure.org, 42 ng/mL",
            "furlongs, ng/mL, http://unitsofmeasure.org, 42 ng/mL",
            "ng/mL, furlongs, http://unitsofmeasure.org, UNIT_MISMATCH",
            // a code that says nothing leaves it to the text
            "ng/mL, {result}, http://unitsofmeasure.org, 42 ng/mL",
            "ng/mL, ' ', http://unitsofmeasure.org, 42 ng/mL",
            "ng/mL, 4711, http://lab.example/units, 42 ng/mL",
            "ng/mL, 4711, , 42 ng/mL",
            "{result}, 4711, , UNIT_MISMATCH",
            ", ng/mL, , 42 ng/mL",
            "{result}, {result}, http://unitsofmeasure.org, NO_UNIT",
            ", , http://unitsofmeasure.org, NO_UNIT",
        })
        void hasItsUnitByCodeFirst(String unit, String code, String system, String expected) {
            var sent = new Value.Quantity(null, new BigDecimal("42"), unit, system, code);

            assertThat(onScale(read("2276-4", sent))).isEqualTo(expected);
        }

        @Test
        void isShownAsSent() {
            assertThat(read("2276-4", "<5 ng/mL").asSent()).isEqualTo("<5 ng/mL");
            assertThat(read("2276-4", "42.00 NG/ML").asSent()).isEqualTo("42.00 NG/ML");
            assertThat(read("2276-4", "42 furlongs").asSent()).isEqualTo("42 furlongs");
            assertThat(read("2276-4", quantity("42", "ng/mL")).asSent()).isEqualTo("42 ng/mL");
            assertThat(read("2276-4", quantity("42 µg/l", "ug/L")).asSent()).isEqualTo("42 µg/l");
            assertThat(read("2276-4", "1E+3 ng/mL").asSent()).isEqualTo("1000 ng/mL");
            assertThat(read("2276-4", "1E+999 ng/mL").asSent()).isEqualTo("1E+999 ng/mL");
        }

        @Test
        void isNotToldByTheUnitTextIfTheCodeIsInAnotherUnit() {
            var sent = new Value.Quantity(null, new BigDecimal("44"), "%", UCUM, "mmol/mol");

            assertThat(onScale(read("59261-8", sent))).isEqualTo("44 mmol/mol");
        }
    }

    @Nested
    class AText {
        @ParameterizedTest(name = "''{0}'' → {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "42 ng/mL | 42 ng/mL",
                    "' 42ng/mL ' | 42 ng/mL",
                    "<5 ng/mL | <5 ng/mL",
                    "< 5 ng/mL | <5 ng/mL",
                    "≤5 ng/mL | <=5 ng/mL",
                    "<=5 ng/mL | <=5 ng/mL",
                    "≥ 2000 ug/L | >=2000 ng/mL",
                    ">2000 ug/L | >2000 ng/mL",
                    "42.5 ng/mL | 42.5 ng/mL",
                    "42,5 ng/mL | 42.5 ng/mL",
                    "42,50 ng/mL | 42.5 ng/mL",
                    "1,5678 ng/mL | 1.5678 ng/mL",
                    "1,234 ng/mL | 1234 ng/mL",
                    "1,234.5 ng/mL | 1234.5 ng/mL",
                    "1.234 ng/mL | AMBIGUOUS",
                    ".75 ng/mL | 0.75 ng/mL",
                    "0,750 ng/mL | NO_NUMBER",
                    "1.234,5 ng/mL | NO_NUMBER",
                    "1.234.567 ng/mL | NO_NUMBER",
                    "12,34,567 ng/mL | NO_NUMBER",
                    "42. ng/mL | NO_NUMBER",
                    "1e3 ng/mL | NO_NUMBER",
                    "42 pmol/L | UNIT_MISMATCH",
                    "42 see note | NO_NUMBER",
                    "42 ng/mL (low) | 42 ng/mL",
                    "42 ng/mL(low) | 42 ng/mL",
                    "42 ng/mL [low, fasting] | 42 ng/mL",
                    "42 ng/mL; fasting | 42 ng/mL",
                    "42 (low) | NO_UNIT",
                    "42(low) | NO_UNIT",
                    "42 {serum} (low) | NO_UNIT",
                    "42 ng/mL (before 17) | NO_NUMBER",
                    "42 furlongs/week (low) | NO_NUMBER",
                    "about 42 ng/mL | NO_NUMBER",
                    "10 - 20 ng/mL | NO_NUMBER",
                    "-42 ng/mL | NO_NUMBER",
                    "42 | NO_UNIT",
                    "42 {serum} | NO_UNIT",
                    "negative | NO_NUMBER",
                    "see note | NO_NUMBER",
                    "normal | NO_NUMBER",
                    "NaN | NO_NUMBER",
                    "< ng/mL | NO_NUMBER",
                    "'' | NO_NUMBER",
                })
        void isANumberOnlyIfItIsNothingElse(String text, String expected) {
            assertThat(onScale(readText("2276-4", text))).isEqualTo(expected);
        }

        @ParameterizedTest(name = "'{0}' of {1} → {2}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "4548-4 | 6.1 % (high) | 6.1 %",
                    "4548-4 | 6.1 %[high] | 6.1 %",
                    "4548-4 | 6.1 %; high | NO_NUMBER",
                    "4548-4 | 6.1 % change | NO_NUMBER",
                    "98979-8 | 58 mL/min/1.73m2 (low) | 58 mL/min/{1.73_m2}",
                    "98979-8 | 58 mL/min/1.73 m2; low | 58 mL/min/{1.73_m2}",
                    "98979-8 | 58 mL/min (1.8 of 2) | NO_NUMBER",
                })
        void mayBeFollowedByARemark(String loinc, String text, String expected) {
            assertThat(onScale(readText(loinc, text))).isEqualTo(expected);
        }

        /** A point before three digits separates thousands in some countries. */
        @ParameterizedTest(name = "'{0}' in {1} to {2} → {3}")
        @CsvSource({
            // Not a tenth of the lower limit, not ten times the upper one.
            "1.234 ng/mL, 15, 150, 1234 ng/mL",
            "1.500 ng/mL, 15, 149, 1.5 ng/mL",
            "1.500 ng/mL, 16, 150, 1500 ng/mL",
            "1.500 ng/mL, 16, 149, AMBIGUOUS",
            "1.500 ng/mL, 15, 150, AMBIGUOUS",
            "1.500 ng/mL, 15, , AMBIGUOUS",
            "1.500 ng/mL, 16, , 1500 ng/mL",
            "1.500 ng/mL, , 150, AMBIGUOUS",
            "1.500 ng/mL, , 149, 1.5 ng/mL",
            "1.500 ng/mL, , , AMBIGUOUS",
        })
        void isReadAsIsNearTheReferenceRange(
                String text, @Nullable String low, @Nullable String high, String expected) {
            assertThat(onScale(readText("2276-4", text, normal(low, high)))).isEqualTo(expected);
        }

        @Test
        void isReadByTheFirstRangeThatTells() {
            assertThat(onScale(readText("2276-4", "1.500 ng/mL", normal("15", "150"), normal("16", "150"))))
                    .isEqualTo("1500 ng/mL");
        }

        @Test
        void isReadAsTheOnlyPlausibleNumberWithoutARange() {
            assertThat(onScale(readText("4548-4", "5.612 %"))).isEqualTo("5.612 %");
            assertThat(onScale(readText("4548-4", "5.612 furlongs"))).isNotEqualTo("5.612 %");
        }

        @Test
        void mayHaveItsUnitInTheReferenceRange() {
            assertThat(onScale(readText("2276-4", "42", normal("15 ng/mL", "150 ng/mL"))))
                    .isEqualTo("42 ng/mL");
            assertThat(onScale(readText("2276-4", "0.042", normal("0.015 mg/L", null))))
                    .isEqualTo("42 ng/mL");
            assertThat(onScale(readText("2276-4", "42", normal("15 ng/mL", null), normal(null, "150 ug/L"))))
                    .isEqualTo("42 ng/mL");
        }

        @Test
        void hasNoUnitIfTheReferenceRangesAreOfTwoMinds() {
            assertThat(onScale(readText("35209-6", "42", normal("15 ng/mL", "300 pmol/L"))))
                    .isEqualTo("NO_UNIT");
            assertThat(onScale(readText("2276-4", "42", normal("15", "150")))).isEqualTo("NO_UNIT");
            assertThat(onScale(readText("2276-4", "42", normal("15 furlongs", null))))
                    .isEqualTo("NO_UNIT");
        }

        @Test
        void keepsItsOwnUnitWhateverTheReferenceRangeSays() {
            assertThat(onScale(readText("2276-4", "42 ng/mL", normal("0.015 mg/L", null))))
                    .isEqualTo("42 ng/mL");
        }

        @Test
        void isShownAsSentButNotWithoutEnd() {
            assertThat(readText("2276-4", " see <b>note</b> ").asSent()).isEqualTo("see <b>note</b>");
            assertThat(readText("2276-4", "🦵".repeat(5000)).asSent())
                    .hasSizeLessThanOrEqualTo(101)
                    .endsWith("🦵…");
        }
    }

    @Nested
    class ARange {
        @ParameterizedTest(name = "{0} to {1} → {2}")
        @CsvSource({
            "5 ng/mL, 10 ng/mL, 5-10 ng/mL",
            "5 ng/mL, 10 mg/L, UNIT_MISMATCH",
            "5 ng/mL, 10, 5-10 ng/mL",
            ", 10 ng/mL, <=10 ng/mL",
            "5 ng/mL, , >=5 ng/mL",
            "10 ng/mL, 5 ng/mL, NO_NUMBER",
            "5 pmol/L, 10 pmol/L, UNIT_MISMATCH",
            "5, 10, NO_UNIT",
            ", , NO_VALUE",
        })
        void isAnInterval(String low, String high, String expected) {
            assertThat(onScale(read("2276-4", new Value.Range(limit(low), limit(high)))))
                    .isEqualTo(expected);
        }

        @Test
        void isShownAsSent() {
            assertThat(read("2276-4", new Value.Range(limit("5 ng/mL"), limit("10 ng/mL")))
                            .asSent())
                    .isEqualTo("5-10 ng/mL");
            assertThat(read("2276-4", new Value.Range(null, limit("10 ng/mL"))).asSent())
                    .isEqualTo("<=10 ng/mL");
            assertThat(read("2276-4", new Value.Range(limit("5 ng/mL"), null)).asSent())
                    .isEqualTo(">=5 ng/mL");
        }
    }

    @Nested
    class AnythingElse {
        @Test
        void isAWholeNumberWithTheUnitOfTheReferenceRange() {
            var value = new Value.Unitless(new BigDecimal("42"));

            assertThat(onScale(read("2276-4", value))).isEqualTo("NO_UNIT");
            assertThat(onScale(read(
                            "2276-4",
                            new Measured(value, null, List.of(normal("15 ng/mL", "150 ng/mL")), null, List.of()))))
                    .isEqualTo("42 ng/mL");
            assertThat(read("2276-4", value).asSent()).isEqualTo("42");
        }

        @Test
        void isNoNumber() {
            assertThat(why(read("2276-4", new Value.Other()))).isEqualTo(ValueProblem.NO_NUMBER);
        }

        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({
            "masked, WITHHELD",
            "not-permitted, WITHHELD",
            "unsupported, WITHHELD",
            "as-text, WITHHELD",
            "unknown, NO_VALUE",
            ", NO_VALUE",
        })
        void isAbsentForAReason(String reason, ValueProblem expected) {
            assertThat(why(read("2276-4", new Measured(null, reason)))).isEqualTo(expected);
            assertThat(why(read("41995-2", new Measured(null, reason)))).isEqualTo(expected);
        }

        @Test
        void hasNoClassWhateverItsUnit() {
            assertThat(why(read("27975-2", "5 furlongs"))).isEqualTo(ValueProblem.NOT_CLASSED);
            assertThat(read("27975-2", "5 ng/mL").asSent()).isEqualTo("5 ng/mL");
        }
    }

    @Nested
    class TheReferenceRange {
        private Known ferritin(ReferenceRange... ranges) {
            return (Known) read("2276-4", new Measured(quantity("42 ng/mL"), null, List.of(ranges), "L", List.of()));
        }

        private static ReferenceRange range(String low, String high, String kind, boolean special) {
            return new ReferenceRange(limit(low), limit(high), kind, special);
        }

        private static LabRange expected(String low, String high) {
            return new LabRange(low == null ? null : new BigDecimal(low), high == null ? null : new BigDecimal(high));
        }

        @Test
        void isTheOnlyOne() {
            assertThat(ferritin(normal("15 ng/mL", "150 ng/mL")).labRange()).isEqualTo(expected("15", "150"));
            assertThat(ferritin(normal(null, "150 ng/mL")).labRange()).isEqualTo(expected(null, "150"));
            assertThat(ferritin(range("15 ng/mL", null, null, true)).labRange()).isEqualTo(expected("15", null));
            assertThat(ferritin().labRange()).isEqualTo(LabRange.NONE);
        }

        @Test
        void isTheOneForEverybodyAndOfType_normal() {
            var normal = range("15 ng/mL", "150 ng/mL", "normal", false);

            assertThat(ferritin(range("1 ng/mL", "2 ng/mL", null, true), range("15 ng/mL", "150 ng/mL", null, false))
                            .labRange())
                    .isEqualTo(expected("15", "150"));
            assertThat(ferritin(range("1 ng/mL", "2 ng/mL", null, false), normal)
                            .labRange())
                    .isEqualTo(expected("15", "150"));
            assertThat(ferritin(range("1 ng/mL", "2 ng/mL", "treatment", false), normal)
                            .labRange())
                    .isEqualTo(expected("15", "150"));
        }

        @Test
        void isNoneWhereItCannotBeTold() {
            assertThat(ferritin(normal("15 ng/mL", null), normal("20 ng/mL", null))
                            .labRange())
                    .isEqualTo(LabRange.NONE);
            assertThat(ferritin(range("1 ng/mL", "2 ng/mL", "treatment", false)).labRange())
                    .isEqualTo(LabRange.NONE);
            assertThat(ferritin(normal("150 ng/mL", "15 ng/mL")).labRange()).isEqualTo(LabRange.NONE);
            assertThat(ferritin(normal("15 furlongs", null)).labRange()).isEqualTo(LabRange.NONE);
            assertThat(ferritin(normal("1E+999 ng/mL", null)).labRange()).isEqualTo(LabRange.NONE);
        }

        @Test
        void isPutOnTheScaleOfTheValue() {
            assertThat(ferritin(normal("0.015 mg/L", "150")).labRange()).isEqualTo(expected("15.000", "150"));
            assertThat(ferritin(normal("200 pmol/L", null)).labRange().low()).isEqualByComparingTo("89");

            var urea = (Known) read(
                    "3091-6",
                    new Measured(
                            quantity("42.8 mg/dL"), null, List.of(normal("15 mg/dL", "45 mg/dL")), null, List.of()));
            assertThat(urea.labRange()).isEqualTo(expected("15", "45"));
        }

        @Test
        void standsBesideTheFlagOfTheLaboratory() {
            assertThat(ferritin().flag()).isEqualTo("L");
        }
    }

    @Nested
    class UnderSeveralCodes {
        private Measurement b12(String sent, String... loinc) {
            var codings = List.of(loinc).stream()
                    .map(it -> new Concept.Coding(Code.loinc(it), null))
                    .toList();
            return ValueReader.read(
                    Charts.KNOWLEDGE.analyte("B12"), new Concept(codings, null), new Measured(quantity(sent), null));
        }

        @Test
        void mayHaveTheUnitOfAny() {
            assertThat(onScale(b12("120 pmol/L", "2132-9", "14685-2"))).isEqualTo("120 pmol/L");
            assertThat(onScale(b12("120 ng/L", "2132-9", "14685-2"))).isEqualTo("120 ng/L");
            assertThat(onScale(b12("120 pmol/L", "2132-9", "26916-7"))).isEqualTo("UNIT_MISMATCH");
        }
    }

    /** Whatever a laboratory sends, it is understood or it is not; nothing is thrown, and nothing takes long. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void survivesGarbage(long seed) {
        var random = new Random(seed);
        var codes = Charts.KNOWLEDGE.analytes().values().stream()
                .flatMap(analyte -> analyte.codes().keySet().stream())
                .filter(Code::isLoinc)
                .map(Code::code)
                .sorted()
                .toList();
        for (var i = 0; i < 20_000; i++) {
            var code = codes.get(random.nextInt(codes.size()));
            var ranges = Collections.nCopies(
                    random.nextInt(3),
                    new ReferenceRange(garbageQuantity(random), garbageQuantity(random), null, random.nextBoolean()));
            assertThat(read(code, new Measured(garbage(random), null, ranges, null, List.of()))
                            .asSent())
                    .hasSizeLessThan(200);
        }
    }

    private static Value garbage(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Value.Text(garbageText(random) + garbageText(random));
            case 1 -> new Value.Range(garbageQuantity(random), garbageQuantity(random));
            case 2 -> new Value.Unitless(garbageNumber(random));
            case 3 -> new Value.Other();
            default -> garbageQuantity(random);
        };
    }

    private static Value.Quantity garbageQuantity(Random random) {
        var unit = garbageText(random);
        return new Value.Quantity(
                random.nextInt(3) == 0 ? garbageText(random) : null,
                random.nextInt(9) == 0 ? null : garbageNumber(random),
                random.nextInt(5) == 0 ? null : unit,
                random.nextBoolean() ? UCUM : null,
                random.nextBoolean() ? unit : null);
    }

    private static BigDecimal garbageNumber(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new BigDecimal("1E+2147483647");
            case 1 -> new BigDecimal("1E-2147483647");
            case 2 -> new BigDecimal("-1e999");
            case 3 -> BigDecimal.ZERO;
            case 4 -> new BigDecimal("9".repeat(60));
            default -> BigDecimal.valueOf(random.nextDouble() * 1000);
        };
    }

    private static String garbageText(Random random) {
        var texts = List.of(
                "",
                " ",
                "<",
                ">=",
                "ad",
                "NaN",
                "1e999",
                "42",
                "1,2,3",
                ",",
                ".",
                "ng/mL",
                "mmol/mol",
                "%",
                "1",
                "{",
                "}",
                "{}",
                "{creat}",
                "mc",
                "µ",
                "[IU]",
                "\u0000",
                "\uD800",
                "🦵",
                "mL/min/{1.73_m2}",
                "9".repeat(70));
        var text = texts.get(random.nextInt(texts.size()));
        return random.nextInt(200) == 0 ? "x".repeat(10_000) : text;
    }
}
