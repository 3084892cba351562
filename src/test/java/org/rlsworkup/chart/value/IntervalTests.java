package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.knowledge.analyte.Conversion;

class IntervalTests {
    private static final BigDecimal LIMIT = new BigDecimal("75");

    private static Interval interval(String written) {
        var number = new BigDecimal(written.replaceAll("[<>=]", ""));
        if (written.startsWith("<=")) {
            return Interval.that(Comparison.AT_MOST, number);
        }
        if (written.startsWith(">=")) {
            return Interval.that(Comparison.AT_LEAST, number);
        }
        return switch (written.charAt(0)) {
            case '<' -> Interval.that(Comparison.LESS, number);
            case '>' -> Interval.that(Comparison.MORE, number);
            default -> Interval.exactly(number);
        };
    }

    @ParameterizedTest(name = "{0}: < 75 {1}, ≤ 75 {2}, > 75 {3}, ≥ 75 {4}")
    @CsvSource({
        "74.9, TRUE, TRUE, FALSE, FALSE",
        "75, FALSE, TRUE, FALSE, TRUE",
        "75.0, FALSE, TRUE, FALSE, TRUE",
        "75.1, FALSE, FALSE, TRUE, TRUE",
        "<75, TRUE, TRUE, FALSE, FALSE",
        "<=75, UNKNOWN, TRUE, FALSE, UNKNOWN",
        ">75, FALSE, FALSE, TRUE, TRUE",
        ">=75, FALSE, UNKNOWN, UNKNOWN, TRUE",
        "<74, TRUE, TRUE, FALSE, FALSE",
        "<76, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        ">74, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        ">76, FALSE, FALSE, TRUE, TRUE",
        ">=76, FALSE, FALSE, TRUE, TRUE",
    })
    void isComparedWithALimit(String written, Ternary less, Ternary atMost, Ternary more, Ternary atLeast) {
        var interval = interval(written);

        assertThat(interval.is(Comparison.LESS, LIMIT)).isEqualTo(less);
        assertThat(interval.is(Comparison.AT_MOST, LIMIT)).isEqualTo(atMost);
        assertThat(interval.is(Comparison.MORE, LIMIT)).isEqualTo(more);
        assertThat(interval.is(Comparison.AT_LEAST, LIMIT)).isEqualTo(atLeast);
    }

    @Test
    void isUnknownWhereTheLimitLiesWithin() {
        var range = Interval.between(BigDecimal.TEN, new BigDecimal("80"));

        assertThat(range.is(Comparison.AT_MOST, LIMIT)).isEqualTo(Ternary.UNKNOWN);
        assertThat(range.is(Comparison.AT_MOST, new BigDecimal("80"))).isEqualTo(Ternary.TRUE);
        assertThat(range.is(Comparison.LESS, BigDecimal.TEN)).isEqualTo(Ternary.FALSE);
    }

    @Test
    void isEqualByNumberNotByZeros() {
        assertThat(interval("42.00")).isEqualTo(interval("42")).hasSameHashCodeAs(interval("42"));
        assertThat(interval("42.01")).isNotEqualTo(interval("42"));
    }

    @Test
    void isOneNumberOnlyIfBothEndsAre() {
        assertThat(interval("42").exact()).isEqualByComparingTo("42");
        assertThat(interval("<42").exact()).isNull();
        assertThat(Interval.between(BigDecimal.ONE, BigDecimal.TEN).exact()).isNull();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"42.06, 42.1", "42.04, 42", "300, 300", "<5, <5", "<=5.55, <=5.6", ">2000, >2000", ">=7, >=7"})
    void isWrittenAsASentenceHasIt(String interval, String written) {
        assertThat(interval(interval).written(1)).isEqualTo(written);
    }

    @Test
    void isWrittenWithBothEndsOrWithoutAny() {
        assertThat(Interval.between(new BigDecimal("11.34"), new BigDecimal("12.5"))
                        .written(1))
                .isEqualTo("11.3-12.5");
        assertThat(Interval.between(null, null).written(1)).isEmpty();
    }

    @Test
    void hasItsEndsTheRightWayRound() {
        assertThatThrownBy(() -> Interval.between(BigDecimal.TEN, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("10");
    }

    @Test
    void printsNoValue() {
        assertThat(interval("42").toString()).doesNotContain("42");
    }

    @ParameterizedTest(name = "{0} of {1}, added {2} → {3}")
    @CsvSource({
        "45, 400, false, 0.1125",
        "10, 50, true, 0.1666666667",
        "45, 55, true, 0.45",
        "<40, 400, false, <0.1",
        "40, >400, false, <0.1",
        "40, <400, false, >0.1",
        ">40, 400, false, >0.1",
        ">40, 360, true, 0.1-1",
        "<40, <400, false, ''",
    })
    void hasAShareInAnother(String part, String whole, boolean plusPart, String share) {
        var written = Interval.share(interval(part), interval(whole), plusPart).written(10);

        assertThat(written.replaceFirst("^0-", "<").replaceFirst("^>=?0$", "")).isEqualTo(share);
    }

    @Test
    void hasAShareThatIncludesItsEndsOnlyWhereBothDo() {
        var below = Interval.share(interval("<40"), interval("400"), false);

        assertThat(below.is(Comparison.LESS, new BigDecimal("0.1"))).isEqualTo(Ternary.TRUE);
        assertThat(Interval.share(interval("<=40"), interval("400"), false).is(Comparison.LESS, new BigDecimal("0.1")))
                .isEqualTo(Ternary.UNKNOWN);
        assertThat(Interval.share(interval("40"), interval(">=400"), false).is(Comparison.LESS, new BigDecimal("0.1")))
                .isEqualTo(Ternary.UNKNOWN);
        assertThat(Interval.share(interval("40"), interval("<400"), false).is(Comparison.MORE, new BigDecimal("0.1")))
                .isEqualTo(Ternary.TRUE);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}, or: {3}")
    @CsvSource({
        "TRUE, TRUE, TRUE, TRUE",
        "TRUE, FALSE, FALSE, TRUE",
        "TRUE, UNKNOWN, UNKNOWN, TRUE",
        "FALSE, FALSE, FALSE, FALSE",
        "FALSE, UNKNOWN, FALSE, UNKNOWN",
        "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
    })
    void isCombinedAsKleeneDoes(Ternary one, Ternary other, Ternary both, Ternary either) {
        assertThat(one.and(other)).isEqualTo(both).isEqualTo(other.and(one));
        assertThat(one.or(other)).isEqualTo(either).isEqualTo(other.or(one));
    }

    @ParameterizedTest
    @EnumSource
    void isItselfWhenTurnedTwice(Ternary truth) {
        assertThat(truth.not().not()).isEqualTo(truth);
        assertThat(Ternary.of(true).not()).isEqualTo(Ternary.FALSE);
    }

    @ParameterizedTest(name = "× {0} / {1} + {2}")
    @CsvSource({"0.445, 1, 0", "1, 0.7378, 0", "0.09148, 1, 2.152", "2, 3, 4"})
    void comesBackFromAConversion(BigDecimal times, BigDecimal dividedBy, BigDecimal plus) {
        var there = new Conversion(times, dividedBy, plus);

        assertThat(there.undo(there.apply(interval("<180"))).written(10)).isEqualTo("<180");
        assertThat(Conversion.NONE.apply(interval("180"))).isEqualTo(interval("180"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
    void isNeverTurnedRoundByAConversion(BigDecimal times, BigDecimal dividedBy) {
        assertThatThrownBy(() -> new Conversion(times, dividedBy, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
