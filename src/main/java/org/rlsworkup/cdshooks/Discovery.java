package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.Queries;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The discovery document of one version of CDS Hooks. The ETag is a hash of the body. */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record Discovery(byte[] body, String etag) {
    private static final int TAG_BYTES = 12;

    static Discovery of(HooksVersion version, Queries queries) {
        var body = json(version, queries);
        return new Discovery(body, '"' + HexFormat.of().formatHex(hash(body), 0, TAG_BYTES) + '"');
    }

    private static byte[] json(HooksVersion version, Queries queries) {
        var bytes = new ByteArrayOutputStream(32 * 1024);
        // Relative dates are tokens of CDS Hooks 3.0; a client of 2.0 would send them to its FHIR server unresolved.
        var templates = version == HooksVersion.STU3 ? queries.datedTemplates() : queries.templates();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject().writeName("services").writeStartArray();
            for (var service : HookService.values()) {
                write(json, service, version, templates);
            }
            json.writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(
            JsonGenerator json, HookService service, HooksVersion version, Map<Source, String> templates) {
        json.writeStartObject();
        json.writeStringProperty("hook", service.hook());
        json.writeStringProperty("id", service.id());
        json.writeStringProperty("title", service.title());
        json.writeStringProperty("description", service.description());
        json.writeStringProperty("usageRequirements", service.usageRequirements());
        if (version == HooksVersion.STU3) {
            json.writeStringProperty("version", version.name());
        }
        json.writeName("prefetch").writeStartObject();
        templates.forEach((source, template) -> {
            if (service.reads().contains(source)) {
                json.writeStringProperty(HookCallReader.key(source), template);
            }
        });
        json.writeEndObject().writeEndObject();
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Discovery[etag=" + etag + "]";
    }
}
