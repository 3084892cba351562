package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Stream;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.knowledge.analyte.Scale;

/** Compares every shipped unit with UCUM: a factor may be mistyped, and a unit assigned to a wrong scale. */
@Execution(ExecutionMode.CONCURRENT)
class UcumTests {
    private static final UcumEssenceService UCUM = ucum();

    /**
     * Not UCUM's: how laboratories write TSH, eGFR and ratios in plain text; equivalents, which for an ion of two
     * charges are half as many moles; and remarks that are no annotation.
     */
    private static final Set<String> PLAIN_TEXT = Set.of(
            "mIU/L",
            "mU/L",
            "uU/mL",
            "mL/min/1.73m2",
            "mL/min/1.73_m2",
            "mL/min/1.73 sq m",
            "mL/min/1.73",
            "mL/s/1.73m2",
            "gm/dL",
            "mEq/L");

    private record Case(String analyte, Scale scale, String unit, String factor) {
        @Override
        public String toString() {
            return analyte + " " + unit + " = " + factor + " " + scale.unit();
        }
    }

    private static UcumEssenceService ucum() {
        try {
            return new UcumEssenceService(UcumTests.class.getResourceAsStream("/ucum-essence.xml"));
        } catch (UcumException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Case> units() {
        return Yaml.load(Yaml.SHIPPED, null).analytes().values().stream()
                .flatMap(analyte -> analyte.scales().stream()
                        .flatMap(scale -> scale.accepts().written().entrySet().stream()
                                .filter(unit -> !PLAIN_TEXT.contains(unit.getKey())
                                        && !unit.getKey().contains(" "))
                                .map(unit -> new Case(
                                        analyte.id(),
                                        scale,
                                        unit.getKey(),
                                        unit.getValue().toPlainString()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void givesTheSameFactor(Case it) throws UcumException {
        var canonical =
                it.scale().unit().equals("mIU/L") ? "m[IU]/L" : it.scale().unit();
        var factor = UCUM.convert(new Decimal(1), it.unit(), canonical);

        assertThat(new BigDecimal(factor.asDecimal())).isCloseTo(new BigDecimal(it.factor()), withinPercentage(1e-9));
    }

    @Test
    void isNotAskedAboutHbA1c() throws UcumException {
        // Its arithmetic would turn 48 mmol/mol into 4.8 %: that conversion is medicine, and stands in the knowledge.
        assertThat(UCUM.convert(new Decimal(48), "mmol/mol", "%").asDecimal()).isEqualTo("4.8");
    }

    @Test
    void knowsTheUnitsThatAreShipped() {
        assertThat(units().map(Case::unit).distinct().count()).isGreaterThan(30);
        assertThatCode(() -> units().forEach(
                                it -> assertThat(UCUM.validate(it.unit())).isNull()))
                .doesNotThrowAnyException();
    }
}
