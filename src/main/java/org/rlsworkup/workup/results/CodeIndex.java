package org.rlsworkup.workup.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Analyte;

/** What each laboratory code means in the workup. */
public final class CodeIndex {
    /** Meaning of a code under which a result is reported. */
    public sealed interface Meaning {
        /** A result of this analyte. */
        record Measures(Analyte analyte) implements Meaning {}

        /** A panel that contains these tests (by id). */
        record Panel(Set<String> tests) implements Meaning {}

        /** Looks like a result of this analyte and never counts as one. */
        record Never(Analyte analyte) implements Meaning {}

        /** A code like one of this analyte under no code system, or one that is not known: it is only mentioned. */
        record Resembles(Analyte analyte, Code code) implements Meaning {}
    }

    private final Map<Code, Meaning> meanings = new HashMap<>();
    private final Map<String, List<String>> testsByAnalyte = new HashMap<>();
    private final Set<String> systems;

    public CodeIndex(Knowledge knowledge) {
        systems = Set.copyOf(knowledge.systems().values());
        for (var analyte : knowledge.analytes().values()) {
            analyte.codes().keySet().forEach(code -> meanings.put(code, new Meaning.Measures(analyte)));
            analyte.never().keySet().forEach(code -> meanings.put(code, new Meaning.Never(analyte)));
        }
        var panels = new HashMap<Code, Set<String>>();
        for (var test : knowledge.tests()) {
            for (var code : test.panels().keySet()) {
                panels.computeIfAbsent(code, key -> new HashSet<>()).add(test.id());
            }
            for (var analyte : test.measuredBy()) {
                testsByAnalyte
                        .computeIfAbsent(analyte, key -> new ArrayList<>())
                        .add(test.id());
            }
        }
        panels.forEach((code, tests) -> meanings.put(code, new Meaning.Panel(Set.copyOf(tests))));
    }

    /** The first meaning among the codings, one that counts before one that does not; null if no coding is known. */
    @Nullable
    public Meaning meaning(Concept concept) {
        Meaning found = null;
        var codings = concept.codings();
        for (var i = 0; i < codings.size(); i++) {
            var meaning = meanings.get(codings.get(i).code());
            if (meaning != null && (found == null || found instanceof Meaning.Never)) {
                found = meaning;
            }
        }
        return found == null ? resembling(codings) : found;
    }

    /** Whether the meaning of some coding is certain. */
    boolean isKnown(Concept concept) {
        var meaning = meaning(concept);
        return meaning != null && !(meaning instanceof Meaning.Resembles);
    }

    /** Ids of the tests that a result of this analyte makes done. */
    List<String> testsOf(Analyte analyte) {
        return testsByAnalyte.getOrDefault(analyte.id(), List.of());
    }

    private @Nullable Meaning resembling(List<Concept.Coding> codings) {
        for (var i = 0; i < codings.size(); i++) {
            var code = codings.get(i).code();
            if (!code.isLoinc()
                    && (code.system() == null || !systems.contains(code.system()))
                    && meanings.get(Code.loinc(code.code())) instanceof Meaning.Measures(var analyte)) {
                return new Meaning.Resembles(analyte, code);
            }
        }
        return null;
    }
}
