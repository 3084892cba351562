package org.rlsworkup.trust;

import org.jspecify.annotations.Nullable;

/**
 * A client whose identity has been verified.
 *
 * @param tenant the tenant named in its token, or null if there is none
 */
public record AuthenticatedClient(Client client, @Nullable String tenant) {}
