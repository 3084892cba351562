package org.rlsworkup.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rlsworkup.workup.Analyte;
import org.rlsworkup.workup.Code;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.LabTest;

/**
 * Lays a site's additions over the knowledge: local codes for results (by analyte) and for orders (by test), panels, the
 * code put on an order, look-backs, and tests that the site does not want.
 */
final class SiteFile {
    private final Fields site;
    private final Codes codes;
    private final Knowledge knowledge;

    SiteFile(Fields site, Codes codes, Knowledge knowledge) {
        this.site = site;
        this.codes = codes.and(site.mappingIfAny("systems"));
        this.knowledge = knowledge;
    }

    Knowledge read() {
        var analytes = analytes();
        var tests = tests(analytes);
        site.end();
        return knowledge.with(analytes, tests);
    }

    private Map<String, Analyte> analytes() {
        var all = new HashMap<>(knowledge.analytes());
        var additions = site.mappingIfAny("analytes");
        for (var id : additions.keys()) {
            var fields = additions.mapping(id);
            var known = all.get(id);
            if (known == null) {
                additions.problem(id, "is no analyte; analytes: " + String.join(", ", new TreeSet<>(all.keySet())));
                continue;
            }
            var more = codes(fields, "codes");
            for (var code : more) {
                owner(code)
                        .ifPresent(
                                owner -> fields.problem("codes", "'" + code.code() + "' already belongs to " + owner));
            }
            all.put(id, new Analyte(id, known.name(), union(known.codes(), more), known.never()));
            fields.end();
        }
        return all;
    }

    private Optional<String> owner(Code code) {
        return knowledge.analytes().values().stream()
                .filter(analyte ->
                        analyte.codes().contains(code) || analyte.never().contains(code))
                .map(Analyte::id)
                .findFirst();
    }

    private List<LabTest> tests(Map<String, Analyte> analytes) {
        var additions = site.mappingIfAny("tests");
        var ids = knowledge.tests().stream().map(LabTest::id).toList();
        additions.keys().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> additions.problem(id, "is no test; tests: " + String.join(", ", ids)));
        var tests = new ArrayList<LabTest>();
        for (var test : knowledge.tests()) {
            var fields = additions.mappingIfAny(test.id());
            var off = fields.flag("off");
            var changed = test(test, fields, analytes);
            fields.end();
            if (!off) {
                tests.add(changed);
            }
        }
        if (tests.isEmpty()) {
            site.problem("tests", "every test is switched off");
        }
        return tests;
    }

    private LabTest test(LabTest test, Fields fields, Map<String, Analyte> analytes) {
        var panels = union(test.panels(), codes(fields, "panels"));
        var ordered = new LinkedHashSet<>(test.orderedBy());
        ordered.addAll(codes(fields, "orderedBy"));
        ordered.addAll(panels);
        test.measuredBy().forEach(id -> {
            var analyte = analytes.get(id);
            if (analyte != null) {
                ordered.addAll(analyte.codes());
            }
        });
        var orderable = test.orderable();
        if (fields.has("order")) {
            var order = fields.mapping("order");
            var own = codes.code(order, "code");
            orderable = new LabTest.Orderable(
                    own.isLoinc() ? List.of(own) : both(orderable.codings(), own),
                    order.text("name", orderable.name()));
            order.end();
            ordered.add(own);
        }
        var lookback = fields.has("lookbackDays") ? fields.number("lookbackDays", 1, 3650) : test.lookbackDays();
        return test.with(panels, ordered, lookback, orderable);
    }

    /** The LOINC code stays on the order, so that whoever reads it elsewhere knows what was meant. */
    private static List<Code> both(List<Code> loinc, Code own) {
        var codings = new ArrayList<>(loinc);
        codings.add(own);
        return codings;
    }

    private Set<Code> codes(Fields fields, String key) {
        var read = new LinkedHashSet<Code>();
        fields.textsIfAny(key).forEach(written -> read.add(codes.read(written, fields, key, false)));
        return read;
    }

    private static Set<Code> union(Set<Code> some, Set<Code> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
