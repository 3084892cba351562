package org.rlsworkup.workup;

/** The parts of a chart that are read, each by one query. */
public enum Source {
    PATIENT,
    CONDITIONS,
    OBSERVATIONS,
    REPORTS,
    ORDERS;

    /** Whether nothing may be called missing unless this was read to its end. */
    public boolean isNeeded() {
        return this != ORDERS;
    }
}
