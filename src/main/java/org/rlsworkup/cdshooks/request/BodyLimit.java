package org.rlsworkup.cdshooks.request;

import java.io.IOException;
import java.time.Duration;
import org.rlsworkup.fhir.server.MeteredStream;

/** How much may still be read of one body, and for how long. */
public final class BodyLimit implements MeteredStream.Meter {
    private static final Duration TIME = Duration.ofSeconds(10);

    private final long begin = System.nanoTime();
    private final long nanos;
    private long left;

    public BodyLimit(long bytes) {
        this(bytes, TIME);
    }

    public BodyLimit(long bytes, Duration time) {
        this.left = bytes;
        this.nanos = time.toNanos();
    }

    private static final class Overrun extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Overtime extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether this failure, or what it wraps, is that of the size. */
    public static boolean isOverrun(Throwable failure) {
        return failure instanceof Overrun || (failure.getCause() != null && isOverrun(failure.getCause()));
    }

    /** Whether this failure, or what it wraps, is that of the time. */
    static boolean isOvertime(Throwable failure) {
        return failure instanceof Overtime || (failure.getCause() != null && isOvertime(failure.getCause()));
    }

    @Override
    public void spend(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new Overrun();
        }
        // A sender that drips must not hold a place for as long as it likes.
        if (System.nanoTime() - begin > nanos) {
            throw new Overtime();
        }
    }
}
