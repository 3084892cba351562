package org.rlsworkup.workup.results;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.ReferenceRange;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.workup.Charts;
import org.rlsworkup.workup.results.Measurement.Known;
import org.rlsworkup.workup.results.Measurement.NotInterpretable;

/** Interprets a value under a LOINC code with the shipped knowledge. */
public final class Values {
    public static final String UCUM = "http://unitsofmeasure.org";

    private Values() {}

    public static Value.Quantity quantity(String written) {
        return quantity(written, null);
    }

    /** A Quantity written as {@code <5 ng/mL}; the unit is its text. */
    public static Value.Quantity quantity(String written, @Nullable String code) {
        var comparator = written.replaceAll("[^<>=].*", "");
        var rest = written.substring(comparator.length());
        var blank = rest.indexOf(' ');
        return new Value.Quantity(
                comparator.isEmpty() ? null : comparator,
                new BigDecimal(blank < 0 ? rest : rest.substring(0, blank)),
                blank < 0 ? null : rest.substring(blank + 1),
                code == null ? null : UCUM,
                code);
    }

    public static ReferenceRange normal(@Nullable String low, @Nullable String high) {
        return new ReferenceRange(limit(low), limit(high), null, false);
    }

    static Value.@Nullable Quantity limit(@Nullable String written) {
        return written == null ? null : quantity(written);
    }

    public static Measurement read(String loinc, Measured measured) {
        return read(Charts.KNOWLEDGE, loinc, measured);
    }

    public static Measurement read(Knowledge knowledge, String loinc, Measured measured) {
        var code = Code.loinc(loinc);
        var analyte = knowledge.analytes().values().stream()
                .filter(it -> it.codes().containsKey(code))
                .findFirst()
                .orElseThrow();
        return ValueReader.read(analyte, Charts.concept(code), measured);
    }

    public static Measurement read(String loinc, Value value) {
        return read(loinc, new Measured(value, null));
    }

    public static Measurement read(String loinc, String quantity) {
        return read(loinc, quantity(quantity));
    }

    public static Measurement readText(String loinc, String text, ReferenceRange... ranges) {
        return read(loinc, new Measured(new Value.Text(text), null, List.of(ranges), null, List.of()));
    }

    /** The value on the main scale of its analyte, or why there is none. */
    public static String inMain(Measurement measurement) {
        return switch (measurement) {
            case Known known when known.inMain() == null -> "no way there";
            case Known known ->
                known.inMain().written(4) + " " + known.analyte().main().unit();
            case NotInterpretable(var why, var asSent) -> why.name();
        };
    }

    /** The value on its own scale, or why there is none. */
    public static String onScale(Measurement measurement) {
        return switch (measurement) {
            case Known known ->
                known.interval().written(4) + " " + known.scale().id();
            case NotInterpretable(var why, var asSent) -> why.name();
        };
    }
}
