package org.rlsworkup.endtoend.conformance;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rlsworkup.support.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI description of requests and responses. */
final class ApiFile {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final ObjectNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    ApiFile(String yaml) {
        this.document = (ObjectNode) YAMLMapper.shared().readTree(yaml);
    }

    JsonNode document() {
        return document;
    }

    Set<String> paths() {
        return new TreeSet<>(document.get("paths").propertyNames());
    }

    JsonNode operation(String method, String path) {
        return document.get("paths").path(path).path(method);
    }

    /** What is wrong with this body of a request; nothing if it is as described. */
    List<String> problems(String path, JsonNode request) {
        var body = operation("post", path).at("/requestBody/content/application~1json/schema");
        return problems(body, request);
    }

    /** What is wrong with this answer. */
    List<String> problems(String method, String path, Http.Answer answer) {
        var response = resolved(operation(method, path).path("responses").path("" + answer.status()));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status());
        }
        for (var header : response.path("headers").properties()) {
            if (header.getValue().path("required").asBoolean(false)
                    && answer.header(header.getKey()).isEmpty()) {
                return List.of("no " + header.getKey());
            }
        }
        if (!response.has("content")) {
            return answer.raw().body().isEmpty() ? List.of() : List.of("a body");
        }
        var type = answer.header("Content-Type").split(";", 2)[0];
        var described = response.get("content").path(type);
        if (described.isMissingNode()) {
            return List.of("content type " + type);
        }
        return type.endsWith("json") ? problems(described.get("schema"), answer.json()) : List.of();
    }

    /** What is wrong with this body of an answer as JSON. */
    List<String> problems(String path, int status, JsonNode body) {
        var response = resolved(operation("post", path).path("responses").path("" + status));
        return problems(response.at("/content/application~1json/schema"), body);
    }

    private List<String> problems(JsonNode schema, JsonNode instance) {
        var pointer = schema.path("$ref").asString("");
        if (pointer.isEmpty()) {
            return schema.isMissingNode() ? List.of("not described") : List.of();
        }
        var known = schemas.computeIfAbsent(
                pointer, it -> SCHEMAS.getSchema(document.deepCopy().put("$ref", it)));
        return known.validate(instance).stream().map(Error::toString).toList();
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
