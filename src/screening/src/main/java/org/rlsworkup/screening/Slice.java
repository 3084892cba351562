package org.rlsworkup.screening;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rlsworkup.screening.Export.ExportFile;

/**
 * A part of a file that is read by itself: the lines that begin in it.
 *
 * @param number of the slice in the file, from 0
 * @param end not part of it
 */
record Slice(ExportFile file, int number, long start, long end) implements Serializable {
    private static final long LARGEST = 32L << 20;

    long length() {
        return end - start;
    }

    /** The slices of these files in lists of about the same length, each for one task. */
    static List<List<Slice>> tasks(List<ExportFile> files) {
        var slices = new ArrayList<Slice>();
        for (var file : files) {
            var size = file.whole() ? Math.max(file.length(), 1) : LARGEST;
            for (var start = 0L; start < file.length(); start += size) {
                slices.add(new Slice(file, (int) (start / size), start, Math.min(start + size, file.length())));
            }
        }
        slices.sort(Comparator.comparingLong(Slice::length).reversed());
        var tasks = new ArrayList<List<Slice>>();
        var length = 0L;
        for (var slice : slices) {
            if (tasks.isEmpty() || length + slice.length() > LARGEST) {
                tasks.add(new ArrayList<>());
                length = 0;
            }
            tasks.getLast().add(slice);
            length += slice.length();
        }
        return tasks;
    }
}
