package org.rlsworkup.workup;

import org.rlsworkup.chart.Resource;

/** One entry of a chart in the making. */
public interface Part {
    Resource build();
}
