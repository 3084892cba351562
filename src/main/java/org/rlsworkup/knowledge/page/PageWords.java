package org.rlsworkup.knowledge.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.Purpose;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Says for the page what the model holds as ids, codes and numbers; the template calls these methods. */
final class PageWords {
    private final Knowledge knowledge;
    private final Map<String, String> systems = new HashMap<>();
    private final Map<Code, String> names = new HashMap<>();
    private final Drawings drawings;

    PageWords(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.drawings = new Drawings(knowledge);
        knowledge.systems().forEach((name, uri) -> systems.put(String.valueOf(new Code(uri, "").system()), name));
        knowledge
                .tests()
                .forEach(test -> test.panels().values().forEach(code -> names.putIfAbsent(code.code(), code.name())));
        knowledge
                .analytes()
                .values()
                .forEach(analyte ->
                        analyte.codes().values().forEach(code -> names.putIfAbsent(code.code(), code.name())));
    }

    /** The same number, never printed with an exponent. */
    static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    public BigDecimal number(BigDecimal number) {
        return plain(number);
    }

    /** The code as the knowledge file writes it. */
    public String code(Code code) {
        var system = String.valueOf(code.system());
        return systems.getOrDefault(system, system) + " " + code.code();
    }

    /** The name under which the code is listed somewhere, or null. */
    public @Nullable String name(Code code) {
        return names.get(code);
    }

    /** As the knowledge file writes it; none for null. */
    public String written(@Nullable Object constant) {
        return constant == null ? "none" : Keys.written(constant);
    }

    public List<RiskContext> contexts(Collection<String> ids) {
        return knowledge.contexts().stream()
                .filter(context -> ids.contains(context.id()))
                .toList();
    }

    /** What a test has by context, under the labels of the contexts. */
    public <V> Map<String, V> byLabel(Map<String, V> byContext) {
        var all = new LinkedHashMap<String, V>();
        for (var context : contexts(byContext.keySet())) {
            var value = byContext.get(context.id());
            if (value != null) {
                all.put(context.label(), value);
            }
        }
        return all;
    }

    private String labels(Collection<String> ids) {
        return contexts(ids).stream().map(RiskContext::label).collect(Collectors.joining(" or "));
    }

    public String analytes(Collection<String> ids) {
        return ids.stream().map(id -> knowledge.analyte(id).name()).collect(Collectors.joining(" and "));
    }

    private String tests(Predicate<LabTest> chosen) {
        return knowledge.tests().stream().filter(chosen).map(LabTest::name).collect(Collectors.joining(", "));
    }

    /** Names of the tests whose result this analyte is. */
    public String usedBy(String analyte) {
        return tests(test -> test.measuredBy().contains(analyte)
                || test.calculatedFrom().stream().anyMatch(pair -> pair.contains(analyte)));
    }

    /** Names of the tests that cite this source. */
    public String citedBy(String source) {
        return tests(test -> test.citations().contains(source));
    }

    public String drugs(Collection<String> ids) {
        return knowledge.drugs().ingredients().stream()
                .filter(drug -> ids.contains(drug.id()))
                .map(Drug::name)
                .collect(Collectors.joining(", "));
    }

    public String offered(LabTest test) {
        return switch (test.tier()) {
            case CORE -> "a missing one earns a card";
            case EXTENDED ->
                test.on()
                        ? "beside missing core tests"
                        : test.onIn().isEmpty()
                                ? "only where the site switches it on"
                                : "beside missing core tests, in some contexts";
            case REFLEX -> "where a result asks for it";
        };
    }

    public String course(LabTest.Course course) {
        return "with " + labels(Set.of(course.context())) + ", for " + course.days()
                + " days after its start a result of the " + course.baselineDays()
                + " days before it is enough, then a later one is needed";
    }

    /** Codes of orders that are not named anyway: the order's own, the results' and the panels'. */
    public Collection<Code> openOrders(LabTest test) {
        var others = new LinkedHashSet<>(test.orderedBy());
        others.removeAll(test.panels().keySet());
        test.order().codings().forEach(others::remove);
        test.orderIn().values().forEach(other -> other.codings().forEach(others::remove));
        test.measuredBy()
                .forEach(id -> others.removeAll(knowledge.analyte(id).codes().keySet()));
        return others;
    }

