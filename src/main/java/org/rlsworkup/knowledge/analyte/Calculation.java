package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** How an analyte that is a share in percent is calculated from two others of one specimen. */
public record Calculation(
        @Key(value = "Id of the analyte above the line.", refersTo = Ids.ANALYTE)
        String part,

        @Key("Possible denominators, the best first.") List<Whole> wholes,

        @Key("Points between a reported and a calculated value above which the difference is noted.")
        BigDecimal noteAbove) {

    /** What stands below the line. */
    public record Whole(
            @Key(value = "Its id.", refersTo = Ids.ANALYTE) String analyte,
            @Key("Whether the part has to be added to it.") boolean plusPart,

            @Key(value = "By scale, what its value amounts to: one unit of the part with its factor.", optional = true)
            Map<String, Map<String, BigDecimal>> as) {

        /** What a value on this scale amounts to, or null if it is of the kind of the part already. */
        public @Nullable Equivalent equivalent(String scale) {
            var amounts = as.get(scale);
            if (amounts == null) {
                return null;
            }
            var only = amounts.entrySet().iterator().next();
            return new Equivalent(only.getKey(), only.getValue());
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
