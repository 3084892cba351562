package org.rlsworkup.workup;

import org.rlsworkup.chart.Resource;

/** One entry of a chart to build. */
public interface Part {
    Resource build();
}
