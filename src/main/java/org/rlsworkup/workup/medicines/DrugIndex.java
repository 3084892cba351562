package org.rlsworkup.workup.medicines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;

/**
 * Recognizes the drugs in a product: by the code of an ingredient, else by the code of a known product, else by its ATC
 * code, else by a name in its words. Unlike in the laboratory a display counts: it is the sender's name of the product,
 * whether or not its code is known here.
 */
final class DrugIndex {
    /** RxNorm's brand, and the complaint that a medicine relieves: neither "Nasal Relief" is a nasal route. */
    private static final Pattern BRAND = Pattern.compile("\\[[^\\]]*]|(?i)nasal (?=relief|congest|decongest)");

    /** A point inside a number ends nothing. */
    private static final Pattern SENTENCE_END = Pattern.compile("[.;!\\n](?=\\s|$)");

    private static final int WHOLE_ATC = 7;

    private record Name(List<String> words, Drug drug) {}

    private final DrugRules rules;

    private final Map<Code, Drug> ingredients = new HashMap<>();
    private final Map<Code, Drug> atc = new HashMap<>();
    private final Map<String, Drug> byId = new HashMap<>();
    private final Map<String, List<Name>> namesByFirstWord = new HashMap<>();
    private final List<List<String>> forbidding;

    DrugIndex(DrugRules rules) {
        this.rules = rules;
        this.forbidding = rules.forbidding().stream().map(PlainText::words).toList();
        for (var drug : rules.ingredients()) {
            byId.put(drug.id(), drug);
            drug.codes().forEach(code -> ingredients.put(code, drug));
            drug.atc().forEach(code -> atc.put(code, drug));
            for (var name : drug.names()) {
                var words = PlainText.words(name);
                namesByFirstWord
                        .computeIfAbsent(words.get(0), first -> new ArrayList<>())
                        .add(new Name(words, drug));
            }
        }
    }

    /** The known drugs in this product; each listed ingredient counts separately. */
    Set<Drug> of(Product product) {
        var found = of(product.code());
        if (product.code().isEmpty() && product.display() != null) {
            addNamed(found, product.display());
        }
        product.ingredients().forEach(ingredient -> found.addAll(of(ingredient)));
        var replaced = found.stream().map(Drug::insteadOf).toList();
        found.removeIf(drug -> replaced.contains(drug.id()));
        return found;
    }

    private Set<Drug> of(Concept concept) {
        var found = new LinkedHashSet<Drug>();
        concept.codings().forEach(coding -> add(found, ingredients.get(coding.code())));
        if (found.isEmpty()) {
            for (var coding : concept.codings()) {
                var product = rules.products().get(coding.code());
                if (product != null) {
                    product.drugs().forEach(id -> add(found, byId.get(id)));
                }
            }
        }
        if (found.isEmpty()) {
            concept.codings().forEach(coding -> add(found, byAtc(coding.code())));
        }
        if (found.isEmpty()) {
            concept.names().forEach(text -> addNamed(found, text));
        }
        var uses = new LinkedHashSet<Drug>();
        concept.codings().forEach(coding -> add(uses, byAtc(coding.code())));
        concept.names().forEach(text -> addNamed(uses, text));
        uses.stream().filter(use -> isUseOfAny(use, found)).forEach(found::add);
        return found;
    }

    /** Whether a code or a word tells a use of a drug that was found by another one. */
    private static boolean isUseOfAny(Drug use, Set<Drug> found) {
        return use.insteadOf() != null
                && found.stream().anyMatch(drug -> drug.id().equals(use.insteadOf()));
    }

    private static void add(Set<Drug> found, @Nullable Drug drug) {
        if (drug != null) {
            found.add(drug);
        }
    }

    /** ATC codes are a tree by their first one, three, four, five and seven characters. */
    private @Nullable Drug byAtc(Code code) {
        for (var length = Math.min(WHOLE_ATC, code.code().length()); length > 0; length--) {
            var drug = atc.get(new Code(code.system(), code.code().substring(0, length)));
            if (drug != null && (length < WHOLE_ATC || code.code().length() == WHOLE_ATC)) {
                return drug;
            }
        }
        return null;
    }

    /** Adds the drugs named in a text by whole words: a name inside a longer word is another drug's. */
    private void addNamed(Set<Drug> found, String text) {
        for (var sentence : SENTENCE_END.split(text, -1)) {
            addNamed(found, PlainText.words(sentence));
        }
    }

    /** What is named after words that forbid it, up to the end of the sentence, is not taken. */
    private void addNamed(Set<Drug> found, List<String> words) {
        for (var at = 0; at < words.size() && !forbidsFrom(words, at); at++) {
            var name = longestName(words, at);
            if (name != null) {
                found.add(name.drug());
                at += name.words().size() - 1;
            }
        }
    }

    private boolean forbidsFrom(List<String> words, int at) {
        for (var phrase : forbidding) {
            var end = at + phrase.size();
            if (end <= words.size() && words.subList(at, end).equals(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** The longest name that starts here and is not negated: one drug's name may begin with another's. */
    private @Nullable Name longestName(List<String> words, int at) {
        if (at > 0 && rules.negations().contains(words.get(at - 1))) {
            return null;
        }
        Name longest = null;
        for (var name : namesByFirstWord.getOrDefault(words.get(at), List.of())) {
            var end = at + name.words().size();
            if ((longest == null || name.words().size() > longest.words().size())
                    && end <= words.size()
                    && words.subList(at, end).equals(name.words())) {
                longest = name;
            }
        }
        return longest;
    }

    /** Whether the product, given by these routes, acts only where it is applied. */
    boolean isLocal(Product product, List<Concept> routes) {
        return isLocal(product.form())
                || product.code().any(this::isLocalProduct)
                || product.ingredients().stream().anyMatch(ingredient -> ingredient.any(this::isLocalProduct))
                || product.code().names().stream().anyMatch(this::hasLocalWord)
                || (product.display() != null && hasLocalWord(product.display()))
                || (!routes.isEmpty() && routes.stream().allMatch(this::isLocal));
    }

    private boolean isLocal(Concept routeOrForm) {
        return routeOrForm.any(rules.local().codes()::containsKey)
                || routeOrForm.names().stream().anyMatch(this::hasLocalWord);
    }

    private boolean isLocalProduct(Code code) {
        var product = rules.products().get(code);
        return (product != null && product.local())
                || rules.local().atc().stream()
                        .anyMatch(prefix -> prefix.system() != null
                                && prefix.system().equals(code.system())
                                && code.code().startsWith(prefix.code()));
    }

    private boolean hasLocalWord(String text) {
        return PlainText.words(BRAND.matcher(text).replaceAll(" ")).stream()
                .anyMatch(rules.local().words()::contains);
    }
}
