package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an error as FHIR OperationOutcome. */
final class OperationOutcomes {
    private static final JsonFactory JSON = new JsonFactory();

    private OperationOutcomes() {}

    /**
     * @param issue code of FHIR's issue-type
     * @param field path of the member that is wrong, or null
     */
    static byte[] json(String issue, String text, @Nullable String field) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("resourceType", "OperationOutcome");
            json.writeName("issue").writeStartArray().writeStartObject();
            json.writeStringProperty("severity", "error");
            json.writeStringProperty("code", issue);
            json.writeName("details").writeStartObject();
            json.writeStringProperty("text", text);
            json.writeEndObject();
            if (field != null) {
                json.writeName("expression").writeStartArray();
                json.writeString(field);
                json.writeEndArray();
            }
            json.writeEndObject().writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }
}
