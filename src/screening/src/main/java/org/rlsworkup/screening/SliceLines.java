package org.rlsworkup.screening;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.jspecify.annotations.Nullable;

/** The lines of a slice, one after the other. */
final class SliceLines implements Closeable {
    /** A longer line is cut, and so is malformed. */
    private static final int LONGEST_LINE = 64 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Slice slice;
    private final InputStream in;
    private final LineReader reader;
    private final Text text = new Text();
    private long position;
    private long line;

    SliceLines(Slice slice, Configuration hadoop) throws IOException {
        this.slice = slice;
        var path = new Path(slice.file().path());
        var codec = new CompressionCodecFactory(hadoop).getCodec(path);
        var raw = path.getFileSystem(hadoop).open(path);
        if (codec == null) {
            // A line that begins before the slice belongs to the slice before.
            position = Math.max(slice.start() - 1, 0);
            raw.seek(position);
        }
        this.in = codec == null ? raw : codec.createInputStream(raw);
        this.reader = new LineReader(in);
        if (slice.start() > 0) {
            position += reader.readLine(text, LONGEST_LINE);
        }
    }

    /** The next line, valid until the one after; null at the end of the slice. */
    @Nullable
    Text next() throws IOException {
        if (!slice.file().whole() && position >= slice.end()) {
            return null;
        }
        var read = reader.readLine(text, LONGEST_LINE);
        position += read;
        if (read == 0) {
            return null;
        }
        if (line++ == 0 && slice.number() == 0 && startsWithMark()) {
            text.set(text.copyBytes(), BYTE_ORDER_MARK.length, text.getLength() - BYTE_ORDER_MARK.length);
        }
        return text;
    }

    private boolean startsWithMark() {
        var bytes = text.getBytes();
        return text.getLength() >= BYTE_ORDER_MARK.length
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }

    /** How many lines of the slice were read, blank ones included. */
    long lines() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
