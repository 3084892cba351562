package org.rlsworkup.cdshooks.request;

import java.io.IOException;
import java.time.Duration;
import org.rlsworkup.fhir.server.MeteredStream;
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

    private static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;
        private final CdsHooksException answer;

        ExceededException(CdsHooksException answer) {
            this.answer = answer;
        }
    }

    /** The problem to report for a failure to read a body: that a limit was exceeded, if that is among its causes. */
    public static CdsHooksException exception(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExceededException exceeded) {
                return exceeded.answer;
            }
        }
        return new CdsHooksException(HttpStatus.BAD_REQUEST, "incomplete", "The body could not be read.", null);
    }

    @Override
    public void spend(int bytes) throws IOException {
        remaining -= bytes;
        if (remaining < 0) {
            throw new ExceededException(CdsHooksException.tooLarge());
        }
        // A client that sends slowly must not occupy a request thread for as long as it likes.
        if (System.nanoTime() - start > timeoutNanos) {
            throw new ExceededException(CdsHooksException.tooSlow());
        }
    }
}
