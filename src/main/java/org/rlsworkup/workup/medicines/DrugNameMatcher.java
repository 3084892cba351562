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

/** Finds names of drugs in a text, word by word: a name inside a longer word is another drug's. */
final class DrugNameMatcher {
    private record Name(List<String> words, Drug drug) {}

    private final Map<String, List<Name>> names = new HashMap<>();
    private final Set<String> negations;

    DrugNameMatcher(List<Drug> drugs, Set<String> negations) {
        this.negations = negations;
        for (var drug : drugs) {
            for (var written : drug.words()) {
                var words = PlainText.words(written);
                names.computeIfAbsent(words.get(0), key -> new ArrayList<>()).add(new Name(words, drug));
            }
        }
    }

    /** The drugs named in these texts. */
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

    /** The longest name that stands here: one drug's name may begin with another's. */
    private @Nullable Name longest(List<String> words, int at) {
        Name longest = null;
        for (var name : names.getOrDefault(words.get(at), List.of())) {
            if (stands(name.words(), words, at)
                    && (longest == null || name.words().size() > longest.words().size())) {
                longest = name;
            }
        }
        return longest;
    }

    private boolean stands(List<String> name, List<String> words, int at) {
        var end = at + name.size();
        return end <= words.size()
                && words.subList(at, end).equals(name)
                && (at == 0 || !negations.contains(words.get(at - 1)));
    }
}
