package org.rlsworkup.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;

/**
 * What is said of the product a medicine is given as.
 *
 * @param code its code and name; {@link Concept#NONE} if there is none
 * @param display what the reference to it calls it, or null
 * @param form its dose form; {@link Concept#NONE} if not given
 * @param ingredients what it is made of, as far as that is listed
 */
public record Product(Concept code, @Nullable String display, Concept form, List<Concept> ingredients) {
    public static final Product UNKNOWN = new Product(Concept.NONE, null, Concept.NONE, List.of());

    public Product {
        ingredients = List.copyOf(ingredients);
    }

    /** Whether nothing here could tell which drug it is. */
    public boolean isAnonymous() {
        return code.isEmpty() && display == null && ingredients.stream().allMatch(Concept::isEmpty);
    }

    @Override
    public String toString() {
        return "Product[]";
    }
}
