package org.rlsworkup.screening;

import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.screening.ScreeningOptions.Identity;

/** Names patients in the output as the service does in its database and audit log, or by their ids. */
final class Pseudonyms {
    private final Identity identity;

    Pseudonyms(Identity identity) {
        this.identity = identity;
    }

    String of(String id) {
        return switch (identity) {
            case Identity.PlainId() -> id;
            case Identity.KeyedHash(var client, var tenant, var server, var secrets) ->
                new PatientKeys(secrets)
                        .of(PatientRef.of(Caller.of(client, address -> false).withTenant(tenant), server, id));
        };
    }
}
