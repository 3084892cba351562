package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlsworkup.knowledge.load.KnowledgeException.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * A YAML value that knows its line: that of its key, or of its dash in a list. Data binding would lose the lines, and
 * with them the place of a problem. Equal texts are one String: ids stand in many rules, and a map finds what is the
 * same before what is equal.
 */
public sealed interface YamlNode {
    int line();

    record Scalar(String text, JsonToken token, int line) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    record Mapping(Map<String, YamlNode> members, int line) implements YamlNode {}

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
            var document = value(file, "", parser, parser.currentTokenLocation().getLineNr());
            if (parser.nextToken() != null) {
                var line = parser.currentTokenLocation().getLineNr();
                throw new KnowledgeException(
                        file, List.of(new Problem(line, "(file)", "holds more than one document")));
            }
            return document;
        } catch (JacksonException e) {
            var line = Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr());
            throw new KnowledgeException(file, List.of(new Problem(line, "(file)", "is no valid YAML")));
        }
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
            var keyLine = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            var at = path.isEmpty() ? key : path + "." + key;
            var member = value(file, at, parser, keyLine);
            if (members.put(key, member) != null) {
                throw new KnowledgeException(file, List.of(new Problem(keyLine, at, "is named twice")));
            }
        }
        return new Mapping(members, line);
    }

    private static Sequence sequence(String file, String path, JsonParser parser, int line) {
        var items = new ArrayList<YamlNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var at = path + "[" + items.size() + "]";
            items.add(value(file, at, parser, parser.currentTokenLocation().getLineNr()));
        }
        return new Sequence(items, line);
    }
}
