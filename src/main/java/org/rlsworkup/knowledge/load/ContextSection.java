package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.EncounterRules;
import org.rlsworkup.knowledge.GestationRules;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.RiskContext.ChartedAs;
import org.rlsworkup.knowledge.RiskContext.Observed;
import org.rlsworkup.knowledge.RiskContext.Signs;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.knowledge.RiskContext.Treatment;
import org.rlsworkup.knowledge.RiskContext.Weeks;

/** Reads {@code contexts}, {@code gestation} and {@code encounters}: what beside RLS changes the workup. */
final class ContextSection {
    private static final int YEARS = 3650;
    private static final int MOST_WEEKS = 45;

    private final Fields file;
    private final Codes codes;
    private final Set<String> testIds;
    private final List<DrugUse> drugUses = new ArrayList<>();

    ContextSection(Fields file, Codes codes, Set<String> testIds) {
        this.file = file;
        this.codes = codes;
        this.testIds = testIds;
    }

    private record DrugUse(Fields fields, String drug) {}

    List<RiskContext> contexts() {
        var contexts = new LinkedHashMap<String, RiskContext>();
        var places = new HashMap<String, Fields>();
        for (var fields : file.mappings("contexts", true)) {
            var context = context(fields, contexts.keySet());
            if (contexts.put(context.id(), context) != null) {
                fields.problem("id", "'" + context.id() + "' is listed twice");
            }
            places.put(context.id(), fields);
        }
        contexts.values().forEach(context -> {
            var fields = places.get(context.id());
            if (fields != null && context.endedBy() != null && !contexts.containsKey(context.endedBy())) {
                fields.problem("endedBy", "'" + context.endedBy() + "' is no context");
            }
        });
        return new ArrayList<>(contexts.values());
    }

    private RiskContext context(Fields fields, Set<String> before) {
        var id = fields.text("id");
        var label = fields.text("label");
        var signs = signs(fields);
        var allOf = fields.textsIfAny("allOf");
        allOf.stream()
                .filter(other -> !before.contains(other))
                .forEach(other -> fields.problem("allOf", "'" + other + "' is no context listed before"));
        var treatment = treatment(fields);
        if (signs.equals(Signs.NONE) && allOf.isEmpty() && treatment == null) {
            fields.problem("codes", "a context needs codes, prefixes, texts, observations, drugs or other contexts");
        }
        var read = new RiskContext(
                id,
                label,
                signs,
                treatment,
                Set.copyOf(allOf),
                tests(fields),
                fields.has("withinDays") ? fields.number("withinDays", 1, YEARS) : null,
                fields.has("endedBy") ? fields.text("endedBy") : null,
                silences(fields),
                fields.flag("companion"));
        fields.end();
        return read;
    }

    private @Nullable Treatment treatment(Fields fields) {
        var drugs = fields.textsIfAny("drugs");
        drugs.forEach(drug -> drugUses.add(new DrugUse(fields, drug)));
        var days = fields.has("minimumDays") ? fields.number("minimumDays", 1, YEARS) : 0;
        if (drugs.isEmpty() && days > 0) {
            fields.problem("minimumDays", "is for drugs, and there are none");
        }
        return drugs.isEmpty() ? null : new Treatment(Set.copyOf(drugs), days);
    }

    /** Drugs are listed after the contexts that name them. */
    void checkDrugs(Set<String> ids) {
        drugUses.stream()
                .filter(use -> !ids.contains(use.drug()))
                .forEach(use -> use.fields().problem("drugs", "'" + use.drug() + "' is no drug"));
    }

    private Set<String> tests(Fields fields) {
        var tests = fields.textsIfAny("higherYield");
        tests.stream()
                .filter(id -> !testIds.contains(id))
                .forEach(id -> fields.problem("higherYield", "'" + id + "' is no test"));
        return Set.copyOf(tests);
    }

