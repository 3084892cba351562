package org.rlsworkup.fhir.server;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;

/**
 * What a call needs to know of a chart, asked while the chart comes in.
 *
 * @param all every source it may need
 * @param rest what it needs beside the Conditions, as the Conditions read so far show
 * @param atOnce whether the call itself shows already that the rest is needed, so that nothing waits for the Conditions
 * @param meanwhile what to do while the rest is being read; not called where all of it was sent
 * @param medications ids of the Medications that only a reference names, and that must be looked up
 */
public record ChartNeeds(
        Set<Source> all,
        Function<Chart, Set<Source>> rest,
        boolean atOnce,
        Runnable meanwhile,
        Function<Chart, List<String>> medications) {
    public ChartNeeds {
        var copy = EnumSet.noneOf(Source.class);
        copy.addAll(all);
        all = copy;
    }
}
