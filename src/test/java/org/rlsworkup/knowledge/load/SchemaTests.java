package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.knowledge.Knowledge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The JSON Schemas, by which editors complete and check, and the strict loader say the same: known keys, keys that must
 * be there, kinds of values. Each place of a file that is right is broken, and both must refuse it.
 */
@Execution(ExecutionMode.CONCURRENT)
class SchemaTests {
    private static final Pattern KNOWN = Pattern.compile("is not a known key; known here: (.*)");

    /** A schema cannot say: missing unless it is the first of the list, or if there are populations. */
    private static final Pattern CONDITIONAL = Pattern.compile(
            "analytes\\[\\d+]\\.scales\\[\\d+]\\.toMain|(readings\\[\\d+]|medications)\\.rules\\[\\d+]\\.(for|levels)");

    private static final String EVERY_SITE_KEY = """
        systems: { LAB: "https://hospital.example/lab-codes" }
        analytes: { FER: { codes: [LAB FERR], defaultUnits: { LAB FERR: ng/mL } } }
        tests:
          FER:
            off: false
            panels: [LAB P-IRON]
            orderedBy: [LAB O-FERR]
            order: { code: LAB O-FERR, name: Ferritin }
            lookbackDays: 180
        """;

    /**
     * One of our two kinds of file.
     *
     * @param right a file with nothing wrong
     */
    private record Kind(String name, SchemaFile schema, JsonNode right) {
        static Kind of(String name, String yaml) {
            return new Kind(name, new SchemaFile(name + ".schema.json"), new YAMLMapper().readTree(yaml));
        }

        /** What the loader says, each problem as {@code path: reason}. A JSON text is a YAML text. */
        List<String> refusal(JsonNode document) {
            var site = name.equals("site");
            var refused = catchThrowableOfType(
                    KnowledgeException.class,
                    () -> Yaml.load(site ? Yaml.SHIPPED : document.toString(), site ? document.toString() : null));
            return refused == null
                    ? List.of()
                    : refused.problems().stream()
                            .map(problem -> problem.path() + ": " + problem.reason())
                            .toList();
        }

        /** The file with a change at each of these places: the loader tells all problems at once. */
        JsonNode broken(Map<List<String>, List<String>> places, BiConsumer<ObjectNode, List<String>> change) {
            var copy = right.deepCopy();
            places.forEach((path, keys) -> change.accept((ObjectNode) copy.at(pointer(path)), keys));
            return copy;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.of("rls-workup", Yaml.SHIPPED), Kind.of("site", EVERY_SITE_KEY));
    }

