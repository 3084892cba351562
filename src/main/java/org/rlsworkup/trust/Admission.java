package org.rlsworkup.trust;

import org.jspecify.annotations.Nullable;

/**
 * A client that proved who it is.
 *
 * @param tenant for whom it calls, or null if it does not say
 */
public record Admission(Client client, @Nullable String tenant) {}
