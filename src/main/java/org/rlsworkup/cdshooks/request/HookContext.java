package org.rlsworkup.cdshooks.request;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.ServiceRequest;

/** What the user is doing, as the context of the hook says. */
public sealed interface HookContext {

    /** The chart is opened, or an encounter begins. */
    record ChartOpened() implements HookContext {}

    /**
     * Conditions are being added to the problem list.
     *
     * @param chart of these Conditions alone
     */
    record ConditionsCreated(Chart chart) implements HookContext {}

    /**
     * Medicines are being ordered.
     *
     * @param orders those for medicines
     * @param others all orders of other kinds that are being written
     * @param signing whether they are being signed
     */
    record OrdersDrafted(List<MedicationUse> orders, List<ServiceRequest> others, boolean signing)
            implements HookContext {
        public OrdersDrafted {
            orders = List.copyOf(orders);
            others = List.copyOf(others);
        }
    }

    /** Whether orders are being signed. */
    default boolean isSigning() {
        return this instanceof OrdersDrafted(var orders, var others, var signing) && signing;
    }

    /** The context of a call to this service; a member that it lacks is a {@link CdsHooksException}. */
    static HookContext of(HookService service, HookCall call) {
        return switch (service) {
            case WORKUP -> new ChartOpened();
            case ENCOUNTER_START -> {
                if (call.encounterId() == null) {
                    throw CdsHooksException.missing("context.encounterId");
                }
                yield new ChartOpened();
            }
            case ON_DIAGNOSIS ->
                new ConditionsCreated(Chart.of(
                        call.patientId(),
                        call.encounterId(),
                        call.context().createdConditions(call.patientId()),
                        Set.of()));
            case ORDER_SELECT ->
                new OrdersDrafted(
                        call.context().selectedOrders(), call.context().otherOrders(call.patientId()), false);
            case ORDER_SIGN ->
                new OrdersDrafted(call.context().allOrders(), call.context().otherOrders(call.patientId()), true);
        };
    }
}
