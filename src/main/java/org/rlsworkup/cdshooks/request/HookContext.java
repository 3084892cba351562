package org.rlsworkup.cdshooks.request;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.MedicationUse;

/** What a call asks about. */
public sealed interface HookContext {

    /** The chart as it is on file. */
    record ChartOpened() implements HookContext {
        private static final ChartOpened ONLY = new ChartOpened();
    }

    /**
     * What is charted at this moment.
     *
     * @param charted the Conditions of the call alone
     */
    record ConditionsCreated(Chart charted) implements HookContext {}

    /**
     * Medicines as they are being ordered.
     *
     * @param orders the orders for medicines
     * @param signing whether they are being signed
     */
    record OrdersDrafted(List<MedicationUse> orders, boolean signing) implements HookContext {
        public OrdersDrafted {
            orders = List.copyOf(orders);
        }
    }

    /**
     * The question of this call.
     *
     * @throws CdsHooksException naming what the hook demands and the call has not
     */
    static HookContext of(HookService service, HookCall call) {
        return switch (service) {
            case WORKUP -> ChartOpened.ONLY;
            case ENCOUNTER_START -> {
                if (call.encounterId() == null) {
                    throw CdsHooksException.missing("context.encounterId");
                }
                yield ChartOpened.ONLY;
            }
            case ON_DIAGNOSIS ->
                new ConditionsCreated(Chart.of(
                        call.patientId(),
                        call.encounterId(),
                        call.context().chartedConditions(call.patientId()),
                        Set.of()));
            case ORDER_SELECT -> new OrdersDrafted(call.context().selectedOrders(), false);
            case ORDER_SIGN -> new OrdersDrafted(call.context().allOrders(), true);
        };
    }
}
