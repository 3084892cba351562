package org.rlsworkup.knowledge.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the results of one question are read, for readers of the knowledge.
 *
 * @param analytes whose results are read
 * @param rules of which the first that holds speaks
 * @param notes that add to what is said
 * @param reflexes tests that a result asks for
 * @param scales a drawing for each analyte, unit and population that has thresholds
 */
record ReadingDocument(
        String id,
        String name,
        List<String> analytes,
        List<Rule> rules,
        List<Note> notes,
        List<Reflex> reflexes,
        List<Drawing> scales) {

    /**
     * A rule.
     *
     * @param populations for whom; empty for everybody
     * @param condition as written in the knowledge file
     * @param indicator warning, info, or none
     * @param changes what would change the reading; may be empty
     */
    record Rule(
            String id,
            List<String> populations,
            String condition,
            String indicator,
            String summary,
            String says,
            String changes,
            String strength,
            String grade,
            List<String> citations,
            boolean unverified) {}

    /** A caveat: it adds to the rules named, and makes no card. */
    public record Note(
            String id, List<String> rules, String condition, String says, List<String> citations, boolean unverified) {}

    /** Tests of which the first that fits is offered where one of the rules speaks and the condition holds. */
    record Reflex(List<String> rules, String condition, List<String> oneOf, String says) {}

    /**
     * The bands of one analyte.
     *
     * @param text the drawing in words
     * @param population for whom, or null for everybody
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Drawing(
            String id,
            String analyte,
            String unit,
            @Nullable String population,
            String text,
            List<Band> bands) {}

    /**
     * One band.
     *
     * @param from its lower end, or null
     * @param to its upper end, or null
     * @param range both in words
     * @param level the highest indicator that a rule can give in it
     * @param readings what rules say of it, each with whether it hangs on more than this value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Band(
            @Nullable BigDecimal from,
            @Nullable BigDecimal to,
            String range,
            String level,
            List<BandReading> readings) {}

    /** What a rule says of a band; {@code depends} on other facts or for certain. */
    record BandReading(String rule, String summary, boolean depends) {}
}
