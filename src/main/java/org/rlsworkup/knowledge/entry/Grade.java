package org.rlsworkup.knowledge.entry;

/** How sure the evidence is; the knowledge file says what each grade means. */
public enum Grade implements Keys.Written {
    G1,
    G2,
    L,
    E1,
    E2;

    @Override
    public String written() {
        return name();
    }
}
