package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.knowledge.analyte.Analyte;

/** Reads {@code tests}: what the workup asks for. */
final class LaboratorySection {
    private static final Set<String> STRENGTHS = Set.of("guideline consensus", "weak association", "local practice");

    private final Fields file;
    private final Codes codes;
    private final Set<String> sources;
    private final Map<Code, String> owners;
    private final List<ContextUse> contextUses = new ArrayList<>();

    /**
     * Reads tests.
     *
     * @param owners whose result a code is, so far
     */
    LaboratorySection(Fields file, Codes codes, Set<String> sources, Map<Code, String> owners) {
        this.file = file;
        this.codes = codes;
        this.sources = sources;
        this.owners = owners;
    }

    private record ContextUse(Fields fields, String key, String context) {}

    private Set<Code> codes(Fields fields, String key, String owner) {
        var read = new LinkedHashSet<Code>();
        for (var entry : fields.mappings(key, true)) {
            var code = codes.code(entry, "code");
            entry.text("name");
            entry.flag("unverified");
            entry.end();
            // A panel may hold several tests, but is no result of an analyte.
            var before = owners.get(code);
            if (before != null || !read.add(code)) {
                entry.problem(
                        "code", "'" + code.code() + "' is already listed for " + (before == null ? owner : before));
            }
        }
        return read;
    }

    List<LabTest> tests(Map<String, Analyte> analytes) {
        var tests = new LinkedHashMap<String, LabTest>();
        for (var fields : file.mappings("tests", true)) {
            var test = test(fields, analytes);
            if (tests.put(test.id(), test) != null) {
                fields.problem("id", "'" + test.id() + "' is listed twice");
            }
        }
        return new ArrayList<>(tests.values());
    }

    private LabTest test(Fields fields, Map<String, Analyte> analytes) {
        var id = fields.text("id");
        var measuredBy = analyteIds(fields, "measuredBy", fields.texts("measuredBy"), analytes);
        var pairs = pairs(fields, measuredBy, analytes);
        var panels = fields.has("panels") ? codes(fields, "panels", id) : Set.<Code>of();
        var order = orderable(fields.mapping("order"));
        var orderIn = new HashMap<String, LabTest.Orderable>();
        var ordersIn = fields.mappingIfAny("orderIn");
        ordersIn.keys()
                .forEach(context -> orderIn.put(use(ordersIn, context, context), orderable(ordersIn.mapping(context))));
        var whyIn = new HashMap<String, String>();
        var whys = fields.mappingIfAny("whyIn");
        whys.keys().forEach(context -> whyIn.put(use(whys, context, context), whys.text(context)));
        var offIn = fields.textsIfAny("offIn");
        offIn.forEach(context -> use(fields, "offIn", context));
        checkEvidence(fields, sources);
        var test = new LabTest(
                id,
                fields.text("label"),
                fields.text("name"),
                offer(fields),
                Set.copyOf(measuredBy),
                pairs,
                panels,
                orderedBy(fields, analytes, measuredBy, panels, order, orderIn),
                fields.number("lookbackDays", 1, 3650),
                lookbacks(fields, "lookbackIn"),
                lookbacks(fields, "lookbackAfter"),
                fields.has("around") ? around(fields, analytes) : null,
                fields.has("course") ? course(fields.mapping("course")) : null,
                Set.copyOf(offIn),
                fields.has("minimumAge") ? fields.number("minimumAge", 1, 120) : 0,
                fields.flag("recommended"),
                order,
                orderIn,
                fields.text("why"),
                whyIn,
                fields.text("strength"),
                fields.text("evidence"),
                fields.text("collection"));
        fields.end();
        return test;
    }

    private LabTest.Offer offer(Fields fields) {
        var tier =
                switch (fields.text("tier")) {
                    case "core" -> Tier.CORE;
                    case "extended" -> Tier.EXTENDED;
                    case "reflex" -> Tier.REFLEX;
                    default -> {
                        fields.problem("tier", "must be core, extended or reflex");
                        yield Tier.CORE;
                    }
                };
        var onIn = fields.textsIfAny("onIn");
        onIn.forEach(context -> use(fields, "onIn", context));
        var offer = new LabTest.Offer(tier, fields.flag("on"), Set.copyOf(onIn), fields.flag("askedOnlyIfOn"));
        if (tier != Tier.EXTENDED && (offer.on() || offer.askedOnlyIfOn() || !onIn.isEmpty())) {
            fields.problem("tier", "must be extended where on, onIn or askedOnlyIfOn is said");
        }
        if (tier != Tier.CORE && fields.flag("recommended")) {
            fields.problem("recommended", "is for core tests");
        }
        return offer;
    }

