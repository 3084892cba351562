package org.rlsworkup.knowledge;

/** How much a test belongs to the workup of RLS. */
public enum Tier {
    /** Asked for in every patient to whom it applies. */
    CORE,
    /** Worth considering where it is switched on. */
    EXTENDED,
    /** Asked for only by the result of another test. */
    REFLEX
}
