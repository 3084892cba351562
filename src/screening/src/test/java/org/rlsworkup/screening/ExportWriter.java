package org.rlsworkup.screening;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Writes resources as an export: files of one type each, and their manifest. */
final class ExportWriter implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final int linesAFile;
    private final boolean zipped;
    private final Map<String, Integer> filesByType = new TreeMap<>();
    private final Map<String, String> typeByFile = new LinkedHashMap<>();
    private final Map<String, Long> lines = new LinkedHashMap<>();
    private final Map<String, Writer> open = new TreeMap<>();
    private String request = "https://ehr.example/fhir/$export";
    private boolean hasDeletions;
    private String moment = "2026-11-20T10:00:00Z";

    ExportWriter(Path folder, int linesAFile, boolean zipped) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.linesAFile = linesAFile;
        this.zipped = zipped;
    }

    /** In the manifest. */
    ExportWriter requested(String parameters, String transactionTime) {
        request += parameters;
        moment = transactionTime;
        return this;
    }

    /** Adds a line to the current file of the type. */
    ExportWriter add(String type, String line) throws IOException {
        var writer = open.get(type);
        if (writer == null) {
            var number = filesByType.merge(type, 1, Integer::sum);
            var name = type + "." + number + ".ndjson" + (zipped ? ".gz" : "");
            var out = Files.newOutputStream(folder.resolve(name));
            writer = new BufferedWriter(
                    new OutputStreamWriter(zipped ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
            open.put(type, writer);
            typeByFile.put(name, type);
            lines.put(type, 0L);
        }
        writer.write(line);
        writer.write('\n');
        if (lines.merge(type, 1L, Long::sum) >= linesAFile) {
            writer.close();
            open.remove(type);
        }
        return this;
    }

    /** Names a type in the manifest of which nothing is written. */
    ExportWriter empty(String type) throws IOException {
        Files.writeString(folder.resolve(type + ".0.ndjson"), "");
        typeByFile.put(type + ".0.ndjson", type);
        return this;
    }

    /** Names resources that were deleted. */
    ExportWriter deleted(String... references) throws IOException {
        var bundle = JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        for (var reference : references) {
            bundle.withArray("entry")
                    .addObject()
                    .putObject("request")
                    .put("method", "DELETE")
                    .put("url", reference);
        }
        Files.writeString(folder.resolve("deleted.ndjson"), bundle + "\n");
        hasDeletions = true;
        return this;
    }

    @Override
    public void close() throws IOException {
        for (var writer : open.values()) {
            writer.close();
        }
        var manifest = JSON.createObjectNode()
                .put("transactionTime", moment)
                .put("request", request)
                .put("requiresAccessToken", true);
        var output = manifest.putArray("output");
        typeByFile.forEach(
                (file, type) -> output.addObject().put("type", type).put("url", "https://ehr.example/bulk/7/" + file));
        manifest.putArray("error");
        if (hasDeletions) {
            manifest.putArray("deleted")
                    .addObject()
                    .put("type", "Bundle")
                    .put("url", "https://ehr.example/bulk/7/deleted.ndjson");
        }
        Files.writeString(folder.resolve("manifest.json"), manifest.toString());
    }
}
