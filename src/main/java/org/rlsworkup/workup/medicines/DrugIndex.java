package org.rlsworkup.workup.medicines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;

/**
 * Tells which drugs a product holds: by the code of an ingredient, else by the code of a product we know, else by its
 * ATC code, else by a name in its words. A display is believed here, unlike in the laboratory: it is the sender's name
 * for the product, and a drug that we do not know by its code is no other drug for that.
 */
final class DrugIndex {
    private static final int WHOLE_ATC = 7;

    private final Map<Code, Drug> ingredients = new HashMap<>();
    private final Map<Code, DrugRules.KnownProduct> products = new HashMap<>();
    private final Map<Code, Drug> atc = new HashMap<>();
    private final Map<String, Drug> byId;
    private final DrugNameMatcher words;
    private final DrugRules.Local local;

    DrugIndex(DrugRules rules) {
        this.byId = rules.drugs().stream().collect(Collectors.toUnmodifiableMap(Drug::id, Function.identity()));
        for (var drug : rules.drugs()) {
            drug.codes().forEach(code -> ingredients.put(code, drug));
            drug.atc().forEach(code -> atc.put(code, drug));
        }
        rules.products().forEach(product -> products.put(product.code(), product));
        this.words = new DrugNameMatcher(rules.drugs(), rules.negations());
        this.local = rules.local();
    }

    /** The drugs in this product that we know; each listed ingredient is looked at on its own. */
    Set<Drug> of(Product product) {
        var found = new LinkedHashSet<>(of(product.code()));
        if (product.code().isEmpty() && product.display() != null) {
            found.addAll(words.in(List.of(product.display())));
        }
        product.ingredients().forEach(ingredient -> found.addAll(of(ingredient)));
        return found;
    }

    private Set<Drug> of(Concept concept) {
        var found = new LinkedHashSet<Drug>();
        concept.codings().forEach(coding -> add(found, ingredients.get(coding.code())));
        if (found.isEmpty()) {
            concept.codings().forEach(coding -> addProduct(found, coding.code()));
        }
        if (found.isEmpty()) {
            concept.codings().forEach(coding -> add(found, byAtc(coding.code())));
        }
        if (found.isEmpty()) {
            found.addAll(words.in(concept.names()));
        }
        concept.codings().forEach(coding -> stand(found, byAtc(coding.code())));
        return found;
    }

    private static void add(Set<Drug> found, @Nullable Drug drug) {
        if (drug != null) {
            found.add(drug);
        }
    }

    private void stand(Set<Drug> found, @Nullable Drug use) {
        if (use != null && found.removeIf(drug -> drug.id().equals(use.insteadOf()))) {
            found.add(use);
        }
    }

    private void addProduct(Set<Drug> found, Code code) {
        var product = products.get(code);
        if (product != null) {
            product.drugs().forEach(id -> add(found, byId.get(id)));
        }
    }

    /** ATC codes are a tree in their first characters: one, three, four, five and seven of them. */
    private @Nullable Drug byAtc(Code code) {
        for (var length = Math.min(WHOLE_ATC, code.code().length()); length > 0; length--) {
            var drug = atc.get(new Code(code.system(), code.code().substring(0, length)));
            if (drug != null && (length < WHOLE_ATC || code.code().length() == WHOLE_ATC)) {
                return drug;
            }
        }
        return null;
    }

    /** Whether the product, given on these routes, acts only where it is applied. */
    boolean isLocal(Product product, List<Concept> routes) {
        var concepts = new ArrayList<>(product.ingredients());
        concepts.add(product.code());
        return isLocal(product.form())
                || concepts.stream().anyMatch(concept -> concept.any(this::isLocalProduct))
                || holdsLocalWord(product.code().names())
                || (product.display() != null && holdsLocalWord(List.of(product.display())))
                || (!routes.isEmpty() && routes.stream().allMatch(this::isLocal));
    }

    private boolean isLocal(Concept routeOrForm) {
        return routeOrForm.any(local.codes()::contains) || holdsLocalWord(routeOrForm.names());
    }

    private boolean isLocalProduct(Code code) {
        var product = products.get(code);
        return (product != null && product.local())
                || local.atc().stream()
                        .anyMatch(prefix -> prefix.system() != null
                                && prefix.system().equals(code.system())
                                && code.code().startsWith(prefix.code()));
    }

    private boolean holdsLocalWord(List<String> texts) {
        return texts.stream().anyMatch(text -> PlainText.words(text).stream().anyMatch(local.words()::contains));
    }
}
