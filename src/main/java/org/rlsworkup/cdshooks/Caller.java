package org.rlsworkup.cdshooks;

import java.net.URI;
import java.util.function.Predicate;

/**
 * Who calls.
 *
 * @param name of the client, as configured
 * @param mayRead which FHIR servers may be read for this client
 */
public record Caller(String name, Predicate<URI> mayRead) {}
