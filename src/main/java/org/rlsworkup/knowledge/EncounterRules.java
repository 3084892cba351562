package org.rlsworkup.knowledge;

import java.util.Set;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.PlainText;

/**
 * Encounters in which advice on a workup can wait.
 *
 * @param classes encounter classes in which it always waits
 * @param inpatientClasses encounter classes in which it waits where the place is one of intensive care
 * @param intensiveWords words, in lower case, that name such a place
 * @param ignoredStatuses statuses of an encounter that does not take place
 */
public record EncounterRules(
        Set<Code> classes, Set<Code> inpatientClasses, Set<String> intensiveWords, Set<String> ignoredStatuses) {
    public EncounterRules {
        classes = Set.copyOf(classes);
        inpatientClasses = Set.copyOf(inpatientClasses);
        intensiveWords = Set.copyOf(intensiveWords);
        ignoredStatuses = Set.copyOf(ignoredStatuses);
    }

    /** Whether advice on a workup waits in this encounter. */
    public boolean defers(Encounter encounter) {
        if (encounter.status() != null && ignoredStatuses.contains(encounter.status())) {
            return false;
        }
        for (var i = 0; i < encounter.classes().size(); i++) {
            var kind = encounter.classes().get(i);
            if (classes.contains(kind)
                    || (inpatientClasses.contains(kind)
                            && encounter.places().stream().anyMatch(this::isIntensive))) {
                return true;
            }
        }
        return false;
    }

    private boolean isIntensive(String place) {
        var plain = PlainText.of(place);
        return intensiveWords.stream().anyMatch(word -> PlainText.containsWord(plain, word));
    }
}
