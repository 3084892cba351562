package org.rlsworkup.knowledge.load;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Sentence;
import org.rlsworkup.knowledge.Template;
import org.rlsworkup.knowledge.analyte.Conversion;
import org.rlsworkup.knowledge.analyte.Units;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.rule.Condition;
import tools.jackson.databind.json.JsonMapper;

/** Writes the JSON Schema of a file from the records that declare it, a key on each line. */
final class SchemaWriter {
    private final Map<String, Map<String, Map<String, Object>>> definitions = new TreeMap<>();
    private final Map<String, List<String>> required = new TreeMap<>();

    private SchemaWriter() {}

    /** The schema of a file. */
    static String of(Class<?> file, String name, String title, String description) {
        var writer = new SchemaWriter();
        writer.define(file);
        var own = writer.definitions.remove(file.getSimpleName());
        var text = new StringBuilder("{\n");
        text.append("  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
        text.append("  \"$id\": \"https://rlsworkup.org/schema/").append(name).append("\",\n");
        text.append("  \"title\": ").append(json(title)).append(",\n");
        text.append("  \"description\": ").append(json(description)).append(",\n");
        text.append(writer.body(file.getSimpleName(), own, "  ")).append(",\n");
        text.append("  \"$defs\": {\n");
        text.append(writer.definitions.entrySet().stream()
                .map(it -> "    " + json(it.getKey()) + ": {\n" + writer.body(it.getKey(), it.getValue(), "      ")
                        + "\n    }")
                .collect(Collectors.joining(",\n")));
        return text.append("\n  }\n}\n").toString();
    }

    private String body(String type, Map<String, Map<String, Object>> keys, String indent) {
        var head = new LinkedHashMap<String, Object>();
        head.put("type", "object");
        head.put("additionalProperties", false);
        var must = required.getOrDefault(type, List.of());
        if (!must.isEmpty()) {
            head.put("required", must);
        }
        if (type.equals(Conversion.class.getSimpleName())) {
            head.put("anyOf", List.of(Map.of("required", List.of("times")), Map.of("required", List.of("dividedBy"))));
        }
        return head.entrySet().stream()
                        .map(it -> json(it.getKey()) + ": " + json(it.getValue()))
                        .collect(Collectors.joining(", ", indent, ",\n"))
                + keys.entrySet().stream()
                        .map(it -> indent + "  " + json(it.getKey()) + ": " + json(it.getValue()))
                        .collect(Collectors.joining(",\n", indent + "\"properties\": {\n", "\n" + indent + "}"));
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private void define(Class<?> type) {
        var keys = new LinkedHashMap<String, Map<String, Object>>();
        if (definitions.putIfAbsent(type.getSimpleName(), keys) != null) {
            return;
        }
        var must = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var key = component.getAnnotation(Key.class);
            if (key == null || key.derived()) {
                continue;
            }
            var name = key.name().isEmpty() ? component.getName() : key.name();
            var schema = new LinkedHashMap<String, Object>();
            schema.put("description", key.value());
            schema.putAll(schema(component.getGenericType(), Rules.of(key)));
            keys.put(name, schema);
            if (isRequired(component, key)) {
                must.add(name);
            }
        }
        required.put(type.getSimpleName(), must);
    }

    private static boolean isRequired(RecordComponent component, Key key) {
        var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return component.getType() != boolean.class
                && !key.optional()
                && key.otherwise().isEmpty()
                && (key.none() || !nullable);
    }

    private Map<String, Object> schema(Type type, Rules rules) {
        var raw = Keys.raw(type);
        var schema = new LinkedHashMap<String, Object>();
        if (type instanceof ParameterizedType generic) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            var isList = raw != Map.class || (last instanceof Class<?> item && item.isRecord() && isListed(item));
            if (isList) {
                schema.put("type", "array");
                schema.put("items", schema(last, rules.ofItem()));
                if (rules.fewestItems() > 0) {
                    schema.put("minItems", rules.fewestItems());
                }
                return schema;
            }
            var key = Keys.raw(generic.getActualTypeArguments()[0]);
            if (key.isEnum()) {
                define(key, last, rules.ofValue());
                schema.put("$ref", "#/$defs/" + key.getSimpleName());
                return schema;
            }
            schema.put("type", "object");
            schema.put("additionalProperties", schema(last, rules.ofValue()));
            return schema;
        }
        return single(raw, rules, schema);
    }

    /** A map with a key for each constant. */
    private void define(Class<?> constants, Type value, Rules rules) {
        var keys = new LinkedHashMap<String, Map<String, Object>>();
        for (var constant : constants.getEnumConstants()) {
            var schema = new LinkedHashMap<String, Object>();
            schema.put("description", describe(constant));
            schema.putAll(schema(value, rules));
            keys.put(((Enum<?>) constant).name(), schema);
        }
        definitions.put(constants.getSimpleName(), keys);
        required.put(constants.getSimpleName(), List.copyOf(keys.keySet()));
    }

    private static boolean isListed(Class<?> item) {
        return Stream.of(item.getRecordComponents())
                .map(component -> component.getAnnotation(Key.class))
                .anyMatch(key -> key != null && key.id() != Ids.NONE);
    }

    private static String describe(Object constant) {
        if (constant instanceof Sentence sentence) {
            var placeholders = sentence.placeholders().stream()
                    .sorted()
                    .map(it -> "{" + it + "}")
                    .toList();
            return placeholders.isEmpty() ? "No placeholders." : "May use " + String.join(", ", placeholders) + ".";
        }
        return constant instanceof Grade ? "What this grade means." : "Its words.";
    }

    private Map<String, Object> single(Class<?> type, Rules rules, Map<String, Object> schema) {
        if (type == int.class || type == Integer.class) {
            schema.put("type", "integer");
            schema.put("minimum", rules.key().least());
            if (rules.key().most() < Integer.MAX_VALUE) {
                schema.put("maximum", rules.key().most());
            }
        } else if (type == boolean.class) {
            schema.put("type", "boolean");
        } else if (type == BigDecimal.class) {
            schema.put("type", "number");
            schema.put("exclusiveMinimum", 0);
        } else if (type == Units.class) {
            schema.put("type", "object");
            schema.put("additionalProperties", new TreeMap<>(Map.of("type", "number", "exclusiveMinimum", 0)));
            schema.put("minProperties", 1);
        } else if (type == Interval.class) {
            schema.put("type", "array");
            schema.put("items", new TreeMap<>(Map.of("type", "number", "minimum", 0)));
            schema.put("minItems", 2);
            schema.put("maxItems", 2);
        } else if (type.isEnum()) {
            schema.put(
                    "enum",
                    Stream.concat(
                                    rules.key().none() ? Stream.of("none") : Stream.of(),
                                    Stream.of(type.getEnumConstants()).map(Keys::written))
                            .toList());
        } else if (type == Code.class || type == Template.class || type == Condition.class || type == String.class) {
            schema.put("type", "string");
            if (!rules.mayBeEmpty()) {
                schema.put("minLength", 1);
            }
            var pattern = type == Code.class ? "\\S+ .+" : rules.key().pattern();
            if (!pattern.isEmpty()) {
                schema.put("pattern", "^(" + pattern + ")$");
            }
        } else {
            define(type);
            schema.put("$ref", "#/$defs/" + type.getSimpleName());
        }
        return schema;
    }
}
