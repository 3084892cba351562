package org.rlsworkup.cdshooks;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails when more than the limit is read from it. */
final class LimitedBody extends FilterInputStream {
    private long left;

    LimitedBody(InputStream body, long limit) {
        super(body);
        this.left = limit;
    }

    private static final class Overrun extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether this failure, or what it wraps, is that of the limit. */
    static boolean isOverrun(Throwable failure) {
        return failure instanceof Overrun || (failure.getCause() != null && isOverrun(failure.getCause()));
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        spend(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        spend(Math.max(0, read));
        return read;
    }

    private void spend(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new Overrun();
        }
    }
}
