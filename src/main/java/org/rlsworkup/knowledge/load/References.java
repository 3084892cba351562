package org.rlsworkup.knowledge.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the knowledge leans on. Readers need it; cards do not.
 *
 * @param sources in the order of the file
 * @param grades what each grade of evidence means
 * @param misconceptions what is often said and not so
 */
public record References(List<Source> sources, Map<String, String> grades, List<Misconception> misconceptions) {
    public References {
        sources = List.copyOf(sources);
        grades = new LinkedHashMap<>(grades);
        misconceptions = List.copyOf(misconceptions);
    }

    /** The labels of the sources by their ids. */
    Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        sources.forEach(source -> labels.put(source.id(), source.label()));
        return labels;
    }

    /**
     * A publication.
     *
     * @param id by which the file cites it
     * @param label as it is cited on a card and on the page
     * @param citation as in a list of references
     * @param read what of it was read: nobody should take an abstract for a paper
     */
    public record Source(String id, String label, String citation, String read) {}

    /**
     * A claim that does not hold, or not as it is told.
     *
     * @param evidence what the evidence says
     * @param citations ids of sources
     * @param unverified whether part of it was not confirmed in a second source
     */
    public record Misconception(String id, String claim, String evidence, List<String> citations, boolean unverified) {
        public Misconception {
            citations = List.copyOf(citations);
        }
    }
}
