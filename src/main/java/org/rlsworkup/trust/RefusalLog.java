package org.rlsworkup.trust;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused requests so that an attacker cannot fill the log: for each reason and client address the first at once,
 * and how many more there were once a minute. Thread-safe.
 */
public final class RefusalLog implements BiConsumer<String, String> {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    /** Of reasons and addresses in a minute; beyond it, addresses are not told apart. */
    private static final int MAX = 100;

    private final Map<ReasonAndAddress, LongAdder> more = new ConcurrentHashMap<>();

    private record ReasonAndAddress(String reason, String address) {}

    /**
     * A request was refused.
     *
     * @param reason one of few fixed texts
     * @param address of the client's connection
     */
    @Override
    public void accept(String reason, String address) {
        var exact = new ReasonAndAddress(reason, address);
        var refusal =
                more.size() < MAX || more.containsKey(exact) ? exact : new ReasonAndAddress(reason, "other addresses");
        var known = more.putIfAbsent(refusal, new LongAdder());
        if (known == null) {
            LOG.warn("{}, from {}", reason, refusal.address());
        } else {
            known.increment();
        }
    }

    /** Logs how often each was repeated since the last time, and starts over; to be called once a minute. */
    public void summarize() {
        more.keySet().forEach(refusal -> {
            var count = more.remove(refusal);
            if (count != null && count.sum() > 0) {
                LOG.warn("{}, from {}: {} more in the last minute", refusal.reason(), refusal.address(), count.sum());
            }
        });
    }
}
