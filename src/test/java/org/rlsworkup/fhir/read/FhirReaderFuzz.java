package org.rlsworkup.fhir.read;

import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Any bytes as the response of a FHIR server: only invalid JSON may make the reader fail. */
public final class FhirReaderFuzz {
    private static final JsonFactory JSON = new JsonFactory();

    private FhirReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] answer) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), answer)) {
            if (parser.nextToken() != null) {
                FhirReader.read(parser, 1000);
            }
        } catch (JacksonException e) {
            // No JSON, or beyond the parser's limits.
        }
    }
}
