package org.rlsworkup.cdshooks;

import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.rlsworkup.cdshooks.request.HookContext;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.workup.Workup;

/** Loads charts in the steps of a real call, and counts the look-ups of prior responses that were started meanwhile. */
public final class ChartLoading {
    private final Workup workup;
    private final AtomicInteger lookups = new AtomicInteger();

    public ChartLoading(Workup workup) {
        this.workup = workup;
    }

    public FetchedChart load(ChartReader charts, ChartRequest request, ZonedDateTime now) {
        return new ChartLoader(charts, workup)
                .load(request, new HookContext.ChartOpened(), lookups::incrementAndGet, now);
    }

    public int lookups() {
        return lookups.get();
    }
}
