package org.rlsworkup.cdshooks.request;

import java.io.ByteArrayInputStream;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.read.MeteredStream;
import org.rlsworkup.support.Limits;

/**
 * Any bytes as the body of a call: parsed, or refused with a fixed text. Driven by Jazzer and by
 * FuzzCorpusTests.
 */
public final class HookCallFuzz {
    private static final CallLimits LIMITS = Limits.with("body=100000B", "depth=64", "string=10000B", "entries=1000");
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
