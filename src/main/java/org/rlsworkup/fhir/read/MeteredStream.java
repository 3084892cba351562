package org.rlsworkup.fhir.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that reports what is read to a meter, which may stop it. */
public final class MeteredStream extends FilterInputStream {
    private final Meter meter;

    public MeteredStream(InputStream body, Meter meter) {
        super(body);
        this.meter = meter;
    }

    public interface Meter {
        /** Counts bytes read, and throws if they exceed the limit. */
        void spend(int bytes) throws IOException;
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        meter.spend(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        var skipped = super.skip(bytes);
        meter.spend(Math.toIntExact(Math.min(skipped, Integer.MAX_VALUE)));
        return skipped;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        meter.spend(Math.max(0, read));
        return read;
    }
}
