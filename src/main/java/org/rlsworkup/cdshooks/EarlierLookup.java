package org.rlsworkup.cdshooks;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.PatientRef;

/** Looks up what was said before: while the chart is read, if it has to be, or else when there is something to say. */
final class EarlierLookup {
    private final Function<PatientRef, Supplier<Optional<Earlier>>> earlier;
    private final PatientRef patient;
    private @Nullable Supplier<Optional<Earlier>> begun;

    EarlierLookup(Function<PatientRef, Supplier<Optional<Earlier>>> earlier, PatientRef patient) {
        this.earlier = earlier;
        this.patient = patient;
    }

    synchronized void begin() {
        if (begun == null) {
            begun = earlier.apply(patient);
        }
    }

    /** Waits, not long; empty if it is unknown. */
    Optional<Earlier> result() {
        begin();
        return Objects.requireNonNull(begun).get();
    }
}
