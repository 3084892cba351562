package org.rlsworkup.cdshooks.request;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.MedicationUse;

/** What a call asks about. */
public sealed interface Question {

    /** The chart as it is on file. */
    record OfChart() implements Question {
        private static final OfChart ONLY = new OfChart();
    }

    /**
     * What is charted at this moment.
     *
     * @param charted the Conditions of the call alone
     */
    record OfCharting(Chart charted) implements Question {}

    /**
     * Medicines as they are being ordered.
     *
     * @param orders the orders for medicines
     * @param signing whether they are being signed
     */
    record OfOrders(List<MedicationUse> orders, boolean signing) implements Question {
        public OfOrders {
            orders = List.copyOf(orders);
        }
    }

    /**
     * The question of this call.
     *
     * @throws CallProblem naming what the hook demands and the call has not
     */
    static Question of(HookService service, HookCall call) {
        return switch (service) {
            case WORKUP -> OfChart.ONLY;
            case ENCOUNTER_START -> {
                if (call.encounterId() == null) {
                    throw CallProblem.missing("context.encounterId");
                }
                yield OfChart.ONLY;
            }
            case ON_DIAGNOSIS ->
                new OfCharting(Chart.of(
                        call.patientId(),
                        call.encounterId(),
                        call.context().chartedConditions(call.patientId()),
                        Set.of()));
            case ORDER_SELECT -> new OfOrders(call.context().selectedOrders(), false);
            case ORDER_SIGN -> new OfOrders(call.context().allOrders(), true);
        };
    }
}
