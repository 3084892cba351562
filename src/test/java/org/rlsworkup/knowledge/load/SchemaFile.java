package org.rlsworkup.knowledge.load;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of our JSON Schemas: validates a document, and lists the keys at a path in it. */
final class SchemaFile {
    private final JsonNode json;
    private final Schema schema;

    SchemaFile(String name) {
        try {
            this.json = JsonMapper.shared()
                    .readTree(Files.readString(
                            Path.of("src/main/resources/knowledge").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json);
    }

    JsonNode json() {
        return json;
    }

    List<String> problems(JsonNode document) {
        return schema.validate(document).stream().map(Error::toString).toList();
    }

    /** Where in the document there is a problem, as JSON pointers. */
    Set<String> places(JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> error.getInstanceLocation().toString())
                .collect(Collectors.toSet());
    }

    /** The keys known at this place; empty where any key is. */
    Set<String> keys(List<String> path) {
        var properties = at(path).path("properties");
        return new TreeSet<>(properties.propertyNames());
    }

    /** The keys that must be there. */
    Set<String> required(List<String> path) {
        return at(path).path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    /** The schema at a place: keys, and numbers for places in lists. */
    private JsonNode at(List<String> path) {
        var node = json;
        for (var step : path) {
            node = resolved(node);
            node = step.chars().allMatch(Character::isDigit)
                    ? node.get("items")
                    : node.path("properties").has(step)
                            ? node.path("properties").get(step)
                            : node.get("additionalProperties");
        }
        return resolved(node);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** Every schema that describes a key, by the key. */
    List<JsonNode> properties() {
        return json.findValues("properties").stream()
                .flatMap(JsonNode::valueStream)
                .map(it -> it.has("description") ? it : resolved(it))
                .toList();
    }
}
