package org.rlsworkup.screening;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Reads slices line by line, so that it never holds more of a file than a line. */
final class SliceReading implements Iterator<Piece> {
    private static final int REPORTED = 1000;

    private final Iterator<Slice> slices;
    private final Configuration hadoop;
    private final LineHandler handler;
    private final LongAccumulator records;
    private final Queue<Piece> ready = new ArrayDeque<>();
    private @Nullable Slice slice;
    private @Nullable SliceLines lines;
    private long resources;
    private long unattributed;

    /** What becomes of a line that is not blank. */
    interface LineHandler extends Serializable {
        /**
         * Handles the line.
         *
         * @param at which line of the slice it is, from 0
         * @return whether it says whom it is about
         */
        boolean handle(Slice slice, long at, Text line, Consumer<Piece> pieces);
    }

    /** @param records counts the lines, for the console only */
    SliceReading(List<Slice> slices, Configuration hadoop, LineHandler handler, LongAccumulator records) {
        this.slices = slices.iterator();
        this.hadoop = hadoop;
        this.handler = handler;
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (slice != null || slices.hasNext())) {
            try {
                step();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Piece next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    /** Reads one line, or begins the next slice. */
    private void step() throws IOException {
        if (slice == null) {
            slice = slices.next();
            resources = 0;
            unattributed = 0;
        }
        var current = slice;
        try {
            if (lines == null) {
                lines = new SliceLines(current, hadoop);
            }
            var at = lines.lines();
            var line = lines.next();
            if (line == null) {
                end(current, lines.lines(), true);
            } else if (!isBlank(line)) {
                resources++;
                if (resources % REPORTED == 0) {
                    records.add(REPORTED);
                }
                unattributed += handler.handle(current, at, line, ready::add) ? 0 : 1;
            }
        } catch (IOException e) {
            if (!current.file().whole()) {
                throw e;
            }
            // A compressed file that is cut or damaged; what was read of it before is used.
            var at = lines == null ? 0 : lines.lines();
            var file = current.file();
            ready.add(new Piece.SetAside(
                    file.path(), file.type(), 0, at, "the file is damaged from here on", "", List.of()));
            end(current, at, false);
        }
    }

    private void end(Slice ended, long read, boolean complete) throws IOException {
        records.add(resources % REPORTED);
        ready.add(new Piece.SliceEnd(
                ended.file().path(), ended.file().type(), ended.number(), read, resources, unattributed, complete));
        if (lines != null) {
            lines.close();
        }
        lines = null;
        slice = null;
    }

    private static boolean isBlank(Text line) {
        var bytes = line.getBytes();
        for (var i = 0; i < line.getLength(); i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
