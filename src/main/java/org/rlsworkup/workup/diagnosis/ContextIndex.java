package org.rlsworkup.workup.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.RiskContext;

/** Finds the contexts that a record may show, by a look-up a code: most of a chart is about something else. */
final class ContextIndex {
    private final Map<Code, List<RiskContext>> byCode = new HashMap<>();
    private final Map<String, List<Family>> bySystem = new HashMap<>();
    private final Map<String, List<RiskContext>> byText = new HashMap<>();
    private final Map<Code, Asked> byObservation = new HashMap<>();
    private final int longestText;

    private record Family(String beginning, RiskContext context) {}

    /** A result that is asked about a context. */
    record Asked(RiskContext context, int withinDays, Set<String> yes, Set<String> no) {
        static Asked of(RiskContext context, RiskContext.Observed observed) {
            return new Asked(context, observed.withinDays(), plain(observed.yes()), plain(observed.no()));
        }

        private static Set<String> plain(Set<String> words) {
            return words.stream().map(PlainText::of).collect(Collectors.toUnmodifiableSet());
        }
    }

    ContextIndex(List<RiskContext> contexts) {
        for (var context : contexts) {
            var signs = context.signs();
            signs.codes()
                    .forEach(code -> byCode.computeIfAbsent(code, key -> new ArrayList<>())
                            .add(context));
            for (var prefix : signs.prefixes()) {
                bySystem.computeIfAbsent(String.valueOf(prefix.system()), key -> new ArrayList<>())
                        .add(new Family(prefix.code(), context));
            }
            signs.texts()
                    .forEach(text -> byText.computeIfAbsent(PlainText.of(text), key -> new ArrayList<>())
                            .add(context));
            for (var observed : signs.observations()) {
                var asked = Asked.of(context, observed);
                observed.codes().forEach(code -> byObservation.put(code, asked));
            }
        }
        longestText = byText.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** The contexts that a record with this code shows, each once. */
    List<RiskContext> matches(Concept concept) {
        List<RiskContext> found = List.of();
        var codings = concept.codings();
        for (var i = 0; i < codings.size(); i++) {
            var coding = codings.get(i);
            for (var context : byCode.getOrDefault(coding.code(), List.of())) {
                found = with(found, context, concept);
            }
            var system = coding.code().system();
            var families = system == null ? null : bySystem.get(system);
            if (families != null) {
                for (var family : families) {
                    if (coding.code().code().startsWith(family.beginning())) {
                        found = with(found, family.context(), concept);
                    }
                }
            }
        }
        for (var context : byWords(concept)) {
            found = with(found, context);
        }
        return found;
    }

    private static List<RiskContext> with(List<RiskContext> found, RiskContext context, Concept concept) {
        var named = context.signs().namedAs();
        return named.isEmpty() || concept.names().stream().anyMatch(words -> names(words, named))
                ? with(found, context)
                : found;
    }

    private static List<RiskContext> with(List<RiskContext> found, RiskContext context) {
        for (var known : found) {
            if (known.id().equals(context.id())) {
                return found;
            }
        }
        var all = found.isEmpty() ? new ArrayList<RiskContext>(2) : found;
        all.add(context);
        return all;
    }

    private static boolean names(String words, Set<String> named) {
        var plain = PlainText.of(words);
        return named.stream().anyMatch(name -> PlainText.containsWord(plain, name));
    }

    /** Only the record's own words, as a whole: so none that takes them back. */
    private List<RiskContext> byWords(Concept concept) {
        var text = concept.text();
        // Half as long again leaves room for blanks and accents.
        return text == null || byText.isEmpty() || text.length() > longestText * 3 / 2
                ? List.of()
                : byText.getOrDefault(PlainText.of(text), List.of());
    }

    /** What a result with this code is asked about, or null. */
    @Nullable
    Asked observed(Concept concept) {
        var codings = concept.codings();
        for (var i = 0; i < codings.size(); i++) {
            var asked = byObservation.get(codings.get(i).code());
            if (asked != null) {
                return asked;
            }
        }
        return null;
    }
}
