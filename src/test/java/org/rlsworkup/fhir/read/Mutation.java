package org.rlsworkup.fhir.read;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Damages one node of a JSON tree: removes it, or replaces it with another type. */
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
        var places = places(root);
        if (places > 0) {
            spoil(root, random.nextInt(places));
        }
    }

    private static int places(JsonNode node) {
        var places = node.size();
        for (var child : node) {
            places += places(child);
        }
        return places;
    }

    /**
     * Spoils the place of this number, a value being counted before those in it; -1 when done, else what is left to
     * count.
     */
    private int spoil(JsonNode node, int place) {
        var left = place;
        if (node instanceof ObjectNode object) {
            for (var name : object.propertyNames()) {
                if (left == 0) {
                    spoil(object, name);
                    return -1;
                }
                left = spoil(object.get(name), left - 1);
                if (left < 0) {
                    return left;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                if (left == 0) {
                    array.set(i, other(array.get(i)));
                    return -1;
                }
                left = spoil(array.get(i), left - 1);
                if (left < 0) {
                    return left;
                }
            }
        }
        return left;
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
