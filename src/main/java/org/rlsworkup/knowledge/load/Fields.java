package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.load.KnowledgeException.Problem;
import tools.jackson.core.JsonToken;

/**
 * Reads a mapping strictly: each key is asked for by name, and what nobody asked for is a problem. Problems are
 * collected, so that an author sees all of them at once; after a problem a harmless stand-in is returned.
 */
final class Fields {
    private final String path;
    private final YamlNode.Mapping mapping;
    private final List<Problem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(String path, YamlNode node, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
        if (node instanceof YamlNode.Mapping it) {
            this.mapping = it;
        } else {
            this.mapping = new YamlNode.Mapping(Map.of(), node.line());
            problems.add(
                    new Problem(node.line(), path.isEmpty() ? "(file)" : path, "must be a mapping of keys to values"));
        }
    }

    int line() {
        return mapping.line();
    }

    String path() {
        return path;
    }

    int line(String key) {
        var node = mapping.members().get(key);
        return node == null ? mapping.line() : node.line();
    }

    Set<String> keys() {
        return mapping.members().keySet();
    }

    void problem(String key, String reason) {
        problems.add(new Problem(line(key), at(key), reason));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable YamlNode get(String key) {
        asked.add(key);
        return mapping.members().get(key);
    }

    boolean has(String key) {
        asked.add(key);
        return mapping.members().containsKey(key);
    }

    String text(String key) {
        var node = get(key);
        if (node == null) {
            problem(key, "is missing");
            return "";
        }
        return text(at(key), node);
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The text under this key, which may be empty. */
    String textOrEmpty(String key) {
        return get(key) instanceof YamlNode.Scalar(var text, var token, var line) && text.isEmpty() ? "" : text(key);
    }

    private String text(String where, YamlNode node) {
        if (node instanceof YamlNode.Scalar(var text, var token, var line)
                && token != JsonToken.VALUE_NULL
                && !text.isBlank()) {
            return text;
        }
        problems.add(new Problem(node.line(), where, "must be a text that is not empty"));
        return "";
    }

    int number(String key, int least, int most) {
        var node = get(key);
        if (node == null) {
            problem(key, "is missing");
            return least;
        }
        if (node instanceof YamlNode.Scalar(var text, var token, var line) && token == JsonToken.VALUE_NUMBER_INT) {
            var value = new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0) {
                return value.intValueExact();
            }
        }
        problem(key, "must be a whole number from " + least + " to " + most);
        return least;
    }

    /** A number above 0. */
    BigDecimal decimal(String key) {
        var node = get(key);
        if (node == null) {
            problem(key, "is missing");
            return BigDecimal.ONE;
        }
        var value = decimal(node);
        if (value == null || value.signum() <= 0) {
            problem(key, "must be a number above 0");
            return BigDecimal.ONE;
        }
        return value;
    }

    /** The numbers of a list that must be there, none of them below 0. */
    List<BigDecimal> decimals(String key) {
        return list(key, true, item -> {
            var value = decimal(item.node());
            if (value == null || value.signum() < 0) {
                problem(item, "must be a number from 0");
                return BigDecimal.ZERO;
            }
            return value;
        });
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

    boolean flag(String key) {
        var node = get(key);
        if (node == null) {
            return false;
        }
        if (node instanceof YamlNode.Scalar(var text, var token, var line)
                && (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)) {
            return token == JsonToken.VALUE_TRUE;
        }
        problem(key, "must be true or false");
        return false;
    }

    /** The texts of a list that must be there. */
    List<String> texts(String key) {
        return list(key, true, item -> text(item.path(), item.node()));
    }

    /** The texts of a list, empty if there is no such key. */
    List<String> textsIfAny(String key) {
        return list(key, false, item -> text(item.path(), item.node()));
    }

    /**
     * The texts of a list that must be there.
     *
     * @param complaint what is wrong with a text, or null
     */
    List<String> texts(String key, Function<String, @Nullable String> complaint) {
        return list(key, true, item -> {
            var text = text(item.path(), item.node());
            var reason = complaint.apply(text);
            if (reason != null) {
                problem(item, reason);
            }
            return text;
        });
    }

    /** Reports a problem with one item of a list. */
    void problem(Item item, String reason) {
        problems.add(new Problem(item.node().line(), item.path(), reason));
    }

    /** The texts of a list inside a list. */
    List<String> textsOf(Item item) {
        if (!(item.node() instanceof YamlNode.Sequence(var items, var line))) {
            problems.add(new Problem(item.node().line(), item.path(), "must be a list"));
            return List.of();
        }
        return items.stream().map(node -> text(item.path(), node)).toList();
    }

    /** Shows every text below this mapping, except under some keys, with a way to complain about it. */
    void everyText(Set<String> exceptKeys, BiConsumer<Consumer<String>, String> visitor) {
        mapping.members().forEach((key, node) -> {
            if (!exceptKeys.contains(key)) {
                everyText(at(key), node, visitor);
            }
        });
    }

    private void everyText(String where, YamlNode node, BiConsumer<Consumer<String>, String> visitor) {
        switch (node) {
            case YamlNode.Scalar(var text, var token, var line) ->
                visitor.accept(reason -> problems.add(new Problem(line, where, reason)), text);
            case YamlNode.Sequence(var items, var line) ->
                items.forEach(item -> everyText(where + "[" + items.indexOf(item) + "]", item, visitor));
            case YamlNode.Mapping(var members, var line) ->
                members.forEach((key, member) -> everyText(where + "." + key, member, visitor));
        }
    }

    /** A value with its place. */
    record Item(String path, YamlNode node) {}

    <T> List<T> list(String key, boolean mustBeThere, Function<Item, T> read) {
        var node = get(key);
        if (node == null) {
            if (mustBeThere) {
                problem(key, "is missing");
            }
            return List.of();
        }
        if (!(node instanceof YamlNode.Sequence(var items, var line)) || (mustBeThere && items.isEmpty())) {
            problem(key, "must be a list" + (mustBeThere ? " that is not empty" : ""));
            return List.of();
        }
        var values = new ArrayList<T>();
        for (var i = 0; i < items.size(); i++) {
            values.add(read.apply(new Item(at(key) + "[" + i + "]", items.get(i))));
        }
        return values;
    }

    List<Fields> mappings(String key, boolean mustBeThere) {
        return list(key, mustBeThere, item -> new Fields(item.path(), item.node(), problems));
    }

    Fields mapping(String key) {
        var node = get(key);
        if (node == null) {
            problem(key, "is missing");
            return new Fields(at(key), new YamlNode.Mapping(Map.of(), mapping.line()), problems);
        }
        return new Fields(at(key), node, problems);
    }

    /** The mapping under this key, or one without members. */
    Fields mappingIfAny(String key) {
        return has(key) ? mapping(key) : new Fields(at(key), new YamlNode.Mapping(Map.of(), mapping.line()), problems);
    }

    /** Reports every key that nobody asked for. */
    void end() {
        for (var key : mapping.members().keySet()) {
            if (!asked.contains(key)) {
                problem(key, "is not a known key; known here: " + String.join(", ", asked));
            }
        }
    }
}
