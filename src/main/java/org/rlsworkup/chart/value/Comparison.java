package org.rlsworkup.chart.value;

/** How a value is compared with a limit. */
public enum Comparison {
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST
}
