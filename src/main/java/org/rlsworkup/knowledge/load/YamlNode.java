package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.rlsworkup.knowledge.load.KnowledgeException.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * A YAML value that knows its line: that of its key, or of its dash in a list. Equal texts are one String: ids stand in
 * many rules, and a map finds what is the same before what is equal.
 */
sealed interface YamlNode {
    int line();

    record Scalar(String text, JsonToken token, int line) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    record Mapping(Map<String, YamlNode> members, int line) implements YamlNode {}

    /** The lines by path, for example of {@code tests[2].order.code}; the path of the file itself is empty. */
    default Map<String, Integer> lines() {
        var lines = new HashMap<String, Integer>();
        visit("", (path, node) -> lines.put(path, node.line()));
        return lines;
    }

    /** Shows this value and all below it. */
    default void visit(String path, BiConsumer<String, YamlNode> visitor) {
        visitor.accept(path, this);
        switch (this) {
            case Scalar scalar -> {}
            case Sequence(var items, var line) -> {
                for (var i = 0; i < items.size(); i++) {
                    items.get(i).visit(path + "[" + i + "]", visitor);
                }
            }
            case Mapping(var members, var line) ->
                members.forEach((key, member) -> member.visit(member(path, key), visitor));
        }
    }

    /** The path of a member. */
    static String member(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * Reads one document.
     *
     * @throws KnowledgeException if it is no YAML, is empty, holds more than one document, or names a key twice
     */
    static YamlNode read(String file, String yaml) {
        try (var parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            if (parser.nextToken() == null) {
                throw new KnowledgeException(file, List.of(new Problem(1, "(file)", "is empty")));
            }
            var document = value(file, "", parser, line(parser));
            if (parser.nextToken() != null) {
                throw new KnowledgeException(
                        file, List.of(new Problem(line(parser), "(file)", "holds more than one document")));
            }
            return document;
        } catch (JacksonException e) {
            var line = Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr());
            throw new KnowledgeException(file, List.of(new Problem(line, "(file)", "is no valid YAML")));
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static YamlNode value(String file, String path, JsonParser parser, int line) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(file, path, parser, line);
            case START_ARRAY -> sequence(file, path, parser, line);
            default -> new Scalar(parser.getString().intern(), parser.currentToken(), line);
        };
    }

    private static Mapping mapping(String file, String path, JsonParser parser, int line) {
        var members = new LinkedHashMap<String, YamlNode>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName().intern();
            var keyLine = line(parser);
            parser.nextToken();
            var at = member(path, key);
            if (members.put(key, value(file, at, parser, keyLine)) != null) {
                throw new KnowledgeException(file, List.of(new Problem(keyLine, at, "is named twice")));
            }
        }
        return new Mapping(members, line);
    }

    private static Sequence sequence(String file, String path, JsonParser parser, int line) {
        var items = new ArrayList<YamlNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(file, path + "[" + items.size() + "]", parser, line(parser)));
        }
        return new Sequence(items, line);
    }
}
