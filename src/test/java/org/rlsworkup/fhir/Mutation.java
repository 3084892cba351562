package org.rlsworkup.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils one place of a JSON tree: removes it, or puts something of another shape there. */
final class Mutation {
    private static final List<JsonNode> JUNK = Stream.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-1.5e-30",
                    "1e999",
                    "\"\"",
                    "\" \"",
                    "\"x\"",
                    "\"2025-13-45T99:99:99Z\"",
                    "\"#\"",
                    "\"Patient/\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "[[{\"code\":\"x\"}]]",
                    "{\"coding\":{}}",
                    "{\"coding\":[null,\"x\",[],{\"code\":1}]}",
                    "{\"reference\":{\"reference\":\"Patient/1\"}}",
                    "{\"start\":[],\"end\":7}",
                    "{\"event\":{\"event\":[]}}",
                    "{\"concept\":{\"concept\":[]}}")
            .map(Rewriting.MAPPER::readTree)
            .toList();

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** Spoils one value somewhere below the root. */
    void spoil(JsonNode root) {
        var places = new ArrayList<Runnable>();
        collect(root, places);
        if (!places.isEmpty()) {
            places.get(random.nextInt(places.size())).run();
        }
    }

    private void collect(JsonNode node, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            for (var name : object.propertyNames()) {
                places.add(() -> spoil(object, name));
                collect(object.get(name), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                var at = i;
                places.add(() -> array.set(at, other(array.get(at))));
                collect(array.get(i), places);
            }
        }
    }

    private void spoil(ObjectNode object, String name) {
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            default -> object.set(name, other(object.get(name)));
        }
    }

    private JsonNode other(JsonNode node) {
        return random.nextInt(6) == 0
                ? Rewriting.MAPPER.createArrayNode().add(node)
                : JUNK.get(random.nextInt(JUNK.size())).deepCopy();
    }
}
