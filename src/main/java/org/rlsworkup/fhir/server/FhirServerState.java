package org.rlsworkup.fhir.server;

/**
 * How a FHIR server stands with us.
 *
 * @param origin scheme, host and port
 * @param silenced whether it is not asked for now, because it did not answer lately
 * @param waiting number of calls that wait for it
 */
public record FhirServerState(String origin, boolean silenced, int waiting) {}
