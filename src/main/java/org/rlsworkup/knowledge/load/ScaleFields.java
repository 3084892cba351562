package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.analyte.Conversion;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.analyte.Units;

/** Reads the {@code scales} of one analyte: its families of units. */
final class ScaleFields {
    private final Fields analyte;

    ScaleFields(Fields analyte) {
        this.analyte = analyte;
    }

    List<Scale> read() {
        var scales = new ArrayList<Scale>();
        for (var fields : analyte.mappings("scales", true)) {
            var scale = scale(fields, scales.isEmpty());
            if (scales.stream().anyMatch(before -> before.id().equals(scale.id()))) {
                fields.problem("unit", "'" + scale.id() + "' is listed twice; give one of them an id");
            }
            scales.add(scale);
            fields.end();
        }
        return scales;
    }

    private static Scale scale(Fields fields, boolean isMain) {
        var unit = fields.text("unit");
        var units = new Units(units(fields));
        var own = units.factor(unit);
        if (own == null || own.compareTo(BigDecimal.ONE) != 0) {
            fields.problem("accepts", "must hold '" + unit + "' with the factor 1");
        }
        var noClass = fields.flag("noClass");
        var conversion = isMain ? Conversion.NONE : fields.has("toMain") ? conversion(fields.mapping("toMain")) : null;
        if (isMain && fields.has("toMain")) {
            fields.problem("toMain", "the first scale is the main one");
        }
        if (!isMain && noClass == (conversion != null)) {
            fields.problem("toMain", noClass ? "says nothing where noClass is true" : "is missing");
        }
        return new Scale(fields.text("id", unit), unit, units, plausible(fields), conversion, !noClass);
    }

    private static Map<String, BigDecimal> units(Fields fields) {
        var accepts = fields.mapping("accepts");
        var units = new LinkedHashMap<String, BigDecimal>();
        var spellings = new HashMap<String, String>();
        var capitals = new HashMap<String, BigDecimal>();
        for (var unit : accepts.keys()) {
            var factor = accepts.decimal(unit);
            var spelling = Units.spelling(unit);
            var before = spelling.isEmpty() ? unit : spellings.put(spelling, unit);
            if (before != null) {
                accepts.problem(unit, spelling.isEmpty() ? "is no unit" : "is read as '" + before + "' is");
            }
            var inCapitals = capitals.put(spelling.toUpperCase(Locale.ROOT), factor);
            if (inCapitals != null && inCapitals.compareTo(factor) != 0) {
                accepts.problem(unit, "written in capitals, is another unit too");
            }
            units.put(unit, factor);
        }
        return units;
    }

    private static Conversion conversion(Fields fields) {
        var times = fields.has("times") ? fields.decimal("times") : BigDecimal.ONE;
        var dividedBy = fields.has("dividedBy") ? fields.decimal("dividedBy") : BigDecimal.ONE;
        var plus = fields.has("plus") ? fields.decimal("plus") : BigDecimal.ZERO;
        if (!fields.has("times") && !fields.has("dividedBy")) {
            fields.problem("times", "is missing, and dividedBy too");
        }
        fields.end();
        return new Conversion(times, dividedBy, plus);
    }

    private static @Nullable Interval plausible(Fields fields) {
        if (!fields.has("plausible")) {
            return null;
        }
        var limits = fields.decimals("plausible");
        if (limits.size() != 2 || limits.get(0).compareTo(limits.get(1)) >= 0) {
            fields.problem("plausible", "must be a lower and a higher limit");
            return null;
        }
        return Interval.between(limits.get(0), limits.get(1));
    }
}
