package org.rlsworkup.workup.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.RiskContext;

/** Maps the codes and words of records to the contexts they may show: most of a chart is about something else. */
final class RiskContextIndex {
    private final Map<Code, List<RiskContext>> byCode = new HashMap<>();
    private final Map<String, List<CodePrefix>> bySystem = new HashMap<>();
    private final Map<String, List<RiskContext>> byText = new HashMap<>();
    private final Map<Code, ResultSign> byObservation = new HashMap<>();
    private final List<RiskContext> anywhere;
    private @Nullable ResultSign inSocialHistory;
    private final int longestText;

    private final List<CodePrefix> icd10 = new ArrayList<>();

    /** @param named words on which it depends, or null */
    private record CodePrefix(String prefix, RiskContext context, RiskContext.@Nullable Named named) {
        boolean fits(Code code, Concept concept) {
            return code.code().startsWith(prefix) && !context.except().contains(code) && isNamedAsItShould(concept);
        }

        private boolean isNamedAsItShould(Concept concept) {
            return named == null
                    || ((named.words().isEmpty() || namesAny(concept, named.words()))
                            && !namesAny(concept, named.notWords()));
        }
    }

    /**
     * The answers of a result, as plain text, that show a context or its absence.
     *
     * @param inWords whether the context's own words, anywhere in the result, show it instead
     */
    record ResultSign(RiskContext context, int withinDays, boolean inWords, Set<String> yes, Set<String> no) {
        boolean isIn(List<String> said) {
            return said.stream().anyMatch(it -> containsAny(it, context.words()))
                    && said.stream().noneMatch(it -> containsAny(it, context.notWords()));
        }
    }

    RiskContextIndex(List<RiskContext> contexts) {
        for (var context : contexts) {
            context.codes().forEach(code -> put(byCode, code, context));
            addPrefixes(context, context.prefixes(), context.icd10(), null);
            context.named().forEach(named -> addPrefixes(context, named.prefixes(), named.icd10(), named));
            context.texts().forEach(text -> put(byText, PlainText.of(text), context));
            for (var observed : context.observations()) {
                var sign = new ResultSign(
                        context,
                        observed.withinDays(),
                        observed.inWords(),
                        plain(observed.yes()),
                        plain(observed.no()));
                observed.codes().forEach(code -> byObservation.put(code, sign));
                inSocialHistory = sign.inWords() ? sign : inSocialHistory;
            }
        }
        anywhere = contexts.stream().filter(it -> !it.words().isEmpty()).toList();
        longestText = byText.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private void addPrefixes(
            RiskContext context, Set<Code> prefixes, Set<String> ofIcd10, RiskContext.@Nullable Named named) {
        prefixes.forEach(
                code -> put(bySystem, String.valueOf(code.system()), new CodePrefix(code.code(), context, named)));
        ofIcd10.forEach(prefix -> icd10.add(new CodePrefix(prefix, context, named)));
    }

    private static <K, V> void put(Map<K, List<V>> map, K key, V value) {
        map.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
    }

    private static Set<String> plain(Set<String> words) {
        return words.stream().map(PlainText::of).collect(Collectors.toUnmodifiableSet());
    }

    /** The contexts that a record with this code shows for a patient of this recorded sex, each once. */
    List<RiskContext> matches(Concept concept, @Nullable Sex sex) {
        List<RiskContext> found = List.of();
        var codings = concept.codings();
        for (var i = 0; i < codings.size(); i++) {
            var code = codings.get(i).code();
            for (var context : byCode.getOrDefault(code, List.of())) {
                found = with(found, context, concept);
            }
            found = withPrefixes(found, code.system() == null ? null : bySystem.get(code.system()), code, concept);
            found = withPrefixes(found, code.isIcd10ButNotCm() ? icd10 : null, code, concept);
        }
        for (var context : byWords(concept)) {
            if (sex == null || context.notInWordsOf() != sex) {
                found = with(found, context);
            }
        }
        for (var context : anywhere) {
            if (namesAny(concept, context.words()) && !namesAny(concept, context.notWords())) {
                found = with(found, context);
            }
        }
        return found;
    }

    private static List<RiskContext> withPrefixes(
            List<RiskContext> found, @Nullable List<CodePrefix> prefixes, Code code, Concept concept) {
        var all = found;
        if (prefixes != null) {
            for (var prefix : prefixes) {
                if (prefix.fits(code, concept)) {
                    all = with(all, prefix.context(), concept);
                }
            }
        }
        return all;
    }

    private static boolean namesAny(Concept concept, Set<String> words) {
        if (!words.isEmpty()) {
            for (var name : concept.names()) {
                if (containsAny(name, words)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<RiskContext> with(List<RiskContext> found, RiskContext context, Concept concept) {
        var named = context.namedAs();
        return named.isEmpty() || namesAny(concept, named) ? with(found, context) : found;
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

    private static boolean containsAny(String words, Set<String> names) {
        var plain = PlainText.of(words);
        for (var name : names) {
            if (PlainText.containsWord(plain, name)) {
                return true;
            }
        }
        return false;
    }

    /** Only the whole of the record's own words, so that nothing in them denies or doubts it. */
    private List<RiskContext> byWords(Concept concept) {
        var text = concept.text();
        // Half as long again leaves room for blanks and accents.
        return text == null || byText.isEmpty() || text.length() > longestText * 3 / 2 || text.indexOf('?') >= 0
                ? List.of()
                : byText.getOrDefault(PlainText.of(text), List.of());
    }

    /** What a result with its code, or of its category, may show; or null. */
    @Nullable
    ResultSign observed(Observation observation) {
        var codings = observation.code().codings();
        for (var i = 0; i < codings.size(); i++) {
            var sign = byObservation.get(codings.get(i).code());
            if (sign != null) {
                return sign;
            }
        }
        return observation.socialHistory() ? inSocialHistory : null;
    }
}
