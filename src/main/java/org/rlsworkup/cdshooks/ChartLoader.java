package org.rlsworkup.cdshooks;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
record ChartLoader(ChartReader charts, Workup workup) {
    /** @param meanwhile run once the whole chart is being read; not at all where nothing has to be read */
    FetchedChart load(ChartRequest request, HookContext context, Runnable meanwhile, ZonedDateTime now) {
        try (var fetch = charts.open(request, now)) {
            if (!fetch.isComplete()) {
                var all = ReadPlan.of(request.sources());
                var isCharting = context instanceof HookContext.ConditionsCreated;
                fetch.start(isCharting || charts.plan() == Plan.EAGER ? all : ReadPlan.of(Set.of(Source.CONDITIONS)));
                var rest = second(context, all, fetch.chart(), now);
                // Each page of Conditions may show RLS: what else is needed is read beside the pages that follow.
                while (rest.isEmpty() && fetch.awaitConditions()) {
                    rest = second(context, all, fetch.chart(), now);
                }
                if (!rest.isEmpty() && fetch.start(rest)) {
                    meanwhile.run();
                }
                fetch.await(rest, (read, before) -> workup.openCodes(read, before, now));
            }
            var medications = ReadPlan.ofMedications(medications(request, context, fetch.chart(), now));
            fetch.start(medications);
            fetch.awaitMedications();
            var read = fetch.result();
            return context instanceof HookContext.ConditionsCreated(var charted)
                    ? read.withConditionsOf(charted)
                    : read;
        }
    }

    private List<String> medications(ChartRequest request, HookContext context, Chart chart, ZonedDateTime now) {
        var ordered = context instanceof HookContext.OrdersDrafted(var orders, var others, var signing)
                ? workup.medicationsToLookUp(orders, chart, now)
                : List.<String>of();
        // Where nothing but the orders is looked at, medicines on record need no names.
        var onRecord = request.sources().contains(Source.MEDICATION_REQUESTS)
                ? workup.medicationsToLookUp(chart, now)
                : List.<String>of();
        return Stream.concat(ordered.stream(), onRecord.stream()).distinct().toList();
    }

    /** Everything where the Conditions read so far show RLS, or else nothing. */
    private ReadPlan second(HookContext context, ReadPlan all, Chart chart, ZonedDateTime now) {
        return context instanceof HookContext.ConditionsCreated || workup.hasRls(chart, now) ? all : ReadPlan.NOTHING;
    }
}
