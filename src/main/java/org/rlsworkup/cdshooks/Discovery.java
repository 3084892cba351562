package org.rlsworkup.cdshooks;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import org.rlsworkup.fhir.Queries;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The answer to discovery, the same for every caller. */
final class Discovery {
    private Discovery() {}

    static byte[] json(Collection<HookService> services, Queries queries) {
        var bytes = new ByteArrayOutputStream(4096);
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject().writeName("services").writeStartArray();
            for (var service : services) {
                json.writeStartObject();
                json.writeStringProperty("hook", service.hook());
                json.writeStringProperty("id", service.id());
                json.writeStringProperty("title", service.title());
                json.writeStringProperty("description", service.description());
                json.writeStringProperty("usageRequirements", service.usageRequirements());
                json.writeName("prefetch").writeStartObject();
                queries.templates().forEach((source, template) -> {
                    if (service.reads().contains(source)) {
                        json.writeStringProperty(HookCallReader.key(source), template);
                    }
                });
                json.writeEndObject().writeEndObject();
            }
            json.writeEndArray().writeEndObject();
        }
        return bytes.toByteArray();
    }
}