    private Signs signs(Fields fields) {
        var exact = codes(fields, "codes");
        var prefixes = codes(fields, "prefixes");
        var namedAs = lowerCase(fields, "namedAs");
        if (!namedAs.isEmpty() && exact.isEmpty() && prefixes.isEmpty()) {
            fields.problem("namedAs", "narrows codes or prefixes, and there are none");
        }
        codes(fields, "unverified").stream()
                .filter(code -> !exact.contains(code) && !prefixes.contains(code))
                .forEach(code -> fields.problem("unverified", "'" + code.code() + "' is not among the codes"));
        return new Signs(
                exact,
                List.copyOf(prefixes),
                namedAs,
                lowerCase(fields, "texts"),
                fields.has("chartedAs")
                        ? choice(fields, "chartedAs", ChartedAs.class, fields.text("chartedAs"), ChartedAs.EITHER)
                        : ChartedAs.EITHER,
                fields.mappings("observations", false).stream()
                        .map(this::observed)
                        .toList(),
                fields.has("weeks") ? weeks(fields.mapping("weeks")) : null);
    }

    private Observed observed(Fields fields) {
        var read = new Observed(
                codes(fields, "codes"),
                lowerCase(fields, "yes"),
                lowerCase(fields, "no"),
                fields.number("withinDays", 1, YEARS));
        if (read.codes().isEmpty()) {
            fields.problem("codes", "is missing");
        }
        if (read.yes().isEmpty()) {
            fields.problem("yes", "is missing");
        }
        read.yes().stream()
                .filter(read.no()::contains)
                .forEach(word -> fields.problem("no", "'" + word + "' also says yes"));
        fields.end();
        return read;
    }

    private static Weeks weeks(Fields fields) {
        var read = new Weeks(fields.number("from", 0, MOST_WEEKS), fields.number("to", 0, MOST_WEEKS));
        if (read.to() < read.from()) {
            fields.problem("to", "must not be before from");
        }
        fields.end();
        return read;
    }

    private static Set<Silence> silences(Fields fields) {
        return fields.textsIfAny("silences").stream()
                .map(name -> choice(fields, "silences", Silence.class, name, Silence.RESULTS))
                .collect(Collectors.toSet());
    }

    /** A constant written in lower case with hyphens. */
    private static <E extends Enum<E>> E choice(Fields fields, String key, Class<E> kind, String name, E otherwise) {
        for (var constant : kind.getEnumConstants()) {
            if (written(constant).equals(name)) {
                return constant;
            }
        }
        fields.problem(
                key,
                "must be one of "
                        + List.of(kind.getEnumConstants()).stream()
                                .map(ContextSection::written)
                                .collect(Collectors.joining(", ")));
        return otherwise;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> lowerCase(Fields fields, String key) {
        var texts = fields.textsIfAny(key);
        texts.stream()
                .filter(text -> !text.equals(text.toLowerCase(Locale.ROOT)))
                .forEach(text -> fields.problem(key, "'" + text + "' must be in lower case"));
        return Set.copyOf(texts.stream().distinct().toList());
    }

    private Set<Code> codes(Fields fields, String key) {
        var read = new LinkedHashSet<Code>();
        for (var written : fields.textsIfAny(key)) {
            var code = codes.read(written, fields, key, false);
            if (!read.add(code)) {
                fields.problem(key, "'" + code.code() + "' is listed twice");
            }
        }
        return read;
    }

    GestationRules gestation() {
        var fields = file.mapping("gestation");
        var weeks = fields.list("trimesterWeeks", true, item -> number(fields, item));
        var read = new GestationRules(
                codes.code(fields, "weeks"),
                fields.number("firstWeek", 0, MOST_WEEKS),
                fields.number("lastWeek", 0, MOST_WEEKS),
                List.copyOf(codes(fields, "trimesters")),
                fields.number("trimesterDays", 1, YEARS),
                weeks);
        fields.end();
        return read;
    }

    private static int number(Fields fields, Fields.Item item) {
        if (item.node() instanceof YamlNode.Scalar(var text, var token, var line) && text.matches("\\d{1,2}")) {
            return Integer.parseInt(text);
        }
        fields.problem(item, "must be a number of weeks");
        return 0;
    }

    EncounterRules encounters() {
        var fields = file.mapping("encounters");
        var read = new EncounterRules(
                codes(fields, "defer"),
                codes(fields, "deferInIntensiveCare"),
                lowerCase(fields, "intensiveCare"),
                lowerCase(fields, "ignoredStatuses"));
        if (read.classes().isEmpty()) {
            fields.problem("defer", "is missing");
        }
        fields.end();
        return read;
    }
}
