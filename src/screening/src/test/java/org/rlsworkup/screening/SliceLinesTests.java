package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.screening.Export.ExportFile;

/** However a file is cut into slices, each line is read once. */
class SliceLinesTests {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void everyLineIsReadOnceWhateverTheSlices(String end) throws IOException {
        var lines = List.of("{\"a\":1}", "", "{\"ö\":\"小\"}", "x", "{}", "last");
        var file = folder.resolve("f.ndjson");
        Files.writeString(file, "\uFEFF" + String.join(end, lines));
        var length = Files.size(file);
        for (var size = 1L; size <= length + 1; size++) {
            var read = new ArrayList<String>();
            for (var start = 0L; start < length; start += size) {
                var slice = new Slice(
                        new ExportFile(file.toString(), "Patient", 0, length, null, false),
                        (int) (start / size),
                        start,
                        Math.min(start + size, length));
                read(slice, read);
            }
            assertThat(read).as("slices of %d bytes", size).isEqualTo(lines);
        }
    }

    private static void read(Slice slice, List<String> read) throws IOException {
        try (var lines = new SliceLines(slice, new Configuration())) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                read.add(new String(line.copyBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
