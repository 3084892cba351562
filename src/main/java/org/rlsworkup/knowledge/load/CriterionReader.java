package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Conversion;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.rule.Criterion;
import org.rlsworkup.knowledge.rule.Criterion.LabEnd;

/**
 * Reads the condition of a rule as a clinician writes it: {@code FER <= 75 ng/mL or TSAT < 20 %}.
 *
 * <pre>
 * condition  = all { "or" all }              all = one { "and" one }
 * one        = "not" one | "(" condition ")" | fact
 * fact       = ANALYTE compare limit | ANALYTE ( "present" | "absent" | "afternoon" | "has-lab-range" )
 *            | ANALYTE "within" DAYS "days of" ANALYTE | "missing" TEST | "spoke" RULE | CONTEXT
 *            | "age" compare YEARS | "sex" ( "female" | "male" )
 * compare    = "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * limit      = values | ( "lab-lower" | "lab-upper" ) [ "else" values ]
 * values     = NUMBER UNIT { "|" NUMBER UNIT }       the same cut-off in units that have one of their own
 * </pre>
 */
final class CriterionReader {
    private static final Pattern TOKEN = Pattern.compile("\\(|\\)|<=|>=|<|>|\\||[^\\s()<>=|]+");
    private static final Map<String, Comparison> COMPARISONS =
            Map.of("<", Comparison.LESS, "<=", Comparison.AT_MOST, ">", Comparison.MORE, ">=", Comparison.AT_LEAST);

    /**
     * What a condition may name.
     *
     * @param rules ids of the rules that may have spoken before
     */
    record KnownIds(Map<String, Analyte> analytes, Set<String> tests, Set<String> contexts, Set<String> rules) {}

    private final KnownIds vocabulary;
    private final List<String> tokens;
    private int at;

    private CriterionReader(KnownIds vocabulary, List<String> tokens) {
        this.vocabulary = vocabulary;
        this.tokens = tokens;
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Criterion read(String text, KnownIds vocabulary) {
        var tokens = TOKEN.matcher(text).results().map(it -> it.group()).toList();
        var reader = new CriterionReader(vocabulary, tokens);
        var criterion = reader.condition();
        if (reader.at < tokens.size()) {
            throw reader.problem("nothing is expected after it");
        }
        return criterion;
    }

    private Criterion condition() {
        return joined("or", this::all, Criterion.AnyOf::new);
    }

    private Criterion all() {
        return joined("and", this::one, Criterion.All::new);
    }

    private Criterion joined(String word, Supplier<Criterion> part, Function<List<Criterion>, Criterion> join) {
        var parts = new ArrayList<Criterion>();
        parts.add(part.get());
        while (skip(word)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : join.apply(List.copyOf(parts));
    }

    private Criterion one() {
        if (skip("not")) {
            return new Criterion.Not(one());
        }
        if (skip("(")) {
            var inner = condition();
            expect(")");
            return inner;
        }
        return fact();
    }

    private Criterion fact() {
        var word = next("a condition");
        return switch (word) {
            case "missing" -> new Criterion.Missing(known("test", vocabulary.tests()));
            case "spoke" -> new Criterion.Spoke(known("earlier rule", vocabulary.rules()));
            case "age" -> new Criterion.Age(comparison(), whole());
            case "sex" -> new Criterion.IsSex(sex());
            default -> {
                var analyte = vocabulary.analytes().get(word);
                if (analyte != null) {
                    yield about(analyte);
                }
                if (!vocabulary.contexts().contains(word)) {
                    throw unexpected("this is no analyte, context or word of the language");
                }
                yield new Criterion.Holds(word);
            }
        };
    }

    private Criterion about(Analyte analyte) {
        var id = analyte.id();
        var word = at < tokens.size() ? tokens.get(at) : "";
        at++;
        return switch (word) {
            case "present" -> new Criterion.Present(id);
            case "absent" -> new Criterion.Not(new Criterion.Present(id));
            case "afternoon" -> new Criterion.Afternoon(id);
            case "has-lab-range" -> new Criterion.HasLabRange(id);
            case "within" -> {
                var days = whole();
                expect("days");
                expect("of");
                yield new Criterion.Near(
                        id, days, known("analyte", vocabulary.analytes().keySet()));
            }
            default -> {
                at--;
                yield new Criterion.Compares(id, comparison(), limit(analyte));
            }
        };
    }

    private Criterion.Limit limit(Analyte analyte) {
        var end = skip("lab-upper") ? LabEnd.UPPER : skip("lab-lower") ? LabEnd.LOWER : null;
        if (end != null && !skip("else")) {
            return new Criterion.Limit(end, Map.of());
        }
        return new Criterion.Limit(end, values(analyte));
    }

    private Map<String, BigDecimal> values(Analyte analyte) {
        var values = new LinkedHashMap<String, BigDecimal>();
        do {
            var number = number();
            var unit = known(
                    "unit of " + analyte.id(),
                    analyte.scales().stream().map(Scale::unit).collect(Collectors.toSet()));
            if (values.put(unit, number) != null) {
                throw problem("two limits in one unit");
            }
        } while (skip("|"));
        var main = analyte.main().unit();
        var limit = values.get(main);
        if (limit == null) {
            throw problem("the limit must be given in " + main);
        }
        for (var scale : analyte.scales()) {
            var own = values.get(scale.unit());
            if (own != null && scale.toMain() != null && !agree(own, scale.toMain(), limit)) {
                throw problem("the limits in " + main + " and " + scale.unit() + " are too far apart");
            }
        }
        return Map.copyOf(values);
    }

    /** Cut-offs are rounded in each unit; one that is a sixth off is a typing error. */
    private static boolean agree(BigDecimal own, Conversion toMain, BigDecimal limit) {
        var converted = toMain.apply(Interval.exactly(own)).exact();
        return converted != null
                && converted
                                .subtract(limit)
                                .abs()
                                .multiply(BigDecimal.valueOf(6))
                                .compareTo(limit.abs())
                        <= 0;
    }

    private Comparison comparison() {
        var comparison = COMPARISONS.get(next("a comparison"));
        if (comparison == null) {
            throw unexpected("expected one of <, <=, >, >=");
        }
        return comparison;
    }

    private Sex sex() {
        return switch (next("female or male")) {
            case "female" -> Sex.FEMALE;
            case "male" -> Sex.MALE;
            default -> throw unexpected("expected female or male");
        };
    }

    private int whole() {
        var number = number();
        if (number.scale() > 0) {
            throw unexpected("expected a whole number");
        }
        return number.intValueExact();
    }

    private BigDecimal number() {
        var word = next("a number");
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            throw unexpected("expected a number");
        }
    }

    private String known(String what, Set<String> words) {
        var word = next("a " + what);
        if (!words.contains(word)) {
            throw unexpected("this is no " + what);
        }
        return word;
    }

    private boolean skip(String word) {
        var found = at < tokens.size() && tokens.get(at).equals(word);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String word) {
        if (!skip(word)) {
            throw problem("expected \"" + word + "\"");
        }
    }

    private String next(String what) {
        if (at == tokens.size()) {
            throw problem("expected " + what);
        }
        return tokens.get(at++);
    }

    /** A problem with the word just read. */
    private IllegalArgumentException unexpected(String what) {
        at--;
        return problem(what);
    }

    private IllegalArgumentException problem(String what) {
        var where = at < tokens.size() ? "at \"" + tokens.get(at) + "\"" : "at the end";
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "condition, word %d, %s: %s", at + 1, where, what));
    }
}
