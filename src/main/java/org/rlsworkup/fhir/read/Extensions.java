package org.rlsworkup.fhir.read;

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
        return Json.items(parser, Extensions::absentReasonOf).stream()
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String absentReasonOf(JsonParser parser) {
        String url = null;
        String code = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case URL -> url = Json.text(parser);
                case VALUE_CODE, VALUE_STRING -> code = Json.text(parser);
                case VALUE_CODEABLE_CONCEPT -> code = Json.status(parser);
                default -> parser.skipChildren();
            }
        }
        return url != null && url.endsWith("data-absent-reason") ? code : null;
    }
}
