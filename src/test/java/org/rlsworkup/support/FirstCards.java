package org.rlsworkup.support;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.PriorResponses;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;

/** Makes every card the first about its patient, so that answers do not depend on the order of the tests. */
@Primary
public final class FirstCards implements BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> {
    private final BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> stored;

    FirstCards(
            @Qualifier("priorResponses")
                    BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> stored) {
        this.stored = stored;
    }

    @Override
    public Supplier<Optional<PriorResponses>> apply(PatientRef patient, @Nullable String user) {
        var found = stored.apply(patient, user);
        return () ->
                found.get().map(it -> new PriorResponses(it.declined(), false, it.shown(), it.kinds(), it.drafts()));
    }
}
