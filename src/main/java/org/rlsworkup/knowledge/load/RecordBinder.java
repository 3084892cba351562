package org.rlsworkup.knowledge.load;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Sentence;
import org.rlsworkup.knowledge.Template;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;

/**
 * Binds a file to the records that declare it: keys by {@link Key}, forms by the types of the components. Whatever does
 * not fit becomes a problem and a harmless value stands in for it, so that one run finds every problem.
 */
final class RecordBinder {
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Keys.components(type).stream().map(Part::of).toList();
        }
    };

    private static final YamlNode NOTHING = new YamlNode.Mapping(Map.of(), 0);

    private final Problems problems;
    private final Vocabulary vocabulary;
    private final Leaves leaves;

    RecordBinder(Problems problems, Vocabulary vocabulary) {
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.leaves = new Leaves(problems, vocabulary);
    }

    /**
     * A component of a record.
     *
     * @param rules of its key, or null if it is in no file
     */
    private record Part(
            String name,
            Type type,
            boolean isNullable,
            @Nullable Rules rules) {
        static Part of(RecordComponent component) {
            var key = component.getAnnotation(Key.class);
            return new Part(
                    Keys.name(component),
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    key == null || key.derived() ? null : Rules.of(key));
        }

        boolean isInFile() {
            return rules != null;
        }

        boolean isRequired() {
            return rules != null
                    && type != boolean.class
                    && !rules.optional()
                    && (rules.key().none() || !isNullable);
        }
    }

    <R extends Record> R bind(Class<R> type, YamlNode file) {
        return type.cast(bind(type, file, "", false));
    }

    /** @param standIn whether nothing is said of what is missing */
    private Object bind(Class<?> type, YamlNode node, String path, boolean standIn) {
        var all = PARTS.get(type);
        var isMapping = node instanceof YamlNode.Mapping;
        var members = node instanceof YamlNode.Mapping(var given, var line) ? given : Map.<String, YamlNode>of();
        if (!isMapping) {
            problems.add(path, "must be a mapping of keys to values");
        }
        var values = new ArrayList<@Nullable Object>();
        for (var part : all) {
            var member = part.isInFile() ? members.get(part.name()) : null;
            var at = YamlNode.member(path, part.name());
            if (member == null && part.isRequired() && isMapping && !standIn) {
                problems.add(at, "is missing");
            }
            var value = member == null || part.rules() == null
                    ? absent(part, at)
                    : value(part.type(), member, at, part.rules());
            vocabulary.bound(at, value);
            values.add(value);
        }
        refuseUnknown(
                members, all.stream().filter(Part::isInFile).map(Part::name).toList(), path);
        return Keys.make(type, values);
    }

    private void refuseUnknown(Map<String, YamlNode> members, List<String> known, String path) {
        for (var key : members.keySet()) {
            if (!known.contains(key)) {
                problems.add(YamlNode.member(path, key), "is not a known key; known here: " + String.join(", ", known));
            }
        }
    }

    private @Nullable Object absent(Part part, String path) {
        var isPrimitive = part.type() instanceof Class<?> type && type.isPrimitive();
        var raw = Keys.raw(part.type());
        if (part.rules() == null && !isPrimitive && raw != List.class && raw != Map.class) {
            return null;
        }
        if (part.rules() != null && !part.rules().key().otherwise().isEmpty()) {
            return leaves.written(Keys.raw(part.type()), part.rules().key().otherwise());
        }
        return part.rules() != null && !part.rules().optional() && !isPrimitive && part.isNullable()
                ? null
                : standIn(part.type(), path, part.isRequired());
    }

    private Object standIn(Type type, String path, boolean required) {
        var raw = Keys.raw(type);
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw == List.class || raw == Set.class) {
            var item = Keys.raw(Keys.argument(type, 0));
            return raw == Set.class
                    ? Set.of()
                    : required && item.isRecord() ? List.of(standIn(item, path + "[0]", true)) : List.of();
        }
        return leaves.isLeaf(raw) ? leaves.standIn(raw) : bind(raw, NOTHING, path, true);
    }

    private @Nullable Object value(Type type, YamlNode node, String path, Rules rules) {
        var raw = Keys.raw(type);
        if (raw == List.class || raw == Set.class) {
            return list(type, node, path, rules);
        }
        if (raw == Map.class) {
            return map(type, node, path, rules);
        }
        return leaves.isLeaf(raw) ? leaves.read(raw, node, path, rules) : bind(raw, node, path, false);
    }

    private Object list(Type type, YamlNode node, String path, Rules rules) {
        var items = items(node, path, rules);
        if (items == null) {
            return standIn(type, path, true);
        }
        var item = Keys.argument(type, 0);
        var all = new ArrayList<@Nullable Object>();
        for (var i = 0; i < items.size(); i++) {
            all.add(value(item, items.get(i), path + "[" + i + "]", rules.ofItem()));
        }
        if (Keys.raw(type) == List.class) {
            refuseTwice(all, path);
            return all.stream().toList();
        }
        var set = new LinkedHashSet<@Nullable Object>();
        for (var i = 0; i < all.size(); i++) {
            if (!set.add(all.get(i))) {
                problems.check(path + "[" + i + "]", isListedTwice(all.get(i)));
            }
        }
        return Collections.unmodifiableSet(set);
    }

    private static String isListedTwice(@Nullable Object item) {
        return "'" + (item instanceof Code code ? code.code() : item) + "' is listed twice";
    }

    private @Nullable List<YamlNode> items(YamlNode node, String path, Rules rules) {
        var fewest = rules.fewestItems();
        if (node instanceof YamlNode.Sequence(var items, var line) && items.size() >= fewest) {
            return items;
        }
        problems.add(path, "must be a list" + (fewest > 0 ? " that is not empty" : ""));
        return null;
    }

    /** An id that is not known in all of the file is one in its list. */
    private void refuseTwice(List<@Nullable Object> items, String path) {
        var ids = new HashSet<@Nullable Object>();
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Record item) {
                var id = Keys.id(item.getClass());
                if (id != null && id.getAnnotation(Key.class).id() == Ids.ENTRY && !ids.add(Keys.get(id, item))) {
                    problems.check(path + "[" + i + "]." + id.getName(), isListedTwice(Keys.get(id, item)));
                }
            }
        }
    }

    /** Entries by what they are known by: a list of records, of which one key is the id. */
    private Object byId(Class<?> item, RecordComponent id, YamlNode node, String path, Rules rules) {
        var byId = new LinkedHashMap<@Nullable Object, Object>();
        var items = items(node, path, rules);
        for (var i = 0; items != null && i < items.size(); i++) {
            var at = path + "[" + i + "]";
            var entry = bind(item, items.get(i), at, false);
            var known = Keys.get(id, (Record) entry);
            if (byId.putIfAbsent(known, entry) != null) {
                if (id.getAnnotation(Key.class).id() == Ids.ENTRY) {
                    problems.check(at + "." + id.getName(), isListedTwice(known));
                }
                // Keeps its place in the list, by which checks name their paths.
                byId.put(known instanceof Code ? new Code(null, at) : at, entry);
            }
        }
        return Collections.unmodifiableMap(byId);
    }

    private Object map(Type type, YamlNode node, String path, Rules rules) {
        var value = Keys.argument(type, 1);
        var id = value instanceof Class<?> item && item.isRecord() ? Keys.id(item) : null;
        if (id != null) {
            return byId(Keys.raw(value), id, node, path, rules);
        }
        if (!(node instanceof YamlNode.Mapping(var members, var line))) {
            problems.add(path, "must be a mapping of keys to values");
            return Map.of();
        }
        var key = Keys.raw(Keys.argument(type, 0));
        if (key.isEnum()) {
            return byConstant(key, value, members, path, rules);
        }
        var all = new LinkedHashMap<Object, @Nullable Object>();
        members.forEach((name, member) -> {
            var at = YamlNode.member(path, name);
            vocabulary.named(name, at, rules);
            all.put(
                    key == Code.class ? vocabulary.code(name, at, false) : name,
                    value(value, member, at, rules.ofValue()));
        });
        return Collections.unmodifiableMap(all);
    }

    private Map<Object, Object> byConstant(
            Class<?> kind, Type type, Map<String, YamlNode> members, String path, Rules rules) {
        var all = new LinkedHashMap<Object, Object>();
        var known = new ArrayList<String>();
        for (var constant : kind.getEnumConstants()) {
            var name = ((Enum<?>) constant).name();
            known.add(name);
            var at = YamlNode.member(path, name);
            var member = members.get(name);
            if (member == null) {
                problems.add(at, "is missing");
                continue;
            }
            var value = value(type, member, at, rules.ofValue());
            if (value instanceof Template template && constant instanceof Sentence sentence) {
                leaves.refuseUnknownPlaceholders(template, sentence, at);
            }
            all.put(constant, value);
        }
        refuseUnknown(members, known, path);
        return Collections.unmodifiableMap(all);
    }
}
