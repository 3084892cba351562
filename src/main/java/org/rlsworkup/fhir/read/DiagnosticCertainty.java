package org.rlsworkup.fhir.read;

import java.util.Locale;
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

    private static final String URL = "://fhir.de/structuredefinition/icd-10-gm-diagnosesicherheit";

    /** The certainty among the extensions at which the parser is, or null if there is none. */
    static @Nullable DiagnosticCertainty read(JsonParser parser) {
        var found = new DiagnosticCertainty[1];
        Json.list(parser, extension -> {
            var read = readOne(extension);
            found[0] = read == null ? found[0] : read;
        });
        return found[0];
    }

    private static @Nullable DiagnosticCertainty readOne(JsonParser parser) {
        String url = null;
        String code = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case URL -> url = Json.text(parser);
                case VALUE_CODEABLE_CONCEPT -> code = Json.codes(parser).status();
                case VALUE_CODE -> code = Json.text(parser);
                case OTHER -> {
                    if (parser.currentName().equals("valueCoding")) {
                        code = Json.memberText(parser, Element.CODE);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return url == null || code == null || !isOurs(url) ? null : of(code);
    }

    /** Older profiles put the name of the extension into a folder. */
    private static boolean isOurs(String url) {
        return url.toLowerCase(Locale.ROOT).replace("icd-10-gm/", "icd-10-gm-").endsWith(URL);
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
