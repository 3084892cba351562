package org.rlsworkup.fhir.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import tools.jackson.core.JsonParser;

/** Collects what tells versions of a resource apart, and what modifies its meaning. */
final class MetaBuilder {
    private @Nullable String versionId;
    private @Nullable PartialDate lastUpdated;
    private List<Meta.Modifier> modifiers = List.of();
    private List<String> identifiers = List.of();

    void read(Element element, JsonParser parser) {
        switch (element) {
            case META -> Json.object(parser, this::read);
            case MODIFIER_EXTENSION -> modifiers = Json.items(parser, Extensions::modifier);
            case IDENTIFIER -> identifiers = Json.items(parser, Json::identifier);
            case VERSION_ID -> versionId = Json.text(parser);
            case LAST_UPDATED -> lastUpdated = JsonDates.date(parser);
            default -> parser.skipChildren();
        }
    }

    Meta build() {
        return versionId == null && lastUpdated == null && modifiers.isEmpty() && identifiers.isEmpty()
                ? Meta.NONE
                : new Meta(versionId, lastUpdated, modifiers, identifiers);
    }
}
