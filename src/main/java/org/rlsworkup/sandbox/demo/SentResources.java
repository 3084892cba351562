package org.rlsworkup.sandbox.demo;

import java.util.List;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import tools.jackson.databind.json.JsonMapper;

/** Reads FHIR JSON that is already in memory, as the service reads what a server sends. */
final class SentResources {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SentResources() {}

    /** The resources of a Bundle, or the one resource; empty if it cannot be read. */
    static List<Resource> read(Object sent) {
        try (var parser = JSON.createParser(JSON.writeValueAsBytes(sent))) {
            parser.nextToken();
            return switch (FhirReader.read(parser)) {
                case QueryResponse.Page page -> page.resources();
                case QueryResponse.Single(var resource) when resource != null -> List.of(resource);
                default -> List.of();
            };
        }
    }
}
