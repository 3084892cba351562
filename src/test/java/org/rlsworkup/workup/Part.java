package org.rlsworkup.workup;

/** One entry of a chart in the making. */
interface Part {
    Resource build();
}
