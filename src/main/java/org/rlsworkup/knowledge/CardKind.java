package org.rlsworkup.knowledge;

/** The kinds of cards, in the order in which a client gets them. */
public enum CardKind {
    /** Results that matter for RLS. */
    RESULTS,
    /** Tests without a current result. */
    MISSING_TESTS,
    /** Medicines that can worsen RLS, and dopamine agonists. */
    MEDICINES,
    /** Results could not be read, so that nothing is said about missing tests. */
    UNREAD
}
