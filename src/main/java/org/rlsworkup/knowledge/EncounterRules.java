package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.entry.Key;

/** Encounters in which advice on a workup can wait. */
public record EncounterRules(
        @Key("Encounter classes in which it always waits.") Set<Code> defer,

        @Key("Encounter classes in which it waits where a place or service is one of intensive care.")
        Set<Code> deferInIntensiveCare,

        @Key(value = "Words that name such a place or service.", pattern = Key.LOWER_CASE)
        Set<String> intensiveCare,

        @Key(value = "Statuses of an encounter that does not take place.", pattern = Key.LOWER_CASE)
        Set<String> ignoredStatuses,

        @Key("Encounter classes of a stay in hospital, where orders may have other codes.")
        Set<Code> inpatient,

        @Key("Encounter classes of a visit without a stay.") Set<Code> outpatient) {

    /** Where a patient is seen, as far as it matters to orders. */
    public enum CareSetting {
        INPATIENT,
        OUTPATIENT,
        /** No encounter is open, it was not read, or its class says neither or both. */
        UNKNOWN
    }

    /** Where this encounter takes place. */
    public CareSetting setting(@Nullable Encounter encounter) {
        var classes = encounter == null ? List.<Code>of() : encounter.classes();
        var isInpatient = classes.stream().anyMatch(kind -> contains(inpatient, kind));
        var isOutpatient = classes.stream().anyMatch(kind -> contains(outpatient, kind));
        return isInpatient == isOutpatient
                ? CareSetting.UNKNOWN
                : isInpatient ? CareSetting.INPATIENT : CareSetting.OUTPATIENT;
    }

    /** Whether advice on a workup waits in this encounter. */
    public boolean defers(Encounter encounter) {
        if (encounter.status() != null && ignoredStatuses.contains(encounter.status())) {
            return false;
        }
        for (var i = 0; i < encounter.classes().size(); i++) {
            var kind = encounter.classes().get(i);
            if (contains(defer, kind)
                    || (contains(deferInIntensiveCare, kind)
                            && encounter.places().stream().anyMatch(this::isIntensive))) {
                return true;
            }
        }
        return false;
    }

    /** By the code, since senders name many systems; a single letter counts in its own system only. */
    private static boolean contains(Set<Code> classes, Code kind) {
        for (var known : classes) {
            if (known.equals(kind) || (kind.code().length() > 1 && known.code().equalsIgnoreCase(kind.code()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isIntensive(String place) {
        var plain = PlainText.of(place);
        return intensiveCare.stream().anyMatch(word -> PlainText.containsWord(plain, word));
    }
}
