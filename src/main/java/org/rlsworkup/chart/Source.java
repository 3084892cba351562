package org.rlsworkup.chart;

/** The parts of a chart that are read, each by one query. */
public enum Source {
    PATIENT,
    CONDITIONS,
    OBSERVATIONS,
    REPORTS,
    ORDERS,
    MEDICATION_REQUESTS,
    MEDICATION_STATEMENTS,
    /** Only where a site has them read. */
    MEDICATION_ADMINISTRATIONS,
    PROCEDURES,
    /** The encounter that the call names, if any. */
    ENCOUNTER;

    /** Whether nothing may be called missing unless this was read to its end. */
    public boolean isNeeded() {
        return switch (this) {
            case PATIENT, CONDITIONS, OBSERVATIONS, REPORTS -> true;
            case ORDERS,
                    MEDICATION_REQUESTS,
                    MEDICATION_STATEMENTS,
                    MEDICATION_ADMINISTRATIONS,
                    PROCEDURES,
                    ENCOUNTER -> false;
        };
    }
}
