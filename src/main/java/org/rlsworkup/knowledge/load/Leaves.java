package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Sentence;
import org.rlsworkup.knowledge.Template;
import org.rlsworkup.knowledge.analyte.Units;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.rule.Condition;
import tools.jackson.core.JsonToken;

/** Reads single values: texts, numbers, units, sentences. */
final class Leaves {
    private static final Map<Class<?>, Object> STAND_INS = Map.of(
            String.class,
            "",
            BigDecimal.class,
            BigDecimal.ONE,
            boolean.class,
            false,
            Code.class,
            new Code(null, ""),
            Template.class,
            new Template("", List.of("")),
            Condition.class,
            Vocabulary.NOTHING,
            Units.class,
            new Units(Map.of()));

    private final Problems problems;
    private final Vocabulary vocabulary;
    private final Map<String, Pattern> patterns = new HashMap<>();

    Leaves(Problems problems, Vocabulary vocabulary) {
        this.problems = problems;
        this.vocabulary = vocabulary;
    }

    boolean isLeaf(Class<?> type) {
        return !type.isRecord()
                || type == Code.class
                || type == Template.class
                || type == Condition.class
                || type == Interval.class;
    }

    Object standIn(Class<?> type) {
        return type.isEnum() ? type.getEnumConstants()[0] : STAND_INS.getOrDefault(type, 0);
    }

    /** A default, as it would be written. */
    Object written(Class<?> type, String text) {
        return type.isEnum() ? Objects.requireNonNull(constant(type, text)) : new BigDecimal(text);
    }

    @Nullable
    Object read(Class<?> type, YamlNode node, String path, Rules rules) {
        if (type == int.class || type == Integer.class) {
            return number(node, path, rules);
        }
        if (type == boolean.class) {
            return flag(node, path);
        }
        if (type == BigDecimal.class) {
            return decimal(node, path);
        }
        if (type == Units.class) {
            return units(node, path);
        }
        if (type == Interval.class) {
            return limits(node, path);
        }
        var text = text(node, path, rules);
        if (type.isEnum()) {
            return choice(type, text, path, rules);
        }
        if (type == Code.class) {
            return text.isEmpty()
                    ? standIn(type)
                    : vocabulary.code(text, path, rules.key().anyCheckDigit());
        }
        if (type == Template.class) {
            return template(text, path);
        }
        return type == Condition.class ? vocabulary.condition(text, path) : text;
    }

    private String text(YamlNode node, String path, Rules rules) {
        if (!(node instanceof YamlNode.Scalar(var text, var token, var line))
                || token == JsonToken.VALUE_NULL
                || (text.isBlank() && !(rules.mayBeEmpty() && text.isEmpty()))) {
            problems.add(path, "must be a text that is not empty");
            return "";
        }
        if (!rules.key().pattern().isEmpty()
                && !patterns.computeIfAbsent(rules.key().pattern(), Pattern::compile)
                        .matcher(text)
                        .matches()) {
            problems.add(
                    path,
                    "'" + text + "' must "
                            + (rules.key().form().isEmpty()
                                    ? "be in lower case"
                                    : rules.key().form()));
        }
        vocabulary.named(text, path, rules);
        return text;
    }

    private int number(YamlNode node, String path, Rules rules) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line) && token == JsonToken.VALUE_NUMBER_INT) {
            var value = new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(rules.key().least())) >= 0
                    && value.compareTo(BigInteger.valueOf(rules.key().most())) <= 0) {
                return value.intValueExact();
            }
        }
        problems.add(
                path,
                "must be a whole number from " + rules.key().least() + " to "
                        + rules.key().most());
        return rules.key().least();
    }

    private boolean flag(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line)
                && (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)) {
            return token == JsonToken.VALUE_TRUE;
        }
        problems.add(path, "must be true or false");
        return false;
    }

    private BigDecimal decimal(YamlNode node, String path) {
        var value = decimal(node);
        if (value == null || value.signum() <= 0) {
            problems.add(path, "must be a number above 0");
            return BigDecimal.ONE;
        }
        return value;
    }

    private static @Nullable BigDecimal decimal(YamlNode node) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line)
                && (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT)) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Interval limits(YamlNode node, String path) {
        if (!(node instanceof YamlNode.Sequence(var items, var line))) {
            problems.add(path, "must be a list of a lower and a higher limit");
            return null;
        }
        var limits = new ArrayList<BigDecimal>();
        for (var i = 0; i < items.size(); i++) {
            var limit = decimal(items.get(i));
            if (limit == null || limit.signum() < 0) {
                problems.add(path + "[" + i + "]", "must be a number from 0");
                return null;
            }
            limits.add(limit);
        }
        if (limits.size() != 2 || limits.get(0).compareTo(limits.get(1)) >= 0) {
            problems.add(path, "must be a lower and a higher limit");
            return null;
        }
        return Interval.between(limits.get(0), limits.get(1));
    }

    private Units units(YamlNode node, String path) {
        if (!(node instanceof YamlNode.Mapping(var members, var line))) {
            problems.add(path, "must be a mapping of keys to values");
            return new Units(Map.of());
        }
        var units = new LinkedHashMap<String, BigDecimal>();
        var spellings = new HashMap<String, String>();
        var capitals = new HashMap<String, BigDecimal>();
        members.forEach((unit, member) -> {
            var at = YamlNode.member(path, unit);
            var factor = decimal(member, at);
            var spelling = Units.spelling(unit);
            var before = spelling.isEmpty() ? unit : spellings.put(spelling, unit);
            if (before != null) {
                problems.add(at, spelling.isEmpty() ? "is no unit" : "is read as '" + before + "' is");
            }
            var inCapitals = capitals.put(spelling.toUpperCase(Locale.ROOT), factor);
            if (inCapitals != null && inCapitals.compareTo(factor) != 0) {
                problems.add(at, "written in capitals, is another unit too");
            }
            units.put(unit, factor);
        });
        return new Units(units);
    }

    /** Null where none is written, which only a key with {@link Key#none} allows. */
    private @Nullable Object choice(Class<?> type, String text, String path, Rules rules) {
        if (rules.key().none() && text.equals("none")) {
            return null;
        }
        var known = constant(type, text);
        if (known != null) {
            return known;
        }
        if (!text.isEmpty()) {
            problems.add(
                    path,
                    "must be one of "
                            + Stream.concat(
                                            rules.key().none() ? Stream.of("none") : Stream.of(),
                                            Stream.of(type.getEnumConstants()).map(Keys::written))
                                    .collect(Collectors.joining(", ")));
        }
        return type.getEnumConstants()[0];
    }

    private static @Nullable Object constant(Class<?> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> Keys.written(constant).equals(text))
                .findFirst()
                .orElse(null);
    }

    private Template template(String text, String path) {
        try {
            return Template.of(text);
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
            return new Template(text, List.of(text));
        }
    }

    void refuseUnknownPlaceholders(Template template, Sentence sentence, String path) {
        var allowed = sentence.placeholders();
        template.placeholders().stream()
                .filter(placeholder -> !allowed.contains(placeholder))
                .forEach(placeholder -> problems.add(
                        path,
                        "{" + placeholder + "} is not known here; known: "
                                + allowed.stream().sorted().collect(Collectors.joining(", "))));
    }
}
