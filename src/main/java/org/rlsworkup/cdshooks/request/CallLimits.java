package org.rlsworkup.cdshooks.request;

import java.time.Duration;
import org.rlsworkup.fhir.server.Shares;
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
 * @param concurrent calls that are being answered at a time
 * @param perSecond calls of one client in a second; not in the sandbox
 * @param waitingPerServer calls that may wait for one FHIR server at a time
 * @param reading bodies that are being read at a time
 * @param bodies size of all bodies in memory together; by the size of the heap if 0
 * @param connections to clients at a time; by the size of the heap if 0
 * @param head time for the whole head of a request, from its first byte
 * @param share percent of {@code concurrent}, {@code reading}, {@code bodies} and of the calls that wait for FHIR servers
 *     that one client may take; with a single client, that is all of them
 */
public record CallLimits(
        @DefaultValue("10MB") DataSize body,
        @DefaultValue("64") int depth,
        @DefaultValue("1MB") DataSize string,
        @DefaultValue("100") int number,
        @DefaultValue("10000") int entries,
        @DefaultValue("1000") int concurrent,
        @DefaultValue("2000") int perSecond,
        @DefaultValue("200") int waitingPerServer,
        @DefaultValue("400") int reading,
        @DefaultValue("0") DataSize bodies,
        @DefaultValue("0") int connections,
        @DefaultValue("10s") Duration head,
        @DefaultValue("50") int share) {
    private static final int NAME = 1000;
    private static final int ALL = 100;
    private static final DataSize MAX_BODIES = DataSize.ofMegabytes(2000);
    /** Of the heap; with what is made of it, a body takes some three times its size. */
    private static final int PART_FOR_BODIES = 8;
    /** Of the heap, where a connection with half a request takes some 50 KB. */
    private static final int PART_FOR_CONNECTIONS = 4;

    private static final int CONNECTION_BYTES = 64 * 1024;
    private static final int MAX_CONNECTIONS = 8192;

    public CallLimits {
        Assert.isTrue(
                body.toBytes() > 0 && body.toMegabytes() <= 1000,
                "rls.limits.body must be positive, and at most 1000MB");
        Assert.isTrue(depth >= 8 && depth <= 1000, "rls.limits.depth must be from 8 to 1000");
        Assert.isTrue(
                string.toBytes() >= 1000 && string.toMegabytes() <= 1000,
                "rls.limits.string must be from 1000B to 1000MB");
        Assert.isTrue(number >= 20 && number <= 1000, "rls.limits.number must be from 20 to 1000");
        Assert.isTrue(entries > 0, "rls.limits.entries must be positive");
        Assert.isTrue(concurrent > 0, "rls.limits.concurrent must be positive");
        Assert.isTrue(perSecond > 0, "rls.limits.per-second must be positive");
        Assert.isTrue(waitingPerServer > 0, "rls.limits.waiting-per-server must be positive");
        Assert.isTrue(reading > 0, "rls.limits.reading must be positive");
        Assert.isTrue(connections >= 0, "rls.limits.connections must not be negative");
        Assert.isTrue(
                head.isPositive() && head.toMinutes() < 60, "rls.limits.head must be positive, and less than an hour");
        Assert.isTrue(share > 0 && share <= ALL, "rls.limits.share must be from 1 to 100");
        bodies = bodies.toBytes() == 0
                ? DataSize.ofBytes(Math.clamp(heap() / PART_FOR_BODIES, 2 * body.toBytes(), MAX_BODIES.toBytes()))
                : bodies;
        Assert.isTrue(
                bodies.compareTo(body) >= 0 && bodies.compareTo(MAX_BODIES) <= 0,
                "rls.limits.bodies must be from rls.limits.body to 2000MB");
        connections = connections > 0
                ? connections
                : Math.clamp(heap() / PART_FOR_CONNECTIONS / CONNECTION_BYTES, ALL, MAX_CONNECTIONS);
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory();
    }

    /** These limits for a service with a single client, which need not share. */
    public CallLimits unshared() {
        return new CallLimits(
                body,
                depth,
                string,
                number,
                entries,
                concurrent,
                perSecond,
                waitingPerServer,
                reading,
                bodies,
                connections,
                head,
                ALL);
    }

    /** What one client may take of this many. */
    int share(int all) {
        return Math.max(1, Math.toIntExact((long) all * share / ALL));
    }

    /** This many, of which each client may take its share. */
    public Shares shared(int all) {
        return new Shares(all, share(all));
    }

    int bodyBytes() {
        return Math.toIntExact(body.toBytes());
    }

    int allBodiesBytes() {
        return Math.toIntExact(bodies.toBytes());
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
