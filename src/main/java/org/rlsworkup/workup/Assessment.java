package org.rlsworkup.workup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.missing.Finding;

/** The answer to one chart. "We looked and found nothing" and "we could not look" are different answers. */
public sealed interface Assessment {

    /** Nothing is to be said: RLS is not charted, or the chart forbids advice on tests. */
    record Silent(Why why) implements Assessment {}

    /** Why nothing is said. */
    enum Why {
        RLS_NOT_CHARTED,
        /** A clinician said that the diagnosis is wrong, and it was not charted again since. */
        DIAGNOSIS_WRONG,
        /** None of the medicines being ordered is worth a word. */
        NO_MEDICINE_OF_NOTE,
        DECEASED,
        TOO_YOUNG,
        /** Neither tests nor results are spoken of in a context: at the end of life. */
        NO_WORKUP_IN_CONTEXT,
        /** The open encounter is one of emergency or intensive care: advice waits for another one. */
        DEFERRED
    }

    /** Nothing is to be said but about medicines: RLS is in remission, or the chart forbids advice on tests. */
    record OnMedications(MedicationAdvice advice) implements Assessment {}

    /** We could not look: these sources were not read to their end, so nothing may be called missing. */
    record CouldNotLook(Set<Source> unread) implements Assessment {
        public CouldNotLook {
            unread = Set.copyOf(unread);
        }
    }

    /**
     * RLS is charted and everything needed was read.
     *
     * @param findings one for each core test, in the order of the knowledge, the higher-yield missing ones first, then
     *     one for each extended test that is on
     * @param contexts that hold, in the order of the knowledge
     * @param treatments under way that move what counts as a current result
     * @param results what the results on file say
     * @param medicines the drugs the patient is on, as far as we know them
     * @param advice what is worth saying about them
     * @param unread sources that only add context and were not read
     */
    record Assessed(
            Diagnosis diagnosis,
            List<Finding> findings,
            List<RiskContext> contexts,
            List<Treatment> treatments,
            Interpretation.Summary results,
            Medicines medicines,
            MedicationAdvice advice,
            Set<Source> unread)
            implements Assessment {
        public Assessed {
            findings = List.copyOf(findings);
            contexts = List.copyOf(contexts);
            treatments = List.copyOf(treatments);
            unread = Set.copyOf(unread);
        }

        /** A treatment, and since when it is charted. */
        public record Treatment(RiskContext context, PartialDate since) {}

        /** The core tests that are missing. */
        public List<Finding.Missing> missing() {
            return missing(Tier.CORE);
        }

        /** The extended tests that are missing and may be offered. */
        public List<Finding.Missing> further() {
            return missing(Tier.EXTENDED);
        }

        private List<Finding.Missing> missing(Tier tier) {
            var missing = new ArrayList<Finding.Missing>();
            for (var i = 0; i < findings.size(); i++) {
                if (findings.get(i) instanceof Finding.Missing it
                        && it.test().offer().tier() == tier) {
                    missing.add(it);
                }
            }
            return missing;
        }
    }
}
