package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import java.util.List;
import org.rlsworkup.chart.value.Value;

/** Finds out on which scale a number stands that was sent with a unit, under a code that says what was measured. */
public final class UnitFinder {
    static final String UCUM = "http://unitsofmeasure.org";

    private UnitFinder() {}

    /** What a unit means under a code. */
    public sealed interface Found {
        /**
         * A unit that goes with the code.
         *
         * @param factor to the canonical unit of the scale
         */
        record On(Scale scale, BigDecimal factor) implements Found {}

        /** No unit was sent. */
        record Missing() implements Found {}

        /** A unit that does not go with the code, or that we do not know. */
        record Mismatch() implements Found {}
    }

    public static final Found MISSING = new Found.Missing();
    public static final Found MISMATCH = new Found.Mismatch();

    /**
     * The unit of a Quantity: its code first, then its text. Where the two contradict each other, the UCUM code holds.
     */
    public static Found of(Value.Quantity quantity, List<Scale> scales) {
        var byCode = quantity.code() == null ? MISSING : of(quantity.code(), scales);
        if (byCode instanceof Found.On || (byCode instanceof Found.Mismatch && UCUM.equals(quantity.system()))) {
            return byCode;
        }
        var byText = quantity.unit() == null ? MISSING : of(quantity.unit(), scales);
        return byText instanceof Found.Missing ? byCode : byText;
    }

    /** A unit as it is written. */
    public static Found of(String unit, List<Scale> scales) {
        for (var i = 0; i < scales.size(); i++) {
            var scale = scales.get(i);
            var factor = scale.accepts().factor(unit);
            if (factor != null) {
                return new Found.On(scale, factor);
            }
        }
        return Units.spelling(unit).isEmpty() ? MISSING : MISMATCH;
    }
}
