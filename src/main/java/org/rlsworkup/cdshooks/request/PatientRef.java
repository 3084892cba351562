package org.rlsworkup.cdshooks.request;

/**
 * A patient as one client knows them: the same id from another client or tenant is another patient.
 *
 * @param id the logical id, which identifies a person: not to be logged or stored
 */
public record PatientRef(Caller caller, String id) {
    @Override
    public String toString() {
        return "PatientRef[caller=" + caller.name() + "]";
    }
}
