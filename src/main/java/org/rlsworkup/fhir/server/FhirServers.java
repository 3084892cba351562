package org.rlsworkup.fhir.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The FHIR servers read lately, by origin. Only servers that may be read get here, so production holds no more than it
 * lists; the bound is for a sandbox, where a caller may name any port.
 */
final class FhirServers {
    private static final int MOST = 256;

    private final int places;
    private final Semaphore inAll;
    private final Clock clock;
    private final Map<String, FhirServer> byOrigin = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FhirServer> eldest) {
            return size() > MOST;
        }
    };

    /**
     * None read yet.
     *
     * @param places how many calls may wait for one server at once
     * @param inAll how many may wait for servers at once, so that many servers that are down together leave room to
     *     calls that need none
     */
    FhirServers(int places, int inAll, Clock clock) {
        this.places = places;
        this.inAll = new Semaphore(inAll);
        this.clock = clock;
    }

    FhirServer at(String origin) {
        synchronized (byOrigin) {
            return byOrigin.computeIfAbsent(origin, key -> new FhirServer(places, inAll, clock));
        }
    }

    List<FhirServerState> states() {
        synchronized (byOrigin) {
            var states = new ArrayList<FhirServerState>();
            byOrigin.forEach(
                    (origin, server) -> states.add(new FhirServerState(origin, server.isSilenced(), server.waiting())));
            return states;
        }
    }
}
