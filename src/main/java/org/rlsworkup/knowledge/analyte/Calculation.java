package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * How an analyte that is a share in percent is calculated from two others of one specimen.
 *
 * @param part id of the analyte above the line
 * @param wholes what may stand below the line
 * @param noteAbove points between a reported and a calculated value above which the difference is worth a note
 */
public record Calculation(String part, List<Whole> wholes, BigDecimal noteAbove) {
    public Calculation {
        wholes = List.copyOf(wholes);
    }

    /**
     * What stands below the line.
     *
     * @param analyte id
     * @param plusPart whether the part has to be added to it
     * @param as by the id of a scale, what its value amounts to; empty if it is of the kind of the part
     */
    public record Whole(String analyte, boolean plusPart, Map<String, Equivalent> as) {
        public Whole {
            as = Map.copyOf(as);
        }
    }

    /**
     * What a value amounts to.
     *
     * @param scale id of a scale of the part
     * @param times factor from the one to the other
     */
    public record Equivalent(String scale, BigDecimal times) {}
}
