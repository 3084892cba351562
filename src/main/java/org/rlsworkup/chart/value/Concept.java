package org.rlsworkup.chart.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What FHIR calls a CodeableConcept: one meaning, coded any number of times.
 *
 * @param codings the codings in the order sent; empty if there is none
 * @param text the sender's own words; where there are none, the display of a coding without a code; or null
 */
public record Concept(List<Coding> codings, @Nullable String text) {
    public static final Concept NONE = new Concept(List.of(), null);

    public Concept {
        codings = List.copyOf(codings);
    }

    /**
     * A code and what the sender calls it.
     *
     * @param display the sender's words for the code, or null; it never decides what the code means
     */
    public record Coding(Code code, @Nullable String display) {}

    /** Whether any coding satisfies the condition. */
    public boolean any(Predicate<Code> condition) {
        for (var i = 0; i < codings.size(); i++) {
            if (condition.test(codings.get(i).code())) {
                return true;
            }
        }
        return false;
    }

    /** Whether this says nothing at all. */
    public boolean isEmpty() {
        return codings.isEmpty() && text == null;
    }

    /** Everything this is called, the sender's own words first. */
    public List<String> names() {
        var names = new ArrayList<String>();
        if (text != null) {
            names.add(text);
        }
        for (var coding : codings) {
            if (coding.display() != null) {
                names.add(coding.display());
            }
        }
        return names;
    }

    /** For status-like concepts: the first code, else the text in lower case, else null. */
    public @Nullable String status() {
        if (!codings.isEmpty()) {
            return codings.get(0).code().code();
        }
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }
}
