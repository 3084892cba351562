package org.rlsworkup.cdshooks.request;

import java.util.Set;
import org.rlsworkup.chart.Source;

/** The CDS services of this application, as discovery describes them. */
public enum HookService {
    WORKUP(
            "rls-workup",
            "patient-view",
            "RLS Workup",
            "When restless legs syndrome (RLS) is charted, names the blood tests of its workup that have no current"
                    + " result (ferritin, transferrin saturation, vitamin B12, TSH, HbA1c and others) and offers each"
                    + " as a draft order, reads existing results against thresholds for RLS, and names medicines on"
                    + " record that can worsen it.",
            Words.WHOLE_CHART,
            Set.of(Source.values())),
    ON_DIAGNOSIS(
            "rls-workup-on-diagnosis",
            "problem-list-item-create",
            "RLS Workup on Diagnosis",
            "At the moment restless legs syndrome (RLS) is charted, answers as RLS Workup does. Looks for RLS among the"
                    + " Conditions of the call alone, and says nothing when another problem is charted.",
            "The Conditions being charted need not be on the FHIR server yet. " + Words.WHOLE_CHART,
            Set.of(Source.values())),
    ENCOUNTER_START(
            "rls-workup-encounter-start",
            "encounter-start",
            "RLS Workup at Encounter Start",
            "When an encounter begins with a patient whose chart says restless legs syndrome (RLS), answers as RLS"
                    + " Workup does. Silent in emergency and intensive-care encounters.",
            "Enable this or RLS Workup on patient-view, not both: they give the same cards. " + Words.WHOLE_CHART,
            Set.of(Source.values())),
    ORDER_SELECT(
            "rls-medications-order-select",
            "order-select",
            "RLS Medications at Order Selection",
            "When restless legs syndrome (RLS) is charted, says of the selected medicines which can worsen it, and of"
                + " dopamine agonists and levodopa that augmentation is to be screened for. Orders of other kinds are"
                + " ignored. Silent in emergency and intensive-care encounters.",
            "Works from prefetch alone. Whatever is not prefetched is read from the FHIR R4 server of the call with"
                    + " the token of the call, which needs read access to Patient, Condition and Encounter, and to"
                    + " Medication where an order only refers to its product.",
            Set.of(Source.PATIENT, Source.CONDITIONS, Source.ENCOUNTER)),
    ORDER_SIGN(
            "rls-medications-order-sign",
            "order-sign",
            "RLS Medications at Signing",
            "When restless legs syndrome (RLS) is charted, says of the medicines being signed which can worsen it, and"
                + " of dopamine agonists and levodopa that augmentation is to be screened for. Orders of other kinds"
                + " are ignored.",
            "Works from prefetch alone. Whatever is not prefetched is read from the FHIR R4 server of the call with"
                + " the token of the call, which needs read access to Patient and Condition, and to Medication where"
                + " an order only refers to its product.",
            Set.of(Source.PATIENT, Source.CONDITIONS));

    private static final class Words {
        private static final String WHOLE_CHART =
                "Works from prefetch alone. Whatever is not prefetched is read from the FHIR R4 server of the call with"
                        + " the token of the call, which needs read access to Patient, Condition, Observation,"
                        + " DiagnosticReport and ServiceRequest, and for context to MedicationRequest,"
                        + " MedicationStatement, Medication, Procedure and Encounter. If results could not be read, the"
                        + " answer is 412 and never a list of missing tests.";
    }

    private final String id;
    private final String hook;
    private final String title;
    private final String description;
    private final String usageRequirements;
    private final Set<Source> reads;

    HookService(String id, String hook, String title, String description, String usageRequirements, Set<Source> reads) {
        this.id = id;
        this.hook = hook;
        this.title = title;
        this.description = description;
        this.usageRequirements = usageRequirements;
        this.reads = reads;
    }

    /** The last part of its path. */
    public String id() {
        return id;
    }

    public String hook() {
        return hook;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public String usageRequirements() {
        return usageRequirements;
    }

    /** What it reads at most. */
    public Set<Source> reads() {
        return reads;
    }
}
