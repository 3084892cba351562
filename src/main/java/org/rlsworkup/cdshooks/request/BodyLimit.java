package org.rlsworkup.cdshooks.request;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.rlsworkup.cdshooks.request.CdsHooksException.FixedProblem;
import org.rlsworkup.fhir.read.MeteredStream;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;

/** How much of one body is read, and for how long. */
public final class BodyLimit implements MeteredStream.Meter {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final long start = System.nanoTime();
    private final long timeoutNanos;
    private long remaining;

    public BodyLimit(long bytes) {
        this(bytes, TIMEOUT);
    }

    BodyLimit(long bytes, Duration timeout) {
        this.remaining = bytes;
        this.timeoutNanos = timeout.toNanos();
    }

    /** The problem to report for a failure to read a body: that a limit was exceeded, if that caused it. */
    public static CdsHooksException exception(Throwable failure) {
        return switch (NestedExceptionUtils.getMostSpecificCause(failure)) {
            case CdsHooksException exceeded -> exceeded;
            case SocketTimeoutException pause -> new CdsHooksException(FixedProblem.TOO_SLOW);
            default -> new CdsHooksException(HttpStatus.BAD_REQUEST, "incomplete", "The body could not be read.");
        };
    }

    @Override
    public void spend(int bytes) throws IOException {
        remaining -= bytes;
        if (remaining < 0) {
            throw new IOException(new CdsHooksException(FixedProblem.TOO_LARGE));
        }
        // A client that sends slowly must not occupy a request thread for as long as it likes.
        if (System.nanoTime() - start > timeoutNanos) {
            throw new IOException(new CdsHooksException(FixedProblem.TOO_SLOW));
        }
    }
}
