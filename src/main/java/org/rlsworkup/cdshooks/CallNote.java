package org.rlsworkup.cdshooks;

/**
 * Something of a call that does not fit, for the people who connect the EHR. Says nothing of the patient.
 *
 * @param name a prefetch key, a test, or a code with its system
 */
public record CallNote(NoteKind kind, String name) {
    /** What does not fit. */
    public enum NoteKind {
        /** The scope of the token does not allow this to be read. */
        SCOPE,
        /** The prefetch was made by a narrower query than was asked for. */
        PREFETCH,
        /** The order of this test was not offered, for lack of a local code. */
        ORDER,
        /** Results came under a code that nobody knows here. */
        RESULT_CODE,
        /** Orders came under a code that nobody knows here. */
        ORDER_CODE
    }
}