    private static String around(Fields fields, Map<String, Analyte> analytes) {
        var around = fields.text("around");
        if (!analytes.containsKey(around)) {
            fields.problem("around", "'" + around + "' is no analyte");
        }
        return around;
    }

    private LabTest.Course course(Fields fields) {
        var course = new LabTest.Course(
                use(fields, "context", fields.text("context")),
                fields.number("baselineDays", 1, 3650),
                fields.number("days", 1, 3650));
        fields.end();
        return course;
    }

    private Map<String, Integer> lookbacks(Fields fields, String key) {
        var days = new HashMap<String, Integer>();
        var lookbacks = fields.mappingIfAny(key);
        lookbacks
                .keys()
                .forEach(context -> days.put(use(lookbacks, context, context), lookbacks.number(context, 1, 3650)));
        return days;
    }

    private String use(Fields fields, String key, String context) {
        contextUses.add(new ContextUse(fields, key, context));
        return context;
    }

    /** Contexts are listed after the tests that name them. */
    void checkContexts(Set<String> contexts) {
        contextUses.stream()
                .filter(use -> !contexts.contains(use.context()))
                .forEach(use -> use.fields().problem(use.key(), "'" + use.context() + "' is no context"));
    }

    /** Strength, grade and citations. */
    static void checkEvidence(Fields fields, Set<String> sources) {
        if (!ReferenceSection.GRADES.contains(fields.text("grade"))) {
            fields.problem(
                    "grade",
                    "must be one of "
                            + String.join(
                                    ", ",
                                    ReferenceSection.GRADES.stream().sorted().toList()));
        }
        if (!STRENGTHS.contains(fields.text("strength"))) {
            fields.problem(
                    "strength",
                    "must be one of "
                            + String.join(", ", STRENGTHS.stream().sorted().toList()));
        }
        citations(fields, sources);
    }

    static void citations(Fields fields, Set<String> sources) {
        ReferenceSection.citations(fields, sources);
    }

    private static List<String> analyteIds(Fields fields, String key, List<String> ids, Map<String, Analyte> analytes) {
        ids.stream()
                .filter(id -> !analytes.containsKey(id))
                .forEach(id -> fields.problem(key, "'" + id + "' is no analyte"));
        return ids;
    }

    private static List<List<String>> pairs(Fields fields, List<String> measuredBy, Map<String, Analyte> analytes) {
        return fields.list("calculatedFrom", false, item -> {
            var pair = fields.textsOf(item);
            if (pair.size() != 2) {
                fields.problem(item, "must be a pair of analytes");
            }
            pair.stream()
                    .filter(id -> !analytes.containsKey(id))
                    .forEach(id -> fields.problem(item, "'" + id + "' is no analyte"));
            if (pair.size() == 2 && measuredBy.stream().noneMatch(id -> isCalculated(analytes.get(id), pair))) {
                fields.problem(item, "is no pair from which an analyte of this test is calculated");
            }
            return pair;
        });
    }

    private static boolean isCalculated(@Nullable Analyte analyte, List<String> from) {
        var calculation = analyte == null ? null : analyte.calculation();
        return calculation != null
                && calculation.part().equals(from.get(0))
                && calculation.wholes().stream()
                        .anyMatch(whole -> whole.analyte().equals(from.get(1)));
    }

    private LabTest.Orderable orderable(Fields order) {
        var read = new LabTest.Orderable(List.of(codes.code(order, "code")), order.text("name"));
        order.end();
        return read;
    }

    /** Whatever measures a test also orders it; a panel that contains it does, too. */
    private Set<Code> orderedBy(
            Fields fields,
            Map<String, Analyte> analytes,
            List<String> measuredBy,
            Set<Code> panels,
            LabTest.Orderable order,
            Map<String, LabTest.Orderable> orderIn) {
        var ordered = new LinkedHashSet<Code>(panels);
        for (var id : measuredBy) {
            var analyte = analytes.get(id);
            if (analyte != null) {
                ordered.addAll(analyte.codes());
            }
        }
        ordered.addAll(order.codings());
        orderIn.values().forEach(other -> ordered.addAll(other.codings()));
        fields.textsIfAny("orderedBy").forEach(code -> ordered.add(codes.read(code, fields, "orderedBy", false)));
        return ordered;
    }
}
