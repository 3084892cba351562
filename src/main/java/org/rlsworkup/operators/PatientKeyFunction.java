package org.rlsworkup.operators;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keyed hashes under which data of a client's patient may be stored. */
@FunctionalInterface
public interface PatientKeyFunction {
    /**
     * Finds all keys of a patient.
     *
     * @param fhirServer the patient's, or null for the client's only one
     * @return also the key of an earlier version; empty if the client has several servers and none is named
     */
    Set<String> keysOf(String client, @Nullable String tenant, @Nullable URI fhirServer, String patient);
}
