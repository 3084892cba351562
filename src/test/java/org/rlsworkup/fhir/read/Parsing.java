package org.rlsworkup.fhir.read;

import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads text with the streaming reader, as client and servlet do. */
public final class Parsing {
    private static final JsonFactory JSON = new JsonFactory();

    private Parsing() {}

    public static QueryResponse read(String json) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            var reading = FhirReader.read(parser);
            if (!parser.streamReadContext().inRoot()) {
                throw new AssertionError("the reader left the parser before the end of the value");
            }
            return reading;
        }
    }

    public static QueryResponse.Page page(String json) {
        return (QueryResponse.Page) read(json);
    }
}
