package org.rlsworkup.workup.medicines;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final int WHOLE_ATC = 7;

    private final Map<Code, Drug> ingredients = new HashMap<>();
    private final Map<Code, DrugRules.KnownProduct> products;
    private final Map<Code, Drug> atc = new HashMap<>();
    private final Map<String, Drug> byId;
    private final DrugNameMatcher names;
    private final DrugRules.Local local;

    DrugIndex(DrugRules rules) {
        this.byId = rules.ingredients().stream().collect(Collectors.toUnmodifiableMap(Drug::id, Function.identity()));
        for (var drug : rules.ingredients()) {
            drug.codes().forEach(code -> ingredients.put(code, drug));
            drug.atc().forEach(code -> atc.put(code, drug));
        }
        this.products = rules.products();
        this.names = new DrugNameMatcher(rules.ingredients(), rules.negations());
        this.local = rules.local();
    }

    /** The known drugs in this product; each listed ingredient counts separately. */
    Set<Drug> of(Product product) {
        var found = of(product.code());
        if (product.code().isEmpty() && product.display() != null) {
            found.addAll(names.in(List.of(product.display())));
        }
        product.ingredients().forEach(ingredient -> found.addAll(of(ingredient)));
        return found;
    }

    private Set<Drug> of(Concept concept) {
        var found = new LinkedHashSet<Drug>();
        for (var coding : concept.codings()) {
            add(found, ingredients.get(coding.code()));
        }
        if (found.isEmpty()) {
            for (var coding : concept.codings()) {
                var product = products.get(coding.code());
                if (product != null) {
                    product.drugs().forEach(id -> add(found, byId.get(id)));
                }
            }
        }
        if (found.isEmpty()) {
            concept.codings().forEach(coding -> add(found, byAtc(coding.code())));
        }
        if (found.isEmpty()) {
            found.addAll(names.in(concept.names()));
        }
        for (var coding : concept.codings()) {
            var use = byAtc(coding.code());
            if (use != null && found.removeIf(drug -> drug.id().equals(use.insteadOf()))) {
                found.add(use);
            }
        }
        return found;
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

    /** Whether the product, given by these routes, acts only where it is applied. */
    boolean isLocal(Product product, List<Concept> routes) {
        return isLocal(product.form())
                || Stream.concat(product.ingredients().stream(), Stream.of(product.code()))
                        .anyMatch(concept -> concept.any(this::isLocalProduct))
                || hasLocalWord(product.code().names())
                || (product.display() != null && hasLocalWord(List.of(product.display())))
                || (!routes.isEmpty() && routes.stream().allMatch(this::isLocal));
    }

    private boolean isLocal(Concept routeOrForm) {
        return routeOrForm.any(local.codes()::containsKey) || hasLocalWord(routeOrForm.names());
    }

    private boolean isLocalProduct(Code code) {
        var product = products.get(code);
        return (product != null && product.local())
                || local.atc().stream()
                        .anyMatch(prefix -> prefix.system() != null
                                && prefix.system().equals(code.system())
                                && code.code().startsWith(prefix.code()));
    }

    private boolean hasLocalWord(List<String> texts) {
        return texts.stream().anyMatch(text -> PlainText.words(text).stream().anyMatch(local.words()::contains));
    }
}
