package org.rlsworkup.chart;

/**
 * Results that a search by their codes does not find, because something else carries the code that is searched for. Not
 * every FHIR server has a search for them.
 */
public enum NestedResults {
    /** Components of an Observation that has another code, as a panel under a local code. */
    COMPONENTS(Source.OBSERVATIONS),
    /** Observations contained in a laboratory report that has another code. */
    IN_REPORTS(Source.REPORTS);

    private final Source source;

    NestedResults(Source source) {
        this.source = source;
    }

    /** What they are read beside. */
    public Source source() {
        return source;
    }
}
