package org.rlsworkup.feedback;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again, one thing after the other, once the service is ready. */
public final class BackgroundTasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upkeep").factory());

    /** Does this now and then again, each time that long after it was done. */
    public BackgroundTasks every(Duration pause, Runnable work) {
        var unused = thread.scheduleWithFixedDelay(() -> attempt(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Does this once, when what was to be done before has been. */
    public void once(Runnable work) {
        thread.execute(() -> attempt(work));
    }

    /** What failed once is tried again: an exception would end the repetition. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.warn("BackgroundTasks failed: {}", failure.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
