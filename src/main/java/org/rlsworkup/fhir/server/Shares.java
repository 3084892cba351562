package org.rlsworkup.fhir.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A number of permits of which one client may hold a share only, so that some are left for others. Thread-safe. */
public final class Shares {
    private final Semaphore all;
    private final int share;
    private final Map<String, Semaphore> ofClients = new ConcurrentHashMap<>();

    /**
     * @param all permits of all clients together
     * @param share permits of one client
     */
    public Shares(int all, int share) {
        this.all = new Semaphore(all);
        this.share = share;
    }

    /**
     * Takes permits, which must be given {@link #giveBack back}.
     *
     * @param client a configured name, of which there are few
     * @param wait for permits of this client; for those of all, nobody waits
     * @return false if there are not enough
     */
    public boolean tryTake(String client, int permits, Duration wait) {
        var own = ofClient(client);
        if (!tryAcquire(own, permits, wait)) {
            return false;
        }
        if (all.tryAcquire(permits)) {
            return true;
        }
        own.release(permits);
        return false;
    }

    private static boolean tryAcquire(Semaphore own, int permits, Duration wait) {
        if (own.tryAcquire(permits)) {
            return true;
        }
        try {
            return wait.isPositive() && own.tryAcquire(permits, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void giveBack(String client, int permits) {
        all.release(permits);
        ofClient(client).release(permits);
    }

    private Semaphore ofClient(String client) {
        return ofClients.computeIfAbsent(client, name -> new Semaphore(share));
    }
}
