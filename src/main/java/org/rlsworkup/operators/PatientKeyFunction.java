package org.rlsworkup.operators;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keyed hashes under which data of a client's patient may be stored. */
@FunctionalInterface
public interface PatientKeyFunction {
    /**
     * Finds all keys of a patient, also those of earlier versions.
     *
     * @param fhirServer the patient's, or null for the client's only one
     */
    PatientLookup keysOf(String client, @Nullable String tenant, @Nullable URI fhirServer, String patient);

    /** What is known of a patient who is named by client and id. */
    sealed interface PatientLookup {
        /**
         * Nothing may be stored under these keys all the same.
         *
         * @param doubt why this may be another patient than was meant, or null: what was named, or left out, is not as in
         *     the settings of the client
         */
        record WithKeys(Set<String> keys, @Nullable String doubt) implements PatientLookup {}

        /** The client is not configured, and no card of it is stored. */
        record UnknownClient() implements PatientLookup {}

        /** The client has several FHIR servers, or its settings are gone, and no server was named. */
        record ServerNeeded() implements PatientLookup {}
    }
}
