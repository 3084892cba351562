package org.rlsworkup.workup.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.KNOWLEDGE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Ternary;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.support.Tries;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.results.Measurement.Known;

/** Properties of every unit of every shipped analyte, tested with random numbers. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class UnitPropertyTests {
    private static final int NUMBERS = Tries.of(200);

    /** A code with a scale on which its values may be, and a unit of that scale. */
    private record Case(Analyte analyte, Code code, Scale scale, String unit, BigDecimal factor) {
        Measurement read(BigDecimal number, String written) {
            var quantity = new Value.Quantity(null, number, written, null, null);
            return ValueReader.read(analyte, Charts.concept(code), new Measured(quantity, null));
        }

        @Override
        public String toString() {
            return analyte.id() + " " + code.code() + " " + unit;
        }
    }

    static Stream<Case> cases() {
        return KNOWLEDGE.analytes().values().stream()
                .flatMap(analyte -> analyte.codes().entrySet().stream()
                        .flatMap(filing -> filing.getValue().scales().stream()
                                .filter(scale -> !scale.noClass())
                                .flatMap(scale -> scale.accepts().written().entrySet().stream()
                                        .filter(unit -> !scale.isMistakable(unit.getValue()))
                                        .map(unit -> new Case(
                                                analyte, filing.getKey(), scale, unit.getKey(), unit.getValue())))));
    }

    /** Numbers from the plausible range of the scale, with few digits, as a laboratory writes them. */
    private static List<BigDecimal> numbers(Case it) {
        var main = it.analyte().main().plausible();
        var plausible = it.scale().plausible() != null || main == null
                ? it.scale().plausible()
                : it.scale().toMain().undo(main);
        var low = plausible == null ? 1 : plausible.low().doubleValue();
        var high = plausible == null ? 1000 : plausible.high().doubleValue();
        return new Random(it.toString().hashCode())
                .doubles(NUMBERS, low, high)
                .mapToObj(number -> new BigDecimal(number).round(new MathContext(5)))
                .filter(number -> number.doubleValue() >= low && number.doubleValue() <= high)
                .toList();
    }

    /** What a laboratory that uses this unit would send for this amount, in a few digits. */
    private static BigDecimal inUnit(BigDecimal number, Case it) {
        return number.divide(it.factor(), new MathContext(6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void oneAmountInAnyUnitOfAScaleIsOneValue(Case it) {
        assertThat(numbers(it)).hasSizeGreaterThan(NUMBERS / 2).allSatisfy(number -> {
            var sent = inUnit(number, it);
            var read = it.read(sent, it.unit());
            var inCanonical = it.read(sent.multiply(it.factor()), it.scale().unit());

            assertThat(read).isInstanceOf(Known.class);
            assertThat(((Known) read).scale()).isEqualTo(it.scale());
            assertThat(((Known) read).interval()).isEqualTo(((Known) inCanonical).interval());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theSpellingOfAUnitDoesNotMatter(Case it) {
        var number = inUnit(numbers(it).get(0), it);
        var expected = ((Known) it.read(number, it.unit())).interval();

        assertThat(Stream.of(
                        " " + it.unit() + " ",
                        it.unit() + "{remark}",
                        it.unit().replace('L', 'l'),
                        it.unit().replace("[IU]", "IU"),
                        it.unit().replace('u', 'µ'),
                        it.unit().toUpperCase(Locale.ROOT)))
                .allSatisfy(written -> assertThat(it.read(number, written))
                        .asInstanceOf(InstanceOfAssertFactories.type(Known.class))
                        .returns(expected, Known::interval));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aLargerNumberIsALargerValueOnEveryScale(Case it) {
        var sorted = numbers(it).stream().sorted().distinct().toList();
        for (var i = 1; i < sorted.size(); i++) {
            var lower = ((Known) it.read(sorted.get(i - 1), it.scale().unit())).inMain();
            var higher = ((Known) it.read(sorted.get(i), it.scale().unit())).inMain();

            assertThat(lower.is(Comparison.LESS, higher.exact())).isEqualTo(Ternary.TRUE);
        }
    }

    @Test
    void everyAnalyteIsTried() {
        assertThat(cases().map(it -> it.analyte().id()))
                .containsAll(KNOWLEDGE.analytes().keySet());
    }
}
