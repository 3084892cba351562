package org.rlsworkup.cdshooks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.knowledge.CardOverride;

/**
 * What clinicians were shown about one patient before, and how they responded.
 *
 * @param declined the cards they overrode
 * @param shown what cards said so recently that it is not repeated, each as {@link RuleTrace#key}
 */
public record PriorResponses(List<CardOverride> declined, Set<String> shown) {
    static final PriorResponses NONE = new PriorResponses(List.of(), Set.of());

    public PriorResponses {
        declined = List.copyOf(declined);
        shown = Set.copyOf(shown);
    }

    /** The look-up for one call: started once, at the latest when its result is needed. */
    static final class Lookup {
        private final Function<PatientRef, Supplier<Optional<PriorResponses>>> source;
        private final PatientRef patient;
        private @Nullable Supplier<Optional<PriorResponses>> started;

        /** @param source starts a look-up; the supplier waits for a bounded time, and is empty if that did not do */
        Lookup(Function<PatientRef, Supplier<Optional<PriorResponses>>> source, PatientRef patient) {
            this.source = source;
            this.patient = patient;
        }

        Supplier<Optional<PriorResponses>> start() {
            var running = started == null ? source.apply(patient) : started;
            started = running;
            return running;
        }

        /** Waits for a bounded time; empty if the responses are unknown. */
        Optional<PriorResponses> await() {
            return start().get();
        }
    }
}
