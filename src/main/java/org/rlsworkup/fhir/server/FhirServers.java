package org.rlsworkup.fhir.server;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The FHIR servers read most recently, by origin. Only servers that may be read are added, so in production there are
 * no more than configured; the limit is for a sandbox, where a caller may name any port. Thread-safe.
 */
final class FhirServers {
    static final int MAX = 256;

    private final int maxWaiting;
    private final Semaphore inAll;
    private final Clock clock;
    private final Map<String, FhirServer> byOrigin = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FhirServer> eldest) {
            return size() > MAX;
        }
    };

    /**
     * @param maxWaiting calls that may wait for one server at once
     * @param maxWaitingInAll calls that may wait for all servers at once, so that many servers that are down together
     *     leave room for calls that need none
     */
    FhirServers(int maxWaiting, int maxWaitingInAll, Clock clock) {
        this.maxWaiting = maxWaiting;
        this.inAll = new Semaphore(maxWaitingInAll);
        this.clock = clock;
    }

    synchronized FhirServer at(String origin) {
        return byOrigin.computeIfAbsent(origin, key -> new FhirServer(maxWaiting, inAll, clock));
    }
}
