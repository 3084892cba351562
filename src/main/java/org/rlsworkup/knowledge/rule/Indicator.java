package org.rlsworkup.knowledge.rule;

/**
 * How much a finding matters, mildest first. {@code critical} is never used: RLS is no emergency, and laboratories call
 * critical values in by themselves.
 */
public enum Indicator {
    /** Worth knowing. */
    INFO("info"),

    /** Meets a threshold for which a guideline names an action. */
    WARNING("warning");

    private final String code;

    Indicator(String code) {
        this.code = code;
    }

    /** As CDS Hooks spells it. */
    public String code() {
        return code;
    }
}