    private static String pointer(List<String> path) {
        return path.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** As the loader writes a path. */
    private static String written(List<String> path, String key) {
        var all = new StringBuilder();
        for (var step : path) {
            all.append(
                    step.chars().allMatch(Character::isDigit) ? "[" + step + "]" : (all.isEmpty() ? "" : ".") + step);
        }
        return all + (all.isEmpty() ? "" : ".") + key;
    }

    /**
     * The keys of a file by the mapping in which they are, one of each kind: in a list those of the first entry that
     * has them.
     */
    private static Map<List<String>, List<String>> keys(JsonNode right) {
        var keys = new LinkedHashMap<List<String>, List<String>>();
        collect(right, List.of(), "", new HashSet<>(), keys);
        return keys;
    }

    /** The same, apart by depth: what is broken at one place takes those below it along. */
    private static Collection<Map<List<String>, List<String>>> keysByDepth(JsonNode right) {
        var byDepth = new TreeMap<Integer, Map<List<String>, List<String>>>();
        keys(right)
                .forEach((path, keys) -> byDepth.computeIfAbsent(path.size(), depth -> new LinkedHashMap<>())
                        .put(path, keys));
        return byDepth.values();
    }

    private static void collect(
            JsonNode node, List<String> path, String kind, Set<String> kinds, Map<List<String>, List<String>> keys) {
        node.properties().forEach(it -> {
            if (kinds.add(kind + "." + it.getKey())) {
                keys.computeIfAbsent(path, at -> new ArrayList<>()).add(it.getKey());
            }
            collect(it.getValue(), and(path, it.getKey()), kind + "." + it.getKey(), kinds, keys);
        });
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), and(path, Integer.toString(i)), kind + "[]", kinds, keys);
        }
    }

    private static List<String> and(List<String> path, String step) {
        return Stream.concat(path.stream(), Stream.of(step)).toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothAcceptAFileThatIsRight(Kind kind) {
        assertThat(kind.schema().problems(kind.right())).isEmpty();
        assertThat(kind.refusal(kind.right())).isEmpty();
    }

    /** Run with {@code -Dschema.update=true} to rewrite the files. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rls-workup.schema.json, RLS Workup knowledge, 'What RLS Workup knows: what is looked for, what counts, what is"
                + " ordered, and every sentence on a card.'",
        "site.schema.json, RLS Workup site additions, 'What a site adds to the knowledge: its local codes, look-backs,"
                + " and tests it does not want.'"
    })
    void areWhatTheRecordsDeclare(String name, String title, String description) throws IOException {
        var file = Path.of("src/main/resources/knowledge", name);
        var declared =
                SchemaWriter.of(name.startsWith("site") ? Site.class : Knowledge.class, name, title, description);
        if (Boolean.getBoolean("schema.update")) {
            Files.writeString(file, declared);
        }

        assertThat(Files.readString(file)).isEqualTo(declared);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothKnowTheSameKeys(Kind kind) {
        var closed = keys(kind.right());
        closed.keySet().removeIf(path -> kind.schema().keys(path).isEmpty());
        var broken = kind.broken(closed, (mapping, keys) -> mapping.put("nonsense", "x"));
        var refusal = kind.refusal(broken);
        var places = kind.schema().places(broken);
        for (var path : closed.keySet()) {
            var known = refusal.stream()
                    .filter(problem -> problem.startsWith(written(path, "nonsense") + ": "))
                    .flatMap(problem -> KNOWN.matcher(problem).results())
                    .map(it -> new TreeSet<>(List.of(it.group(1).split(", ", -1))))
                    .toList();
            assertThat(known)
                    .as("keys of %s, loader and schema", path)
                    .containsExactly(new TreeSet<>(kind.schema().keys(path)));
            assertThat(places).as("nonsense at %s", path).contains(pointer(path));
        }
        assertThat(closed).containsKey(List.of()).hasSizeGreaterThan(kind.name().equals("site") ? 3 : 15);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothMissTheSameKeys(Kind kind) {
        for (var places : keysByDepth(kind.right())) {
            var missed = kind.refusal(kind.broken(places, ObjectNode::remove));
            places.forEach((path, keys) -> keys.stream()
                    .filter(key -> !CONDITIONAL.matcher(written(path, key)).matches())
                    .forEach(key -> assertThat(missed.contains(written(path, key) + ": is missing"))
                            .as("loader misses %s (true), schema requires it", written(path, key))
                            .isEqualTo(kind.schema().required(path).contains(key))));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothRefuseAValueOfAnotherKind(Kind kind) {
        for (var places : keysByDepth(kind.right())) {
            var broken = kind.broken(places, (mapping, keys) -> keys.forEach(key -> spoil(mapping, key)));
            var refusal = kind.refusal(broken);
            var refused = kind.schema().places(broken);
            places.forEach((path, keys) -> keys.forEach(key -> {
                assertThat(refusal).as("loader").anyMatch(problem -> problem.startsWith(written(path, key) + ": "));
                assertThat(refused).as("schema").contains(pointer(and(path, key)));
            }));
        }
    }

    private static void spoil(ObjectNode mapping, String key) {
        switch (mapping.get(key).getNodeType()) {
            case STRING -> mapping.putArray(key);
            case NUMBER -> mapping.put(key, -1);
            default -> mapping.put(key, "often");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSchemaExplainsEveryKey(Kind kind) {
        assertThat(kind.schema().properties())
                .isNotEmpty()
                .allSatisfy(property ->
                        assertThat(property.path("description").asString()).isNotBlank());
    }
}
