package org.rlsworkup.cdshooks.request;

import java.io.ByteArrayInputStream;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.server.MeteredStream;
import org.springframework.util.unit.DataSize;

/**
 * Any bytes as the body of a call: parsed, or refused with a fixed text. Driven by Jazzer and by
 * FuzzCorpusTests.
 */
public final class HookCallFuzz {
    private static final CallLimits LIMITS =
            new CallLimits(DataSize.ofBytes(100_000), 64, DataSize.ofBytes(10_000), 100, 1000, 1, 1, 1);
    private static final HookCallReader READER = new HookCallReader(LIMITS);

    private HookCallFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        try {
            var call = READER.read(new MeteredStream(
                    new ByteArrayInputStream(body), new BodyLimit(LIMITS.body().toBytes())));
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
