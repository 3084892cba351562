package org.rlsworkup.fhir.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Meta;
import tools.jackson.core.JsonParser;

/** Collects what tells versions of a resource apart, and what modifies its meaning. */
final class MetaBuilder {
    private @Nullable String versionId;
    private @Nullable String updated;
    private List<Meta.Modifier> modifiers = List.of();
    private List<String> identifiers = List.of();

    void read(Element element, JsonParser parser) {
        switch (element) {
            case META -> Json.object(parser, this::read);
            case MODIFIER_EXTENSION -> modifiers = Json.items(parser, Extensions::modifier);
            case IDENTIFIER -> identifiers = Json.items(parser, Json::identifier);
            case VERSION_ID -> versionId = Json.text(parser);
            case LAST_UPDATED -> updated = Json.text(parser);
            default -> parser.skipChildren();
        }
    }

    Meta build() {
        return versionId == null && updated == null && modifiers.isEmpty() && identifiers.isEmpty()
                ? Meta.NONE
                : new Meta(versionId, updated, modifiers, identifiers);
    }
}
