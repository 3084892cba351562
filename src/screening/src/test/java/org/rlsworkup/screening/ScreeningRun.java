package org.rlsworkup.screening;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * A run of the command on Spark in this process.
 *
 * @param console what it said
 */
record ScreeningRun(int status, String console, Path out) {
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** Runs the command with these options, with plain ids unless they name a client. */
    static ScreeningRun of(Path export, Path out, String... options) {
        var args = new ArrayList<>(List.of("--export", export.toString(), "--out", out.toString()));
        args.addAll(List.of(options));
        if (!args.contains("--client")) {
            args.add("--plain-ids");
        }
        return of(args, out);
    }

    static ScreeningRun of(List<String> args, Path out) {
        spark();
        var console = new ByteArrayOutputStream();
        var status = Screening.run(
                args, Map.of("RLS_PATIENTKEY", SECRET), new PrintStream(console, true, StandardCharsets.UTF_8));
        return new ScreeningRun(status, console.toString(StandardCharsets.UTF_8), out);
    }

    /** One for all tests. */
    static SparkSession spark() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }

    String text(String file) throws IOException {
        return Files.readString(out.resolve(file));
    }

    /** The rows of a table by their first columns. */
    Map<String, Map<String, String>> table(String file) throws IOException {
        var lines = text(file).lines().toList();
        var columns = cells(lines.getFirst());
        var rows = new TreeMap<String, Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = cells(line);
            var row = new LinkedHashMap<String, String>();
            for (var i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.put(cells.getFirst(), row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.startsWith("\"")
                        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                        : cell)
                .toList();
    }

    Map<String, Map<String, String>> rows() throws IOException {
        return table("patients.csv");
    }
}