    /** How a value on this scale becomes one on the main scale, as an equation; null where there is none. */
    public @Nullable String equation(Scale scale, Scale main) {
        var conversion = scale.toMain();
        if (conversion == null || scale.id().equals(main.id())) {
            return null;
        }
        var equation = new StringBuilder(scale.unit());
        if (conversion.times() != null && conversion.times().compareTo(BigDecimal.ONE) != 0) {
            equation.append(" × ").append(plain(conversion.times()));
        }
        if (conversion.dividedBy() != null) {
            equation.append(" ÷ ").append(plain(conversion.dividedBy()));
        }
        if (conversion.plus().signum() != 0) {
            equation.append(" + ").append(plain(conversion.plus()));
        }
        return equation.append(" = ").append(main.unit()).toString();
    }

    public List<Drawings.Drawing> drawings(RuleSet set) {
        return drawings.of(set);
    }

    public String populations(RuleSet set, RuleSet.Rule rule) {
        return set.populations().stream()
                .filter(population -> rule.populations().contains(population.id()))
                .map(RuleSet.Population::name)
                .collect(Collectors.joining("; "));
    }

    /** Everything that a context changes, a sentence each. */
    public List<String> effects(RiskContext context) {
        var id = context.id();
        var effects = new ArrayList<String>();
        if (context.silences().contains(Silence.MISSING_TESTS)) {
            effects.add("No test is suggested.");
        }
        if (context.silences().contains(Silence.RESULTS)) {
            effects.add("No result is read.");
        }
        if (context.companion()) {
            effects.add("Mimics RLS or stands beside it: named on the card.");
        }
        add(effects, "Higher yield: ", tests(test -> context.higherYield().contains(test.id())));
        add(effects, "Offered too: ", tests(test -> test.onIn().contains(id)));
        add(effects, "Not suggested: ", tests(test -> test.offIn().contains(id)));
        for (var test : knowledge.tests()) {
            add(effects, test.lookbackIn().get(id), days -> "Look-back of " + test.name() + ": " + days + " days.");
            add(
                    effects,
                    test.lookbackAfter().get(id),
                    days -> "Look-back of " + test.name() + " drawn before it: " + days + " days.");
            add(effects, test.orderIn().get(id), order -> test.name() + " is offered as " + order.name() + ".");
            add(effects, test.whyIn().get(id), why -> test.name() + ": " + why);
        }
        return effects;
    }

    private static void add(List<String> sentences, String beginning, String names) {
        if (!names.isEmpty()) {
            sentences.add(beginning + names + ".");
        }
    }

    private static <T> void add(List<String> sentences, @Nullable T value, Function<T, String> sentence) {
        if (value != null) {
            sentences.add(sentence.apply(value));
        }
    }

    public String level(String level) {
        return level + ", " + knowledge.medications().levels().getOrDefault(level, "");
    }

    /** When nothing, or something else, is said of a class of medicines, a sentence each. */
    public List<String> exceptions(MedicationRule rule) {
        var sentences = new ArrayList<String>();
        add(sentences, "A warning where it is ordered for ", purposes(rule.warnFor()));
        add(sentences, "No more than a remark where it is ordered, as needed, for ", purposes(rule.infoFor()));
        byLabel(rule.alternativesIn())
                .forEach((label, other) ->
                        sentences.add("In " + label + ": " + (other.isEmpty() ? "no alternative is named." : other)));
        for (var drug : knowledge.drugs().ingredients()) {
            add(
                    sentences,
                    rule.levelsOf().get(drug.id()),
                    levels -> "Evidence of " + drug.name() + ": "
                            + levels.stream().map(this::level).collect(Collectors.joining("; ")) + ".");
        }
        add(sentences, rule.fromAge(), from -> "From " + from.years() + " years of age: " + from.note());
        add(sentences, "Nothing is said in ", labels(rule.exceptIn()));
        add(sentences, "Nothing is said where it is given for ", purposes(rule.exceptFor()));
        for (var drug : knowledge.drugs().ingredients()) {
            var said = "Nothing is said of " + drug.name();
            add(sentences, rule.exceptDrugIn().get(drug.id()), in -> said + " in " + labels(in) + ".");
            add(sentences, rule.exceptDrugFor().get(drug.id()), given -> said + " given for " + purposes(given) + ".");
        }
        return sentences;
    }

    private String purposes(Collection<String> ids) {
        return knowledge.medications().purposes().stream()
                .filter(purpose -> ids.contains(purpose.id()))
                .map(this::purpose)
                .collect(Collectors.joining(" or "));
    }

    /** A purpose goes by its id; where a context has the same, that is the disease it is given for. */
    public String purpose(Purpose purpose) {
        return contexts(Set.of(purpose.id())).stream()
                .map(RiskContext::label)
                .findFirst()
                .orElseGet(() -> purpose.id().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
