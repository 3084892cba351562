package org.rlsworkup.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A call of {@code hooks/} that the table there lists.
 *
 * @param name hook and case
 * @param status of the answer
 */
public record RecordedCall(String name, int status) {
    public static final Path HOOKS = Path.of("hooks");
    private static final String DOCUMENTED_FHIR_SERVER = "http://localhost:8080/fhir";
    private static final Pattern TABLE_ROW = Pattern.compile("\\| ([a-z0-9-]+) \\| (\\d{3}) \\| .+ \\|");
    private static final Pattern HEADING = Pattern.compile("## ([a-z-]+)");

    /** All of them, in the order of the table. */
    public static List<RecordedCall> all() {
        var calls = new ArrayList<RecordedCall>();
        var hook = "";
        for (var line : read(HOOKS.resolve("README.md")).lines().toList()) {
            var heading = HEADING.matcher(line);
            hook = heading.matches() ? heading.group(1) : hook;
            var row = TABLE_ROW.matcher(line);
            if (row.matches()) {
                calls.add(new RecordedCall(hook + "/" + row.group(1), Integer.parseInt(row.group(2))));
            }
        }
        return calls;
    }

    /** The service that answers its hook. */
    public String service() {
        var hook = name.substring(0, name.indexOf('/'));
        return switch (hook) {
            case "patient-view" -> "rls-workup";
            case "problem-list-item-create" -> "rls-workup-on-diagnosis";
            case "encounter-start" -> "rls-workup-encounter-start";
            default -> "rls-medications-" + hook;
        };
    }

    public String address() {
        return "/cds-services/" + service();
    }

    public Path file(String file) {
        return HOOKS.resolve(name).resolve(file);
    }

    /** What is sent, with the FHIR server of the sandbox at this port. */
    public String request(int port) {
        return read(file("request.json")).replace(DOCUMENTED_FHIR_SERVER, "http://localhost:" + port + "/fhir");
    }

    /** Sends it to the service at this port. */
    public Http.Answer replay(int port, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return new Http(port).post(address(), request(port), all.toArray(String[]::new));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
