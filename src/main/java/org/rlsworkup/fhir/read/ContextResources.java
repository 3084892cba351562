package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The resources in a member of a hook's context, in the order sent: those of a Bundle, of a list, or a single one, each
 * with or without {@code {"resource": …}} around it.
 */
final class ContextResources {
    private static final String URN = "urn:uuid:";

    private ContextResources() {}

    /** A resource with the {@code fullUrl} of its Bundle entry, if any. */
    record ContextEntry(@Nullable String fullUrl, ResourceBuilder resource) {
        /** The names by which it may be referred to. */
        Stream<String> names() {
            var id = resource.id;
            return Stream.of(
                            fullUrl, id == null ? null : resource.type + "/" + id, id == null ? null : URN + id)
                    .flatMap(Stream::ofNullable);
        }

        /** Whether its id is valid in this Bundle only: no server has it yet. */
        boolean isTemporary() {
            return fullUrl != null && fullUrl.startsWith("urn:");
        }
    }

    /**
     * Reads the value that starts at the parser's current token, and leaves the parser at its last token.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    static List<ContextEntry> read(JsonParser parser) {
        var entries = new ArrayList<ContextEntry>();
        read(parser, entries);
        return entries;
    }

    private static void read(JsonParser parser, List<ContextEntry> entries) {
        Json.list(parser, value -> {
            var item = new ItemBuilder(entries);
            if (Json.object(value, item::read)) {
                entries.add(new ContextEntry(item.fullUrl, item.resource()));
            }
        });
    }

    /** Collects an entry of a Bundle, a Bundle or a resource: which one is known at its end. */
    private static final class ItemBuilder {
        private final List<ContextEntry> entries;
        private final ResourceBuilder self = new ResourceBuilder();
        private @Nullable ItemBuilder within;
        private @Nullable String fullUrl;

        ItemBuilder(List<ContextEntry> entries) {
            this.entries = entries;
        }

        void read(Element element, JsonParser parser) {
            switch (element) {
                case ENTRY -> ContextResources.read(parser, entries);
                case FULL_URL -> fullUrl = Json.text(parser);
                case RESOURCE -> {
                    var item = new ItemBuilder(entries);
                    within = Json.object(parser, item::read) ? item : null;
                }
                default -> self.read(element, parser);
            }
        }

        private ResourceBuilder resource() {
            return within == null ? self : within.resource();
        }
    }
}
