package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Calculation;
import org.rlsworkup.knowledge.analyte.Calculation.Equivalent;
import org.rlsworkup.knowledge.analyte.Calculation.Whole;
import org.rlsworkup.knowledge.analyte.Scale;

/** Reads {@code calculated}: how an analyte is calculated from two others. */
final class CalculationFields {
    private record Read(Fields fields, Calculation calculation, List<Fields> wholes) {}

    private final List<Read> all = new ArrayList<>();

    @Nullable
    Calculation read(Fields analyte) {
        if (!analyte.has("calculated")) {
            return null;
        }
        var fields = analyte.mapping("calculated");
        var wholes = fields.mappings("wholes", true);
        var read = new Calculation(
                fields.text("part"),
                wholes.stream().map(CalculationFields::whole).toList(),
                fields.decimal("noteAbove"));
        fields.end();
        all.add(new Read(fields, read, wholes));
        return read;
    }

    private static Whole whole(Fields fields) {
        var as = new HashMap<String, Equivalent>();
        var equivalents = fields.mappingIfAny("as");
        for (var scale : equivalents.keys()) {
            var equivalent = equivalents.mapping(scale);
            if (equivalent.keys().size() != 1) {
                equivalents.problem(scale, "must name one unit with its factor");
            }
            equivalent.keys().forEach(unit -> as.put(scale, new Equivalent(unit, equivalent.decimal(unit))));
        }
        var read = new Whole(fields.text("analyte"), fields.flag("plusPart"), as);
        fields.end();
        return read;
    }

    /** Analytes may be listed in any order: what a calculation names is looked for when all are known. */
    void check(Map<String, Analyte> analytes) {
        for (var read : all) {
            var part = analytes.get(read.calculation().part());
            if (part == null) {
                read.fields().problem("part", "'" + read.calculation().part() + "' is no analyte");
                continue;
            }
            for (var i = 0; i < read.wholes().size(); i++) {
                check(read.calculation().wholes().get(i), read.wholes().get(i), part, analytes);
            }
        }
    }

    private static void check(Whole whole, Fields fields, Analyte part, Map<String, Analyte> analytes) {
        var analyte = analytes.get(whole.analyte());
        if (analyte == null) {
            fields.problem("analyte", "'" + whole.analyte() + "' is no analyte");
            return;
        }
        var partScales = part.scales().stream().map(Scale::id).toList();
        var scales = analyte.scales().stream().map(Scale::id).toList();
        var of = " is no scale of ";
        whole.as().forEach((scale, equivalent) -> {
            if (!scales.contains(scale)) {
                fields.problem("as", "'" + scale + "'" + of + analyte.id());
            }
            if (!partScales.contains(equivalent.scale())) {
                fields.problem("as", "'" + equivalent.scale() + "'" + of + part.id());
            }
        });
        scales.stream()
                .filter(scale -> whole.as().isEmpty()
                        ? !partScales.contains(scale)
                        : !whole.as().containsKey(scale))
                .forEach(scale -> fields.problem("as", "does not say what '" + scale + "' amounts to"));
    }
}
