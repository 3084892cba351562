package org.rlsworkup.fhir.read;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Meta;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the extensions that are known for any element. */
final class Extensions {
    private Extensions() {}

    /** A {@code modifierExtension}; null if nothing is in it. */
    static Meta.@Nullable Modifier modifier(JsonParser parser) {
        String url = null;
        var given = false;
        var denied = false;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            if (element == Element.URL) {
                url = Json.text(parser);
            } else {
                denied |= parser.hasToken(JsonToken.VALUE_FALSE)
                        && parser.currentName().equals("valueBoolean");
                given |= Json.isGiven(parser);
            }
        }
        return url == null && !given ? null : new Meta.Modifier(url == null ? "" : url, denied);
    }

    /** The code of the data-absent-reason among the extensions of a list, or null. */
    static @Nullable String absentReason(JsonParser parser) {
        var found = new String[1];
        each(parser, (url, code) -> found[0] = found[0] == null && isAbsentReason(url) ? code : found[0]);
        return found[0];
    }

    /** HL7's extension, or the one for null flavors of version 3. */
    static boolean isAbsentReason(String url) {
        return url.endsWith("data-absent-reason") || url.endsWith("nullFlavor");
    }

    /** Reads the address and the code of each extension of a list that has both. */
    static void each(JsonParser parser, BiConsumer<String, String> reader) {
        Json.list(parser, extension -> {
            String url = null;
            String code = null;
            for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
                switch (element) {
                    case URL -> url = Json.text(parser);
                    case VALUE_CODE, VALUE_STRING -> code = Json.text(parser);
                    case VALUE_CODEABLE_CONCEPT -> code = Json.status(parser);
                    case OTHER -> {
                        var isCoding = parser.currentName().equals("valueCoding");
                        code = isCoding ? Json.memberText(parser, Element.CODE) : code;
                        parser.skipChildren();
                    }
                    default -> parser.skipChildren();
                }
            }
            if (url != null && code != null) {
                reader.accept(url, code);
            }
        });
    }
}
