package org.rlsworkup.cdshooks;

import java.time.ZonedDateTime;
import java.util.Set;
import org.rlsworkup.cdshooks.request.HookContext;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.fhir.server.FhirLimits.Plan;
import org.rlsworkup.fhir.server.ReadPlan;
import org.rlsworkup.workup.Workup;

/**
 * Loads the chart of a call in at most three steps: the Conditions, the rest if they show RLS, and medicines that only a
 * reference names. The plan of each step is a pure function of the hook context and of the chart as read so far.
 */
final class ChartLoader {
    private static final ReadPlan CONDITIONS = ReadPlan.of(Set.of(Source.CONDITIONS));

    private final ChartReader charts;
    private final Workup workup;

    ChartLoader(ChartReader charts, Workup workup) {
        this.charts = charts;
        this.workup = workup;
    }

    /** @param prior looked up while the chart is being read, or not yet where nothing has to be read */
    FetchedChart load(ChartRequest request, HookContext context, PriorResponses.Lookup prior, ZonedDateTime now) {
        try (var fetch = charts.open(request, now)) {
            if (!fetch.isComplete()) {
                var all = ReadPlan.of(request.sources());
                fetch.start(first(context, all));
                var rest = second(context, all, fetch.chart(), now);
                // Each page of Conditions may show RLS: what else is needed is read beside the pages that follow.
                while (rest.isEmpty() && fetch.awaitConditions()) {
                    rest = second(context, all, fetch.chart(), now);
                }
                if (!rest.isEmpty() && fetch.start(rest)) {
                    prior.start();
                }
                fetch.await(rest);
            }
            var medications = third(context, fetch.chart(), now);
            fetch.start(medications);
            fetch.await(medications);
            var read = fetch.result();
            return context instanceof HookContext.ConditionsCreated(var charted)
                    ? read.withConditionsOf(charted)
                    : read;
        }
    }

    /** The Conditions, or everything where RLS is known already or all reads are to start at once. */
    private ReadPlan first(HookContext context, ReadPlan all) {
        return context instanceof HookContext.ConditionsCreated || charts.plan() == Plan.EAGER ? all : CONDITIONS;
    }

    /** Everything where the Conditions read so far show RLS, or else nothing. */
    private ReadPlan second(HookContext context, ReadPlan all, Chart chart, ZonedDateTime now) {
        return context instanceof HookContext.ConditionsCreated || workup.hasRls(chart, now) ? all : ReadPlan.NOTHING;
    }

    private ReadPlan third(HookContext context, Chart chart, ZonedDateTime now) {
        return ReadPlan.ofMedications(
                context instanceof HookContext.OrdersDrafted(var orders, var signing)
                        ? workup.medicationsToLookUp(orders, chart, now)
                        : workup.medicationsToLookUp(chart, now));
    }
}
