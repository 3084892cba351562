package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes errors as FHIR OperationOutcome. */
final class OperationOutcomes {
    private static final JsonFactory JSON = new JsonFactory();

    private OperationOutcomes() {}

    static byte[] json(CdsHooksException problem) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("resourceType", "OperationOutcome");
            json.writeName("issue").writeStartArray().writeStartObject();
            json.writeStringProperty("severity", "error");
            json.writeStringProperty("code", problem.issue());
            json.writeName("details").writeStartObject();
            json.writeStringProperty("text", problem.text());
            json.writeEndObject();
            if (problem.field() != null) {
                json.writeName("expression").writeStartArray();
                json.writeString(problem.field());
                json.writeEndArray();
            }
            json.writeEndObject().writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }
}
