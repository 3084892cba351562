package org.rlsworkup.knowledge.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;

/** Reads {@code analytes}: what laboratories measure, in which units, and under which codes. */
final class AnalyteSection {
    private final Fields file;
    private final Codes codes;
    private final Map<Code, String> owners = new HashMap<>();

    AnalyteSection(Fields file, Codes codes) {
        this.file = file;
        this.codes = codes;
    }

    /** Whose result a code is. */
    Map<Code, String> owners() {
        return owners;
    }

    Map<String, Analyte> read() {
        var analytes = new LinkedHashMap<String, Analyte>();
        var calculations = new CalculationFields();
        for (var fields : file.mappings("analytes", true)) {
            var id = fields.text("id");
            var name = fields.text("name");
            var scales = new ScaleFields(fields).read();
            var calculation = calculations.read(fields);
            var filings = filings(fields, id, scales);
            var never = fields.has("never") ? never(fields, id) : Set.<Code>of();
            fields.end();
            if (analytes.put(id, new Analyte(id, name, scales, filings, never, calculation)) != null) {
                fields.problem("id", "'" + id + "' is listed twice");
            }
        }
        calculations.check(analytes);
        return analytes;
    }

    private Map<Code, Analyte.Filing> filings(Fields fields, String owner, List<Scale> scales) {
        var filings = new LinkedHashMap<Code, Analyte.Filing>();
        for (var entry : fields.mappings("codes", true)) {
            if (entry.flag("invalidCheckDigit")) {
                entry.problem("invalidCheckDigit", "a code that counts must be valid");
            }
            var code = own(codes.code(entry, "code"), owner, entry);
            var name = entry.text("name");
            var unverified = entry.flag("unverified");
            filings.put(code, new Analyte.Filing(name, unverified, scalesOf(entry, scales), null));
            entry.end();
        }
        return filings;
    }

    private static List<Scale> scalesOf(Fields entry, List<Scale> scales) {
        var noClass = entry.flag("noClass");
        if (!entry.has("units")) {
            var all = noClass ? List.<Scale>of() : scales;
            refuseAmbiguousUnits(entry, all);
            return all;
        }
        if (noClass) {
            entry.problem("units", "says nothing where noClass is true");
        }
        var ids = entry.texts(
                "units",
                id -> scales.stream().anyMatch(scale -> scale.id().equals(id))
                        ? null
                        : "'" + id + "' is no scale of this analyte; scales: "
                                + String.join(
                                        ", ", scales.stream().map(Scale::id).toList()));
        var chosen = scales.stream().filter(scale -> ids.contains(scale.id())).toList();
        refuseAmbiguousUnits(entry, chosen);
        return chosen;
    }

    /** Under one code, a unit has one meaning. */
    private static void refuseAmbiguousUnits(Fields entry, List<Scale> scales) {
        for (var scale : scales) {
            scale.accepts().written().keySet().stream()
                    .filter(unit -> scales.stream()
                            .anyMatch(other ->
                                    !other.equals(scale) && other.accepts().factor(unit) != null))
                    .forEach(unit -> entry.problem("units", "'" + unit + "' is on several of these scales"));
        }
    }

    private Set<Code> never(Fields fields, String owner) {
        var never = new LinkedHashSet<Code>();
        for (var entry : fields.mappings("never", true)) {
            var invalid = entry.flag("invalidCheckDigit");
            var code = invalid ? codes.invalidCode(entry, "code") : codes.code(entry, "code");
            never.add(own(code, owner, entry));
            entry.text("name");
            entry.end();
        }
        return never;
    }

    private Code own(Code code, String owner, Fields entry) {
        var before = owners.put(code, owner);
        if (before != null) {
            entry.problem("code", "'" + code.code() + "' is already listed for " + before);
        }
        return code;
    }
}
