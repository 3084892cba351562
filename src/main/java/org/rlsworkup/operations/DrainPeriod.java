package org.rlsworkup.operations;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the port open for a time after the service was told to stop. Readiness is answered with 503 from then on, so that
 * load balancers send no more calls, and those that they still send are answered. Only then does Spring Boot close the
 * port and wait for the calls in progress.
 */
public final class DrainPeriod implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DrainPeriod.class);

    private final Duration length;
    private volatile boolean running;

    /** @param length zero if the port is to be closed at once */
    public DrainPeriod(Duration length) {
        this.length = length;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Waits here, and in no callback, because the time for a phase of the shutdown limits only those. */
    @Override
    public void stop() {
        if (running && length.isPositive()) {
            LOG.info("Stopping: readiness is refused, and calls are answered for another {} s", length.toSeconds());
            try {
                Thread.sleep(length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else is stopped. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
