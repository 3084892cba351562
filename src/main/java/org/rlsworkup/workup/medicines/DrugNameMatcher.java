package org.rlsworkup.workup.medicines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.drug.Drug;

/** Finds names of drugs in a text, by whole words: a name inside a longer word is another drug's. */
final class DrugNameMatcher {
    private record Name(List<String> words, Drug drug) {}

    private final Map<String, List<Name>> names = new HashMap<>();
    private final Set<String> negations;

    DrugNameMatcher(List<Drug> drugs, Set<String> negations) {
        this.negations = negations;
        for (var drug : drugs) {
            for (var name : drug.names()) {
                var words = PlainText.words(name);
                names.computeIfAbsent(words.get(0), first -> new ArrayList<>()).add(new Name(words, drug));
            }
        }
    }

    Set<Drug> in(List<String> texts) {
        var found = new LinkedHashSet<Drug>();
        for (var text : texts) {
            var words = PlainText.words(text);
            for (var at = 0; at < words.size(); at++) {
                var name = longest(words, at);
                if (name != null) {
                    found.add(name.drug());
                    at += name.words().size() - 1;
                }
            }
        }
        return found;
    }

    /** The longest name that starts here and is not negated: one drug's name may begin with another's. */
    private @Nullable Name longest(List<String> words, int at) {
        if (at > 0 && negations.contains(words.get(at - 1))) {
            return null;
        }
        Name longest = null;
        for (var name : names.getOrDefault(words.get(at), List.of())) {
            var end = at + name.words().size();
            if ((longest == null || name.words().size() > longest.words().size())
                    && end <= words.size()
                    && words.subList(at, end).equals(name.words())) {
                longest = name;
            }
        }
        return longest;
    }
}
