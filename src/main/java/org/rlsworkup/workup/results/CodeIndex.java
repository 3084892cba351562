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
    }

    private final Map<Code, Meaning> meanings = new HashMap<>();
    private final Map<String, List<String>> testsByAnalyte = new HashMap<>();

    public CodeIndex(Knowledge knowledge) {
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

    /**
     * The first meaning among the codings, one that counts before one that does not; null if no coding is known.
     */
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
        return found;
    }

    /** Ids of the tests that a result of this analyte makes done. */
    List<String> testsOf(Analyte analyte) {
        return testsByAnalyte.getOrDefault(analyte.id(), List.of());
    }

    /** The analyte that a coding without a system seems to mean: it does not count, but is mentioned; null if none. */
    @Nullable
    Analyte meantWithoutSystem(Concept concept) {
        for (var coding : concept.codings()) {
            if (coding.code().system() == null
                    && meanings.get(Code.loinc(coding.code().code())) instanceof Meaning.Measures(var analyte)) {
                return analyte;
            }
        }
        return null;
    }
}
