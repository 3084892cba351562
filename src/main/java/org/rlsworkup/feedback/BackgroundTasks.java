package org.rlsworkup.feedback;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs maintenance off the request path, on one thread, so that no two tasks run at the same time. */
public final class BackgroundTasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("background").factory());

    /** Runs a task now, and again after each delay. */
    public BackgroundTasks every(Duration delay, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(() -> run(task), 0, delay.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Runs a task once, after those that are due. */
    public void once(Runnable task) {
        thread.execute(() -> run(task));
    }

    /** Catches failures, because an exception would end the repetition. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.warn("A background task failed: {}", failure.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
