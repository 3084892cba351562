package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.EncounterRules;
import org.rlsworkup.knowledge.Governance;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.entry.ListedCode;

/**
 * Lays a site's additions over the knowledge: local codes for results (by analyte) and for orders (by test), panels,
 * the code put on an order, look-backs, tests that the site does not want, and what shows a context.
 */
final class SiteAdditions {
    private final Site site;
    private final Knowledge knowledge;
    private final Problems problems;
    private final Map<Code, String> owners = new HashMap<>();

    SiteAdditions(Site site, Knowledge knowledge, Problems problems) {
        this.site = site;
        this.knowledge = knowledge;
        this.problems = problems;
        knowledge
                .tests()
                .forEach(test -> test.panels().keySet().forEach(code -> owners.put(code, "a panel of " + test.id())));
        for (var analyte : knowledge.analytes().values()) {
            analyte.codes().keySet().forEach(code -> owners.put(code, analyte.id()));
            analyte.never().keySet().forEach(code -> owners.put(code, analyte.id()));
        }
    }

    /** The knowledge with the additions. */
    Knowledge laidOver() {
        var systems = new LinkedHashMap<>(knowledge.systems());
        systems.putAll(site.systems());
        // First, because a panel must not have the code of an analyte that is added here.
        var analytes = analytes();
        var off = knowledge.tests().stream()
                .filter(test -> site.tests()
                        .getOrDefault(test.id(), Site.SiteTest.NOTHING)
                        .off())
                .map(LabTest::name)
                .toList();
        return Keys.with(
                Knowledge.class,
                knowledge,
                Map.ofEntries(
                        Map.entry("governance", governance()),
                        Map.entry("systems", systems),
                        Map.entry("analytes", analytes),
                        Map.entry("tests", tests()),
                        Map.entry("contexts", contexts()),
                        Map.entry("encounters", encounters()),
                        Map.entry("switchedOff", off),
                        Map.entry("ownReasons", ownReasons())));
    }

