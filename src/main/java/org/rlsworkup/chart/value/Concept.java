package org.rlsworkup.chart.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR CodeableConcept.
 *
 * @param text the sender's own words; where there are none, the display of a coding without a code; or null
 */
public record Concept(List<Coding> codings, @Nullable String text) {
    public static final Concept NONE = new Concept(List.of(), null);

    public Concept {
        codings = List.copyOf(codings);
    }

    /**
     * A FHIR Coding.
     *
     * @param display never decides what the code means
     */
    public record Coding(Code code, @Nullable String display) {}

    public boolean any(Predicate<Code> condition) {
        for (var i = 0; i < codings.size(); i++) {
            if (condition.test(codings.get(i).code())) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return codings.isEmpty() && text == null;
    }

    /** The text and all displays. */
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

    /** Of a status: HL7's code for it, in lower case; null if there is none. */
    public @Nullable String status() {
        return StatusConcept.of(codings, text);
    }
}
