package org.rlsworkup.cdshooks;

import java.io.IOException;
import org.rlsworkup.fhir.MeteredStream;

/** How much may still be read of one body. */
final class BodyLimit implements MeteredStream.Meter {
    private long left;

    BodyLimit(long bytes) {
        this.left = bytes;
    }

    private static final class Overrun extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether this failure, or what it wraps, is that of the limit. */
    static boolean isOverrun(Throwable failure) {
        return failure instanceof Overrun || (failure.getCause() != null && isOverrun(failure.getCause()));
    }

    @Override
    public void spend(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new Overrun();
        }
    }
}
