package org.rlsworkup.cdshooks.request;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Limits for calls, {@code rls.limits}. A larger body is not read to its end.
 *
 * @param body size of the request body
 * @param depth nesting of its JSON
 * @param string size of one string
 * @param number characters of one number
 * @param entries of one prefetched Bundle
 * @param concurrent calls in progress at a time
 * @param perSecond calls of one client in a second; not in the sandbox
 * @param waitingPerServer calls that may wait for one FHIR server at a time
 */
public record CallLimits(
        @DefaultValue("10MB") DataSize body,
        @DefaultValue("64") int depth,
        @DefaultValue("1MB") DataSize string,
        @DefaultValue("100") int number,
        @DefaultValue("10000") int entries,
        @DefaultValue("1000") int concurrent,
        @DefaultValue("2000") int perSecond,
        @DefaultValue("200") int waitingPerServer) {
    private static final int NAME = 1000;

    public CallLimits {
        Assert.isTrue(body.toBytes() > 0, "rls.limits.body must be positive");
        Assert.isTrue(depth >= 8 && depth <= 1000, "rls.limits.depth must be from 8 to 1000");
        Assert.isTrue(
                string.toBytes() >= 1000 && string.toMegabytes() <= 1000,
                "rls.limits.string must be from 1000B to 1000MB");
        Assert.isTrue(number >= 20 && number <= 1000, "rls.limits.number must be from 20 to 1000");
        Assert.isTrue(entries > 0, "rls.limits.entries must be positive");
        Assert.isTrue(concurrent > 0, "rls.limits.concurrent must be positive");
        Assert.isTrue(perSecond > 0, "rls.limits.per-second must be positive");
        Assert.isTrue(waitingPerServer > 0, "rls.limits.waiting-per-server must be positive");
    }

    /** Calls that may wait for FHIR servers at a time: a fifth is left for calls that need none. */
    public int waiting() {
        return concurrent - concurrent / 5;
    }

    public JsonFactory json() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(Math.toIntExact(string.toBytes()))
                        .maxNumberLength(number)
                        .maxNameLength(NAME)
                        .build())
                .build();
    }
}
