package org.rlsworkup.cdshooks.request;

/**
 * A patient of one client: the same id from another client or tenant is another patient.
 *
 * @param id of the Patient resource, which identifies a person: never logged or stored
 */
public record PatientRef(Caller caller, String id) {
    @Override
    public String toString() {
        return "PatientRef[caller=" + caller.name() + "]";
    }
}
