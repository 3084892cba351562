package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;

/**
 * A medicinal product as described in a resource; code and dose form are {@link Concept#NONE} if not given.
 *
 * @param display of the reference to it, or null
 */
public record Product(Concept code, @Nullable String display, Concept form, List<Concept> ingredients) {
    public static final Product UNKNOWN = new Product(Concept.NONE, null, Concept.NONE, List.of());

    public Product {
        ingredients = List.copyOf(ingredients);
    }

    /** Whether nothing here names a drug. */
    public boolean isAnonymous() {
        return code.isEmpty() && display == null && ingredients.stream().allMatch(Concept::isEmpty);
    }

    @Override
    public String toString() {
        return "Product[]";
    }
}
