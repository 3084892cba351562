package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlsworkup.chart.Source;
import org.springframework.util.unit.DataSize;

class BudgetTests {
    private static final Duration LONG = Duration.ofHours(1);

    private static Budget budget(Duration deadline, long bytes, int pages) {
        return new Budget(
                new FhirLimits(List.of(), FhirLimits.Plan.GATED, deadline, LONG, DataSize.ofBytes(bytes), pages, 2000));
    }

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }

    @Test
    void givesAsManyPagesAsTheLimit() {
        var budget = budget(LONG, 1, 2);

        assertThat(budget.takePage(true)).isTrue();
        assertThat(budget.takePage(true)).isTrue();
        assertThat(budget.takePage(true)).isFalse();
        assertThat(budget.takePage(true)).isFalse();
    }

    @Test
    void givesParallelReadsNoMoreThanTheLimitTogether() {
        var budget = budget(LONG, 1, 100);

        var taken = IntStream.range(0, 1000)
                .parallel()
                .filter(i -> budget.takePage(true))
                .count();

        assertThat(taken).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void keepsHalfOfThePagesForWhatIsNeeded(Source source) {
        var budget = budget(LONG, 1, 4);

        assertThat(IntStream.range(0, 9).filter(i -> budget.takePage(source.isNeeded())))
                .hasSize(source.isNeeded() ? 4 : 2);
        assertThat(budget.takePage(true)).isEqualTo(!source.isNeeded());
    }

    @Test
    void givesNoPageWhenTheTimeIsOver() {
        var budget = budget(Duration.ofNanos(1), 100, 2);

        assertThat(budget.left()).isZero();
        assertThat(budget.takePage(true)).isFalse();
    }

    @Test
    void hasTimeLeftUpToTheDeadline() {
        assertThat(budget(LONG, 1, 1).left()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    void allBodiesTogetherMayCostTheLimit() throws IOException {
        var budget = budget(LONG, 30, 2);

        assertThat(budget.metered(body(10)).readAllBytes()).hasSize(10);
        assertThat(budget.metered(body(20)).readAllBytes()).hasSize(20);
    }

    @Test
    void theBodyThatExceedsTheLimitFailsAndSoDoesEveryFurtherOne() throws IOException {
        var budget = budget(LONG, 29, 2);
        budget.metered(body(10)).readAllBytes();

        assertThatIOException().isThrownBy(() -> budget.metered(body(20)).readAllBytes());
        assertThatIOException().isThrownBy(() -> budget.metered(body(1)).readAllBytes());
    }
}
