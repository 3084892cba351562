package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.rule.Condition;
import org.rlsworkup.knowledge.rule.Criterion;

/** Reads codes, ids and conditions, which name what stands above them in the file. */
final class Vocabulary {
    /** A condition that could not be read. */
    static final Condition NOTHING = new Condition("", new Criterion.AnyOf(List.of()));

    private static final Pattern LOINC = Pattern.compile("[0-9]{1,7}-[0-9]");
    /** More ids than these are not listed in a message. */
    private static final int MOST_LISTED = 28;

    private final Problems problems;
    private final Map<String, String> systems = new LinkedHashMap<>();
    private final Map<String, Analyte> analytes = new LinkedHashMap<>();
    private final Map<Ids, Set<String>> declared = new EnumMap<>(Ids.class);
    private final List<Use> uses = new ArrayList<>();

    private record Use(Ids kind, String id, String path) {}

    Vocabulary(Problems problems) {
        this.problems = problems;
    }

    /** Also knows these systems and ids: those of the knowledge, for a site's file. */
    void know(Map<String, String> moreSystems, Map<Ids, ? extends Collection<String>> ids) {
        systems.putAll(moreSystems);
        ids.forEach((kind, some) -> ids(kind).addAll(some));
    }

    /** Told of every value, in the order of the records. */
    void bound(String path, @Nullable Object value) {
        if (path.equals("systems") && value instanceof Map<?, ?> named) {
            named.forEach((name, uri) -> {
                if (systems.putIfAbsent(String.valueOf(name), String.valueOf(uri)) != null) {
                    problems.check(YamlNode.member(path, name + ""), "is already a system of the knowledge file");
                }
            });
        }
        if (path.equals("analytes") && value instanceof Map<?, ?> all) {
            all.values().stream()
                    .filter(Analyte.class::isInstance)
                    .map(Analyte.class::cast)
                    .forEach(analyte -> analytes.put(analyte.id(), analyte));
        }
    }

    /** An id that is declared or used. */
    void named(String id, String path, Rules rules) {
        if (rules.id() != Ids.NONE
                && rules.id() != Ids.ENTRY
                && !ids(rules.id()).add(id)) {
            problems.check(path, "'" + id + "' is listed twice");
        }
        if (rules.refersTo() != Ids.NONE) {
            uses.add(new Use(rules.refersTo(), id, path));
        }
    }

    private Set<String> ids(Ids kind) {
        return declared.computeIfAbsent(kind, it -> new LinkedHashSet<>());
    }

    /** Refuses every id that nothing has. */
    void refuseUnknownIds() {
        for (var use : uses) {
            var known = ids(use.kind());
            if (!known.contains(use.id())) {
                var noun = use.kind().noun();
                problems.check(
                        use.path(),
                        "'" + use.id() + "' is no " + noun
                                + (known.size() > MOST_LISTED ? "" : "; " + noun + "s: " + String.join(", ", known)));
            }
        }
    }

    /** Reads a code, written as a system's short name, a blank and a code. */
    Code code(String written, String path, boolean anyCheckDigit) {
        var blank = written.indexOf(' ');
        var system = systems.get(blank < 0 ? written : written.substring(0, blank));
        if (blank < 0 || system == null) {
            problems.add(
                    path,
                    "'" + written + "' must be a system's short name, a blank and a code; systems: "
                            + String.join(", ", systems.keySet()));
            return new Code(null, written);
        }
        var code = new Code(system, written.substring(blank + 1).strip());
        if (code.isLoinc() && !anyCheckDigit && !hasRightCheckDigit(code.code())) {
            problems.add(path, "'" + code.code() + "' is no LOINC code: its check digit is wrong");
        }
        return code;
    }

    /** Reads a condition in the language of {@link CriterionReader}. */
    Condition condition(String text, String path) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        try {
            var vocabulary = new CriterionReader.KnownIds(analytes, ids(Ids.TEST), ids(Ids.CONTEXT), ids(Ids.RULE));
            return new Condition(text, CriterionReader.read(text, vocabulary));
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
            return NOTHING;
        }
    }

    /** The check digit behind the hyphen of a LOINC code: mod 10 by the rule of the LOINC Users' Guide, appendix B. */
    static boolean hasRightCheckDigit(String loinc) {
        if (!LOINC.matcher(loinc).matches()) {
            return false;
        }
        var hyphen = loinc.indexOf('-');
        var sum = 0;
        for (var i = 0; i < hyphen; i++) {
            var digit = loinc.charAt(hyphen - 1 - i) - '0';
            var weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted / 10 + weighted % 10;
        }
        return (10 - sum % 10) % 10 == loinc.charAt(hyphen + 1) - '0';
    }
}
