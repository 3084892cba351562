package org.rlsworkup.screening.report;

import java.io.Serializable;
import java.util.List;

/**
 * What is found about one patient with RLS; a text is empty where nothing is known.
 *
 * @param patient as named in the output
 * @param organisation that manages the record, by its name or reference
 * @param outcome {@code assessed}, {@code could-not-look}, {@code medicines-only} or {@code no-advice}
 * @param reason why there is no advice, such as {@code deceased}
 * @param diagnosis {@code confirmed}, {@code possible} or {@code by-text}
 * @param tests the core tests, in the order of the knowledge
 * @param further ids of the other tests that are missing
 * @param rules what the service's cards say, as in their trace: {@code MISSING:B12}
 * @param medicines ids of the drugs the patient is on, as far as they are recognized; where tests are not advised on,
 *     only of those that earn advice
 * @param contexts ids of the contexts that hold
 * @param notLookedAt what could not be looked at
 * @param notUnderstood for the site's list, not part of the row that is written
 */
public record PatientRow(
        String patient,
        String organisation,
        String ageBand,
        String sex,
        String outcome,
        String reason,
        String diagnosis,
        List<TestState> tests,
        List<String> further,
        List<String> rules,
        List<String> medicines,
        List<String> contexts,
        List<String> notLookedAt,
        List<NotUnderstood> notUnderstood)
        implements Serializable {
    public PatientRow {
        tests = List.copyOf(tests);
        further = List.copyOf(further);
        rules = List.copyOf(rules);
        medicines = List.copyOf(medicines);
        contexts = List.copyOf(contexts);
        notLookedAt = List.copyOf(notLookedAt);
        notUnderstood = List.copyOf(notUnderstood);
    }

    /**
     * One core test.
     *
     * @param last date of the newest result that was final, as precisely as it is recorded; or empty
     * @param valueClass id of the rule that this result met when it was new, {@code none} if it met none; or empty
     * @param lastAge in whole days, or -1
     */
    public record TestState(String test, State state, String last, String valueClass, int lastAge)
            implements Serializable {}

    /** What is known of a test. */
    public enum State {
        MISSING,
        DONE,
        /** Ordered, not final yet, or due on a later day. */
        AWAITED,
        /** Not suggested for this patient, or there is no advice. */
        NOT_ASKED,
        /** Also where something is on file that may be the patient's and does not say so. */
        COULD_NOT_LOOK
    }

    /**
     * Something a site can explain in its site file.
     *
     * @param kind {@code unit}, {@code value} or {@code code}
     * @param about id of the analyte or test
     * @param text as sent
     */
    public record NotUnderstood(String kind, String about, String text) implements Serializable {}

    @Override
    public String toString() {
        return "PatientRow[outcome=" + outcome + "]";
    }
}