    private Map<String, String> ownReasons() {
        var known = Stream.of(CardKind.values())
                .flatMap(kind -> knowledge.card().reasons(kind).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var own = new LinkedHashMap<String, String>();
        site.overrideReasons().forEach((words, code) -> {
            var path = YamlNode.member("overrideReasons", words);
            if (!known.contains(code)) {
                problems.check(path, "'" + code + "' is no override reason; they are: " + String.join(", ", known));
            } else if (own.putIfAbsent(words.strip().toLowerCase(Locale.ROOT), code) != null) {
                problems.check(path, "is listed twice");
            }
        });
        return own;
    }

    private Governance governance() {
        var its = site.governance();
        var given = knowledge.governance();
        return its == null
                ? given
                : given.with(its.contact(), its.reviewer(), its.qualification(), its.approval(), its.nextReview());
    }

    private List<RiskContext> contexts() {
        var all = new LinkedHashMap<String, RiskContext>();
        knowledge.contexts().forEach(context -> all.put(context.id(), context));
        site.contexts().forEach((id, added) -> {
            var path = "contexts." + id;
            var known = all.get(id);
            if (known == null && added.label() == null) {
                problems.check(path, "is no context, and one of the site's own needs a label");
                return;
            }
            if (known != null && added.label() != null) {
                problems.check(path + ".label", "is for contexts of the site's own");
            }
            if (added.codes().isEmpty() && added.texts().isEmpty()) {
                problems.check(path + ".codes", "codes or texts are missing");
            }
            var context = known == null ? RiskContext.empty(id, String.valueOf(added.label())) : known;
            all.put(id, context.with(added.codes(), added.texts(), added.higherYield()));
        });
        return List.copyOf(all.values());
    }

    private Map<String, Analyte> analytes() {
        var all = new LinkedHashMap<>(knowledge.analytes());
        site.analytes().forEach((id, added) -> {
            var known = all.get(id);
            if (known != null) {
                all.put(id, known.with(codes(known, added, "analytes." + id + ".")));
            }
        });
        return all;
    }

    private Map<Code, Analyte.ResultCode> codes(Analyte analyte, Site.SiteAnalyte added, String path) {
        var codes = new LinkedHashMap<>(analyte.codes());
        Problems.each(path + "codes", added.codes(), (code, at) -> {
            refuseIfOwned(owners.put(code, analyte.id()), code, at);
            codes.put(code, Analyte.ResultCode.local(code));
        });
        // Made once for the scales of the new codes.
        codes.putAll(analyte.with(codes).codes());
        var systems = new LinkedHashMap<>(knowledge.systems());
        systems.putAll(site.systems());
        added.defaultUnits().forEach((code, unit) -> {
            var at = path + "defaultUnits." + written(code, systems);
            var known = codes.get(code);
            if (known == null) {
                problems.check(at, "is no code of this analyte");
            } else if (known.scales().stream()
                    .noneMatch(scale -> scale.accepts().factor(unit) != null)) {
                problems.check(at, "'" + unit + "' is no unit for this code");
            } else {
                codes.put(code, known.in(unit));
            }
        });
        return codes;
    }

    private static String written(Code code, Map<String, String> systems) {
        return systems.entrySet().stream()
                .filter(system -> new Code(system.getValue(), code.code()).equals(code))
                .map(system -> system.getKey() + " " + code.code())
                .findFirst()
                .orElse(code.code());
    }

    /** One code cannot stand for two things. */
    private void refuseIfOwned(@Nullable String owner, Code code, String path) {
        if (owner != null) {
            problems.check(path, "'" + code.code() + "' already belongs to " + owner);
        }
    }

    private List<LabTest> tests() {
        var tests = new ArrayList<LabTest>();
        for (var test : knowledge.tests()) {
            var added = site.tests().getOrDefault(test.id(), Site.SiteTest.NOTHING);
            var changed = with(test, added, "tests." + test.id() + ".");
            if (!added.off()) {
                tests.add(changed);
            }
        }
        if (tests.stream().noneMatch(test -> test.tier() == Tier.CORE)) {
            problems.check("tests", "every core test is switched off");
        }
        return tests;
    }

    private LabTest with(LabTest test, Site.SiteTest added, String path) {
        Problems.each(path + "panels", added.panels(), (panel, at) -> refuseIfOwned(owners.get(panel), panel, at));
        if (added.on() && test.tier() != Tier.EXTENDED) {
            problems.check(path + "on", "is for extended tests");
        }
        var orders = new LinkedHashSet<>(test.orderedBy());
        orders.addAll(added.orderedBy());
        var order = order(test.order(), added);
        if (added.order() != null) {
            orders.addAll(test.order().codings());
        }
        var days = added.lookbackDays() == null ? test.lookbackDays() : added.lookbackDays();
        var panels = ListedCode.with(test.panels(), added.panels());
        return Keys.with(
                LabTest.class,
                test,
                Map.of(
                        "on", test.on() || added.on(),
                        "panels", panels,
                        "orderedBy", orders,
                        "lookbackDays", days,
                        "inRangeDays", inRangeDays(test, added),
                        "order", order));
    }

    private static LabTest.Orderable order(LabTest.Orderable order, Site.SiteTest added) {
        var codes = added.orderIn() == null ? order.localIn() : added.orderIn().bySetting();
        var its = added.order();
        if (its == null) {
            return new LabTest.Orderable(order.code(), order.name(), order.label(), order.local(), codes);
        }
        var name = its.name() == null ? order.name() : its.name();
        var label = its.name() == null ? order.label() : its.name();
        // The LOINC code stays on the order, so that other systems recognise the test.
        var code = its.code().isLoinc() ? its.code() : order.code();
        return new LabTest.Orderable(code, name, label, its.code(), codes);
    }

    private EncounterRules encounters() {
        var its = site.encounterClasses();
        var given = knowledge.encounters();
        return its == null
                ? given
                : Keys.with(
                        EncounterRules.class,
                        given,
                        Map.of(
                                "inpatient", union(given.inpatient(), its.inpatient()),
                                "outpatient", union(given.outpatient(), its.outpatient())));
    }

    private static Set<Code> union(Set<Code> some, Set<Code> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** A site that shortened a look-back before results in range had one of their own meant those, too. */
    private static int inRangeDays(LabTest test, Site.SiteTest added) {
        if (added.inRangeDays() != null) {
            return added.inRangeDays();
        }
        return added.lookbackDays() == null ? test.inRangeDays() : 0;
    }
}
