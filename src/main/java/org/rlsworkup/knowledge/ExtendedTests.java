package org.rlsworkup.knowledge;

/** Whether tests beyond the core workup are offered. Reflex tests are offered whatever this says. */
public enum ExtendedTests {
    /** Not at all. */
    NEVER,
    /** Beside missing core tests: they never earn a card alone. */
    WITH_CORE,
    /** Whenever one is missing. */
    ALWAYS
}
