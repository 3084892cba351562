package org.rlsworkup.cdshooks;

/**
 * One service of ours as discovery names it.
 *
 * @param id last part of its address
 * @param hook the hook it answers
 */
record HookService(String id, String hook, String title, String description, String usageRequirements) {
    static final HookService WORKUP = new HookService(
            "rls-workup",
            "patient-view",
            "RLS Workup",
            "When restless legs syndrome (RLS) is charted, names the blood tests of its workup that have no current"
                    + " result (ferritin, transferrin saturation, vitamin B12, TSH, HbA1c) and offers each as a draft"
                    + " order.",
            "Works from prefetch alone. Whatever is not prefetched is read from the FHIR R4 server of the call with"
                    + " the token of the call, which needs read access to Patient, Condition, Observation,"
                    + " DiagnosticReport, ServiceRequest, MedicationRequest, MedicationStatement and Medication. If"
                    + " results could not be read, the answer is 412 and never a list of missing tests.");
}
