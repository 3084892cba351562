package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The certainty of a diagnosis that Germany codes beside ICD-10-GM (Diagnosesicherheit), as HL7's statuses. */
enum DiagnosticCertainty {
    /** Ausgeschlossen: ruled out. */
    A,
    /** Verdacht auf: suspected. */
    V,
    /** Zustand nach: a past condition. */
    Z,
    /** Gesichert: certain. */
    G;

    private static final Pattern VERSION = Pattern.compile("/[0-9.]+$");
    private static final String URL = "://fhir.de/structuredefinition/icd-10-gm-diagnosesicherheit";

    /** The certainty among the extensions at which the parser is, or null if there is none. */
    static @Nullable DiagnosticCertainty read(JsonParser parser) {
        var found = new ArrayList<DiagnosticCertainty>(1);
        Extensions.each(parser, (url, code) -> {
            var certainty = of(url, code);
            if (certainty != null) {
                found.add(certainty);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** That of one extension, or null if it is another. */
    static @Nullable DiagnosticCertainty of(String url, String code) {
        return isOurs(url) ? of(code) : null;
    }

    /** Older profiles put the name of the extension into a folder, or a version behind it. */
    private static boolean isOurs(String url) {
        var name = VERSION.matcher(url.toLowerCase(Locale.ROOT)).replaceAll("");
        return name.replace("icd-10-gm/", "icd-10-gm-").endsWith(URL);
    }

    private static @Nullable DiagnosticCertainty of(String code) {
        return switch (code.strip().toUpperCase(Locale.ROOT)) {
            case "A" -> A;
            case "V" -> V;
            case "Z" -> Z;
            case "G" -> G;
            default -> null;
        };
    }

    /** What the verification status comes to beside this: the one that doubts more. */
    @Nullable
    String verification(@Nullable String status) {
        return switch (this) {
            case A -> "entered-in-error".equals(status) ? status : "refuted";
            case V -> status == null || status.equals("confirmed") ? "provisional" : status;
            case G -> status == null ? "confirmed" : status;
            case Z -> status;
        };
    }

    @Nullable
    String clinical(@Nullable String status) {
        return this == Z && !"remission".equals(status) ? "resolved" : status;
    }
}
