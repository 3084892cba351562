package org.rlsworkup.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Charts.date;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.rls;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.workup.Order;

/** What a call adds to a chart. */
class ChartTests {
    @Test
    void anOrderThatIsBeingPlacedStandsBesideThoseOnFile() {
        var placed =
                order("2276-4").id("new").status("draft").authored(null).build().placed(date("2026-11-20"));
        assertThat(placed.status()).isEqualTo("active");
        assertThat(placed.authored()).isEqualTo(date("2026-11-20"));

        Order onFile = order("3016-3").id("old");
        assertThat(chart(onFile).withOrders(List.of(placed)).orders())
                .extracting(ServiceRequest::id)
                .containsExactly("old", "new");
    }

    @Test
    void aNewerConditionReplacesTheOneWithItsId() {
        var onFile = chart(rls().id("c1").clinical("active"), rls().id("c2"), rls().id(null));
        var newer = chart(rls().id("c1").clinical("resolved"), rls().id("c3"));

        assertThat(onFile.withConditionsOf(newer).conditions())
                .extracting(Condition::id)
                .containsExactlyInAnyOrder("c1", "c2", "c3", null);
        assertThat(onFile.withConditionsOf(newer).conditions())
                .filteredOn(it -> "c1".equals(it.id()))
                .extracting(Condition::clinicalStatus)
                .containsExactly("resolved");
    }

    @Test
    void whatHasNoVersionsHasNoMeta() {
        var concept = new Concept(List.of(), "Iron");
        assertThat(new Medication("m1", new Product(concept, null, null, List.of())).meta())
                .isSameAs(Meta.NONE);
    }

    @ParameterizedTest
    @CsvSource({"COMPONENTS, OBSERVATIONS", "IN_REPORTS, REPORTS"})
    void nestedResultsAreReadBesideTheirSource(NestedResults nested, Source source) {
        assertThat(nested.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({"LESS, <", "AT_MOST, ≤", "MORE, >", "AT_LEAST, ≥"})
    void aComparisonHasItsSign(Comparison comparison, String sign) {
        assertThat(comparison.sign()).isEqualTo(sign);
    }
}
