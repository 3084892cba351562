package org.rlsworkup.screening;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.screening.ExportManifest.Listed;
import org.rlsworkup.screening.ExportManifest.ManifestException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An export with those that add to it.
 *
 * @param asOf the moment that the newest of them shows
 * @param files with resources of the types that are read
 * @param unread why a source is not here to its end; what is not found in it is unknown, not absent
 * @param deleted resources that a later export says were deleted, as {@code Type/id}, and the number of that export
 */
record Export(Instant asOf, List<ExportFile> files, Map<Source, String> unread, Map<String, Integer> deleted) {
    /** The types that are read, and the part of a chart that each is. */
    static final Map<String, Source> SOURCES = Map.of(
            "Patient", Source.PATIENT,
            "Condition", Source.CONDITIONS,
            "Observation", Source.OBSERVATIONS,
            "DiagnosticReport", Source.REPORTS,
            "ServiceRequest", Source.ORDERS,
            "MedicationRequest", Source.MEDICATION_REQUESTS,
            "MedicationStatement", Source.MEDICATION_STATEMENTS,
            "Procedure", Source.PROCEDURES);

    /** Products that medication requests and statements refer to. */
    static final String MEDICATION = "Medication";

    private static final JsonMapper JSON = JsonMapper.shared();

    Export {
        files = List.copyOf(files);
        unread = Map.copyOf(unread);
        deleted = Map.copyOf(deleted);
    }

    /**
     * A file with resources of one type.
     *
     * @param number of the export it belongs to, the oldest first
     * @param count of its resources by the manifest, or null
     * @param whole whether it can only be read from its beginning
     */
    record ExportFile(
            String path,
            String type,
            int number,
            long length,
            @Nullable Long count,
            boolean whole) implements Serializable {}

    private record Folder(Path path, ExportManifest manifest) {}

    /**
     * Finds out what was exported.
     *
     * @throws ManifestException if a manifest is missing or cannot be used
     */
    static Export open(List<String> folders, Configuration hadoop) throws IOException {
        var opened = new ArrayList<Folder>();
        for (var folder : folders) {
            opened.add(folder(new Path(folder), hadoop));
        }
        opened.sort(Comparator.comparing(it -> it.manifest().transactionTime()));
        var manifests = opened.stream().map(Folder::manifest).toList();
        var files = new ArrayList<ExportFile>();
        var unread = new EnumMap<Source, String>(Source.class);
        var deleted = new HashMap<String, Integer>();
        SOURCES.forEach((type, source) -> {
            var why = whyIncomplete(type, manifests);
            if (why != null) {
                unread.put(source, type + " " + why);
            }
        });
        for (var number = 0; number < opened.size(); number++) {
            addFiles(opened.get(number), number, hadoop, files, unread);
            for (var file : opened.get(number).manifest().deleted()) {
                for (var reference : deletions(opened.get(number), file, hadoop)) {
                    deleted.put(reference, number);
                }
            }
        }
        if (files.isEmpty()) {
            throw new ManifestException("names no file of a type that is read, or none of them is in the folder");
        }
        return new Export(manifests.getLast().transactionTime(), files, unread, deleted);
    }

    private static Folder folder(Path path, Configuration hadoop) throws IOException {
        try {
            return new Folder(path, ExportManifest.parse(text(new Path(path, "manifest.json"), hadoop)));
        } catch (FileNotFoundException e) {
            throw new ManifestException(
                    "is missing: without it, nobody knows which types were exported. The server that made the export"
                            + " gave it, as its answer when the export was complete; store it as manifest.json.");
        }
    }

    private static String text(Path file, Configuration hadoop) throws IOException {
        var codec = new CompressionCodecFactory(hadoop).getCodec(file);
        try (var raw = file.getFileSystem(hadoop).open(file);
                var in = codec == null ? raw : codec.createInputStream(raw)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Null if one export has all of the type and each later one goes on where the one before it ended. */
    private static @Nullable String whyIncomplete(String type, List<ExportManifest> manifests) {
        var base = manifests.size() - 1;
        while (base >= 0 && !manifests.get(base).isWhole(type)) {
            base--;
        }
        if (base < 0) {
            return manifests.getLast().whyNotWhole(type);
        }
        for (var i = base + 1; i < manifests.size(); i++) {
            var next = manifests.get(i);
            var since = next.since();
            if (!next.covers(type)
                    || since == null
                    || since.isAfter(manifests.get(i - 1).transactionTime())) {
                return "is not in the export of " + next.transactionTime() + " as of the end of the one before";
            }
        }
        return null;
    }

    private static void addFiles(
            Folder folder, int number, Configuration hadoop, List<ExportFile> files, Map<Source, String> unread)
            throws IOException {
        var manifest = folder.manifest();
        for (var listed : manifest.output()) {
            var source = SOURCES.get(listed.type());
            if (source == null && !listed.type().equals(MEDICATION)) {
                continue;
            }
            var file = find(folder.path(), listed, hadoop);
            if (file != null) {
                var codec = new CompressionCodecFactory(hadoop).getCodec(file.getPath());
                files.add(new ExportFile(
                        file.getPath().toString(),
                        listed.type(),
                        number,
                        file.getLen(),
                        listed.count(),
                        codec != null));
            } else if (source != null) {
                unread.put(source, listed.type() + " is incomplete: " + listed.name() + " is not in the folder");
            }
        }
        for (var listed : manifest.outcomes()) {
            if (saysError(folder, listed, hadoop)) {
                SOURCES.values()
                        .forEach(it -> unread.putIfAbsent(it, "The export ended with errors: " + listed.name()));
            }
        }
    }

    private static @Nullable FileStatus find(Path folder, Listed listed, Configuration hadoop) throws IOException {
        var system = folder.getFileSystem(hadoop);
        for (var name : List.of(listed.name(), listed.name() + ".gz")) {
            var path = new Path(folder, name);
            if (system.exists(path)) {
                return system.getFileStatus(path);
            }
        }
        return null;
    }

    /** A file of errors that is not there counts as one with errors. */
    private static boolean saysError(Folder folder, Listed listed, Configuration hadoop) throws IOException {
        var file = find(folder.path(), listed, hadoop);
        if (file == null) {
            return true;
        }
        var text = text(file.getPath(), hadoop);
        return text.contains("\"error\"") || text.contains("\"fatal\"");
    }

    /** What the Bundles of a file of deletions name. */
    private static List<String> deletions(Folder folder, Listed listed, Configuration hadoop) throws IOException {
        var file = find(folder.path(), listed, hadoop);
        if (file == null) {
            throw new ManifestException("names " + listed.name() + ", with deletions, which is not in the folder");
        }
        var deleted = new ArrayList<String>();
        try {
            for (var line : text(file.getPath(), hadoop).lines().toList()) {
                for (var entry : JSON.readTree(line).path("entry")) {
                    if ("DELETE".equals(entry.path("request").path("method").asString(""))) {
                        deleted.add(entry.path("request").path("url").asString(""));
                    }
                }
            }
        } catch (JacksonException e) {
            throw new ManifestException("names " + listed.name() + ", with deletions, which cannot be read");
        }
        return deleted;
    }
}
