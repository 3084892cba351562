package org.rlsworkup.cdshooks.request;

import java.io.ByteArrayInputStream;
import org.rlsworkup.fhir.server.MeteredStream;

/**
 * Any bytes as the body of a call: parsed, or refused with a fixed text. Driven by Jazzer and by
 * FuzzCorpusTests.
 */
public final class HookCallFuzz {
    private static final CallLimits LIMITS = new CallLimits(100_000, 64, 10_000, 100, 1000);
    private static final HookCallReader READER = new HookCallReader(LIMITS);

    private HookCallFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        try {
            var call = READER.read(new MeteredStream(new ByteArrayInputStream(body), new BodyLimit(LIMITS.body())));
            if (!FhirId.isId(call.patientId()) || call.hook().isBlank()) {
                throw new AssertionError("an invalid call was accepted");
            }
        } catch (CdsHooksException problem) {
            if (problem.status().is5xxServerError()) {
                throw new AssertionError("a body is no failure of ours");
            }
        }
    }
}
