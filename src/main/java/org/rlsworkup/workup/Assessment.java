package org.rlsworkup.workup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.diagnosis.CardOverrides;
import org.rlsworkup.workup.diagnosis.CardOverrides.Decline;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.medicines.MedicationFinding;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.missing.Finding;

/** The outcome for one chart. "Nothing was found" and "the chart could not be read" are different outcomes. */
public sealed interface Assessment {

    /** There is nothing to advise: RLS is not charted, or the chart rules out advice on tests. */
    record NoAdvice(NoAdviceReason reason) implements Assessment {}

    enum NoAdviceReason {
        RLS_NOT_CHARTED,
        /** A clinician called the diagnosis wrong, and it has not been charted again since. */
        DIAGNOSIS_WRONG,
        /** None of the medicines being ordered matters for RLS. */
        NO_RELEVANT_MEDICINE,
        DECEASED,
        TOO_YOUNG,
        /** A context such as the end of life rules out advice on tests and results alike. */
        WORKUP_SUPPRESSED,
        /** The open encounter is one of emergency or intensive care: advice waits for another one. */
        DEFERRED
    }

    /** Only medicines call for advice: RLS is in remission, or the chart rules out advice on tests. */
    record MedicationsOnly(MedicationAdvice advice) implements Assessment {}

    /**
     * These sources were not read to their end, so nothing may be called missing.
     *
     * @param diagnosis of RLS that was found nevertheless, when the chart was opened; or null
     */
    record IncompleteChart(@Nullable Diagnosis diagnosis, Set<Source> unread) implements Assessment {
        public IncompleteChart {
            unread = Set.copyOf(unread);
        }
    }

    /**
     * The medicines that matter for RLS.
     *
     * @param inRemission whether RLS is charted only as in remission
     * @param ordering whether the medicines are being ordered, rather than charted
     * @param findings in the order of the knowledge
     * @param declined earlier declines of drugs on record by the name of the drug, those not shown again yet included
     * @param drafts the draft orders of each drug that is being ordered, by its id, as {@link Medicines.Use#draft} has them
     * @param unnamed number of medicines that do not say which drug they are
     * @param unread sources that were not read to their end
     */
    record MedicationAdvice(
            Diagnosis diagnosis,
            boolean inRemission,
            boolean ordering,
            List<MedicationFinding> findings,
            Map<String, Decline> declined,
            Map<String, Set<String>> drafts,
            int unnamed,
            Set<Source> unread) {
        public MedicationAdvice {
            findings = List.copyOf(findings);
            declined = Collections.unmodifiableMap(new LinkedHashMap<>(declined));
            drafts = Map.copyOf(drafts);
            unread = Set.copyOf(unread);
        }

        /** Without the drugs on record that clinicians declined. */
        MedicationAdvice heeding(CardOverrides overrides) {
            var shown = new ArrayList<MedicationFinding>();
            var again = new LinkedHashMap<String, Decline>();
            for (var finding : findings) {
                var decline = overrides.ofDrug(finding.drug().id());
                if (decline != null) {
                    again.put(finding.drug().name(), decline);
                }
                if (decline == null || !decline.holds()) {
                    shown.add(finding);
                }
            }
            return again.isEmpty()
                    ? this
                    : new MedicationAdvice(diagnosis, inRemission, ordering, shown, again, drafts, unnamed, unread);
        }

        /** Whether any of them earns a card; the others are named on one that is earned otherwise. */
        public boolean earnsCard() {
            return findings.stream().anyMatch(finding -> !finding.rule().quiet());
        }

        @Override
        public String toString() {
            return "MedicationAdvice[findings=" + findings + "]";
        }
    }

    /**
     * RLS is charted and everything needed was read.
     *
     * @param findings one for each core test, in the order of the knowledge, the higher-yield missing ones first, then
     *     one for each extended test that is on
     * @param contexts that hold, in the order of the knowledge
     * @param treatments under way that change which results are current
     * @param medicines the drugs the patient is on, as far as they are recognized
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

        /** A treatment, how far it is, and since when it is charted. */
        public record Treatment(RiskContext context, Stage stage, PartialDate since) {}

        /** How far a treatment is. */
        public enum Stage {
            ORDERED,
            GIVEN,
            TAKEN
        }

        /** The core tests that are missing. */
        public List<Finding.Missing> missing() {
            return missing(true);
        }

        /** The other tests that are missing and may be offered. */
        public List<Finding.Missing> further() {
            return missing(false);
        }

        private List<Finding.Missing> missing(boolean core) {
            var missing = new ArrayList<Finding.Missing>();
            for (var i = 0; i < findings.size(); i++) {
                if (findings.get(i) instanceof Finding.Missing it && (it.test().tier() == Tier.CORE) == core) {
                    missing.add(it);
                }
            }
            return missing;
        }
    }
}
