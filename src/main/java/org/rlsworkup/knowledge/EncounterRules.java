package org.rlsworkup.knowledge;

import java.util.Set;
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
        Set<String> ignoredStatuses) {

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
