package org.rlsworkup.screening;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a Bulk Data manifest says of an export, by the FHIR Bulk Data Access guide from version 1 to the draft of version 4.
 *
 * @param transactionTime the moment that the export shows, or that until which it was asked for
 * @param since only what changed since then was exported; null if everything was
 * @param asked the types that were asked for; empty if that was left to the server
 * @param filtered the types of which only a part was asked for
 * @param partial whether only some elements of each resource were asked for
 * @param output the files with resources
 * @param deleted the files that name what was deleted since
 * @param outcomes the files that say what went wrong
 */
record ExportManifest(
        Instant transactionTime,
        @Nullable Instant since,
        Set<String> asked,
        Set<String> filtered,
        boolean partial,
        List<Listed> output,
        List<Listed> deleted,
        List<Listed> outcomes) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * A file of the export.
     *
     * @param name the last segment of its address, under which it is expected in the folder
     * @param count of its resources, or null if the manifest does not say
     */
    record Listed(String type, String name, @Nullable Long count) {}

    /** The manifest cannot be used; the message says why. */
    static final class ManifestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ManifestException(String message) {
            super(message);
        }
    }

    /** Reads a manifest. */
    static ExportManifest parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ManifestException("is not valid JSON: " + e.getOriginalMessage());
        }
        refuseOtherForms(root);
        var parameters = Parameters.of(root.path("request").asString(""));
        var made = instant(root.path("transactionTime").asString(""));
        var until = parameters.one("_until") == null ? made : instant(parameters.one("_until"));
        return new ExportManifest(
                until.isBefore(made) ? until : made,
                parameters.one("_since") == null ? null : instant(parameters.one("_since")),
                Set.copyOf(parameters.list("_type")),
                parameters.list("_typeFilter").stream()
                        .map(it -> it.split("[?]", 2)[0])
                        .collect(Collectors.toUnmodifiableSet()),
                !parameters.list("_elements").isEmpty(),
                files(root.path("output")),
                files(root.path("deleted")),
                Stream.of("error", "outcome")
                        .flatMap(it -> files(root.path(it)).stream())
                        .toList());
    }

    /** What is in files of another form, or on further pages, would be missing here without a trace. */
    private static void refuseOtherForms(JsonNode root) {
        if (root.path("request").asString("").isBlank()) {
            throw new ManifestException(
                    "needs request, the address by which the export was started, with its parameters:"
                            + " without it, nobody knows whether everything was asked for");
        }
        if (root.hasNonNull("outputOrganizedBy")) {
            throw new ManifestException(
                    "has outputOrganizedBy; only files of one type each are read (export without organizeOutputBy)");
        }
        var format = root.path("outputFormat").asString("ndjson");
        if (!format.contains("ndjson")) {
            throw new ManifestException("has outputFormat " + format + "; only NDJSON is read");
        }
        for (var link : root.path("link")) {
            if ("next".equals(link.path("relation").asString(""))) {
                throw new ManifestException("goes on at " + link.path("url").asString("")
                        + "; add the files that are listed there to output, and take the link out");
            }
        }
    }

    private static Instant instant(@Nullable String written) {
        try {
            return OffsetDateTime.parse(String.valueOf(written)).toInstant();
        } catch (DateTimeException e) {
            throw new ManifestException(
                    "needs transactionTime, and _since and _until if they are there, as moments: " + written);
        }
    }

    private static List<Listed> files(JsonNode list) {
        var files = new ArrayList<Listed>();
        for (var file : list) {
            var path =
                    URI.create(file.path("url").asString("").replace(' ', '+')).getPath();
            var name = path.substring(path.lastIndexOf('/') + 1);
            var count = file.path("count");
            if (name.isEmpty()) {
                throw new ManifestException("names a file without an address");
            }
            files.add(new Listed(
                    file.path("type").asString(""), name, count.isIntegralNumber() ? (Long) count.longValue() : null));
        }
        return files;
    }

    /** Whether all resources of a type were asked for, and the server answered for it. */
    boolean isWhole(String type) {
        return since == null && covers(type) && (asked.contains(type) || lists(type));
    }

    /** Whether what changed of a type was asked for. */
    boolean covers(String type) {
        return !partial && !filtered.contains(type) && (asked.isEmpty() || asked.contains(type));
    }

    private boolean lists(String type) {
        return output.stream().anyMatch(file -> file.type().equals(type));
    }

    /** Why not all of a type is here, for people. */
    String whyNotWhole(String type) {
        if (partial) {
            return "only some elements were exported";
        }
        if (filtered.contains(type)) {
            return "only a part was exported (_typeFilter)";
        }
        return !covers(type) || !lists(type) ? "was not exported" : "was exported since " + since + " only";
    }

    /** The query of the address by which the export was started. */
    private record Parameters(List<String[]> all) {
        private static final Pattern SPACE = Pattern.compile(" ");

        static Parameters of(String request) {
            var mark = request.indexOf('?');
            var all = new ArrayList<String[]>();
            if (mark >= 0) {
                for (var part : request.substring(mark + 1).split("&", -1)) {
                    all.add(part.split("=", 2));
                }
            }
            return new Parameters(all);
        }

        /** A plus that was not escaped is one: it stands in an offset. */
        private static String decoded(String value) {
            return SPACE.matcher(URLDecoder.decode(value, StandardCharsets.UTF_8))
                    .replaceAll("+");
        }

        @Nullable
        String one(String name) {
            return list(name).stream().findFirst().orElse(null);
        }

        List<String> list(String name) {
            var values = new HashSet<String>();
            for (var parameter : all) {
                if (parameter.length == 2 && parameter[0].equals(name)) {
                    values.addAll(List.of(decoded(parameter[1]).split(",", -1)));
                }
            }
            values.remove("");
            return List.copyOf(values);
        }
    }
}
