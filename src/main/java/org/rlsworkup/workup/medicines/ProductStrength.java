package org.rlsworkup.workup.medicines;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.drug.Drug;

/** Reads from the names of a product how much of a drug is in it. */
final class ProductStrength {
    /** Between the ingredients of a product; not the mark of a number. */
    private static final Pattern NEXT = Pattern.compile("/|\\+|;|,(?!\\d)|\\b(?:and|with)\\b");

    private static final Pattern AMOUNT =
            Pattern.compile("(\\d+(?:,\\d{3})*(?:\\.\\d+)?)\\s*(mg|milligrams?|mcg|ug|µg|μg|micrograms?|g|grams?)\\b");

    private ProductStrength() {}

    /** In mg; null if no name of the product tells. */
    static @Nullable BigDecimal of(Drug drug, Product product) {
        var names = new ArrayList<>(product.code().names());
        if (product.display() != null) {
            names.add(product.display());
        }
        product.ingredients().forEach(ingredient -> names.addAll(ingredient.names()));
        for (var name : names) {
            for (var part : NEXT.split(name.toLowerCase(Locale.ROOT), -1)) {
                var amount = AMOUNT.matcher(part);
                if (namesDrug(drug, part) && amount.find()) {
                    return milligrams(amount.group(1), amount.group(2));
                }
            }
        }
        return null;
    }

    private static boolean namesDrug(Drug drug, String part) {
        return drug.names().stream().anyMatch(name -> PlainText.containsWord(part, name));
    }

    private static BigDecimal milligrams(String number, String unit) {
        var value = new BigDecimal(number.replace(",", ""));
        if (unit.startsWith("mg") || unit.startsWith("milli")) {
            return value;
        }
        return unit.startsWith("g") ? value.movePointRight(3) : value.movePointLeft(3);
    }
}
