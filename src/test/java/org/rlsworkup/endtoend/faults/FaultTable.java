package org.rlsworkup.endtoend.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.endtoend.faults.FaultCase.Hits;

/** The fault matrix as a file, and as printed. */
final class FaultTable {
    private static final Path FILE = Path.of("src/test/resources/fault-matrix.csv");
    private static final String HEADER = "fault,hits,status,says,unread,requests";
    private static final String COLUMNS = "%-40s %-22s %-22s %-22s %s%n";

    private FaultTable() {}

    static Stream<FaultCase> read() throws IOException {
        return Files.readAllLines(FILE).stream().skip(1).map(FaultCase::parse);
    }

    static void write(Stream<FaultCase> cases) throws IOException {
        Files.writeString(FILE, cases.map(FaultCase::line).collect(Collectors.joining("\n", HEADER + "\n", "\n")));
    }

    /** A line for each fault: the status, whether all was read, and how many requests it took. */
    static void print(Stream<FaultCase> cases, Path file) throws IOException {
        var byFault = cases.collect(Collectors.groupingBy(
                FaultCase::fault, LinkedHashMap::new, Collectors.toMap(FaultCase::hits, FaultTable::cell)));
        Files.writeString(
                file,
                byFault.entrySet().stream()
                        .map(it -> printed(it.getKey(), it.getValue()))
                        .collect(Collectors.joining(
                                "", COLUMNS.formatted("fault", "conditions", "labs", "orders", "medications"), "")));
    }

    private static String printed(String fault, Map<Hits, String> cells) {
        return COLUMNS.formatted(Stream.concat(
                        Stream.of(fault), Stream.of(Hits.values()).map(it -> cells.getOrDefault(it, "")))
                .toArray());
    }

    private static String cell(FaultCase it) {
        return "%s %s/%s".formatted(it.status(), it.unread().isEmpty() ? "read" : "unread", it.requests());
    }
}
