package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.knowledge.analyte.Analyte;

/**
 * Lays a site's additions over the knowledge: local codes for results (by analyte) and for orders (by test), panels,
 * the code put on an order, look-backs, and tests that the site does not want.
 */
final class SiteFile {
    private final Fields site;
    private final Codes codes;
    private final Knowledge knowledge;
    private final Map<Code, String> owners;

    SiteFile(Fields site, Codes codes, Knowledge knowledge) {
        this.site = site;
        this.codes = codes.and(site.mappingIfAny("systems"));
        this.knowledge = knowledge;
        this.owners = owners(knowledge);
    }

    Knowledge read() {
        var analytes = analytes();
        var tests = tests(analytes);
        site.end();
        return knowledge.with(analytes, tests);
    }

    /** The systems of the knowledge and of the site, by their short names. */
    Map<String, String> systems() {
        return codes.systems();
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
            more.forEach(code -> refuseIfOwned(owners.put(code, id), code, fields, "codes"));
            var filings = new LinkedHashMap<>(known.filings());
            more.forEach(code -> filings.put(code, local(known)));
            defaultUnits(fields.mappingIfAny("defaultUnits"), filings);
            all.put(id, known.with(filings));
            fields.end();
        }
        return all;
    }

    /** A local code says nothing of mass or moles: every unit of the analyte goes with it, in its usual meaning. */
    private static Analyte.Filing local(Analyte analyte) {
        var scales = analyte.scales().stream()
                .filter(scale -> scale.id().equals(scale.unit()))
                .toList();
        return new Analyte.Filing("local", false, scales, null);
    }

    /** The unit of numbers that are sent without one, by the code under which they are filed. */
    private void defaultUnits(Fields fields, Map<Code, Analyte.Filing> filings) {
        for (var written : fields.keys()) {
            var unit = fields.text(written);
            var code = codes.read(written, fields, written, false);
            var filing = filings.get(code);
            if (filing == null) {
                fields.problem(written, "is no code of this analyte");
            } else if (filing.scales().stream()
                    .noneMatch(scale -> scale.accepts().factor(unit) != null)) {
                fields.problem(written, "'" + unit + "' is no unit for this code");
            } else {
                filings.put(code, filing.in(unit));
            }
        }
    }

    /** Whose result a code is: one code cannot stand for two things. */
    private static Map<Code, String> owners(Knowledge knowledge) {
        var owners = new HashMap<Code, String>();
        knowledge.tests().forEach(test -> test.panels().forEach(code -> owners.put(code, "a panel of " + test.id())));
        for (var analyte : knowledge.analytes().values()) {
            analyte.codes().forEach(code -> owners.put(code, analyte.id()));
            analyte.never().forEach(code -> owners.put(code, analyte.id()));
        }
        return owners;
    }

    private static void refuseIfOwned(@Nullable String owner, Code code, Fields fields, String key) {
        if (owner != null) {
            fields.problem(key, "'" + code.code() + "' already belongs to " + owner);
        }
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
        if (tests.stream().noneMatch(test -> test.offer().tier() == Tier.CORE)) {
            site.problem("tests", "every core test is switched off");
        }
        return tests;
    }

    private LabTest test(LabTest test, Fields fields, Map<String, Analyte> analytes) {
        var ownPanels = codes(fields, "panels");
        ownPanels.forEach(code -> refuseIfOwned(owners.get(code), code, fields, "panels"));
        var panels = union(test.panels(), ownPanels);
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
        return test.with(offer(test, fields), panels, ordered, lookback, orderable);
    }

    private static LabTest.Offer offer(LabTest test, Fields fields) {
        var offer = test.offer();
        if (fields.flag("on") && offer.tier() != Tier.EXTENDED) {
            fields.problem("on", "is for extended tests");
        }
        return new LabTest.Offer(offer.tier(), offer.on() || fields.flag("on"), offer.onIn(), offer.askedOnlyIfOn());
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
