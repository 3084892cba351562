package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The resources in a member of a hook's context, in the order sent: of a Bundle of whatever type, or of none, but also
 * of a list of resources or a resource alone, each of them bare or as {@code {"resource": …}}.
 */
final class ContextResources {
    private static final String URN = "urn:uuid:";

    private ContextResources() {}

    /**
     * A resource that stands there.
     *
     * @param fullUrl the address it stands under in the Bundle, or null
     */
    record Entry(@Nullable String fullUrl, ResourceBuilder resource) {
        /** What it may be called by. */
        Stream<String> names() {
            var id = resource.id;
            return Stream.of(
                            fullUrl, id == null ? null : resource.resourceType + "/" + id, id == null ? null : URN + id)
                    .flatMap(Stream::ofNullable);
        }

        /** Whether its id, if any, is only for this Bundle: no server knows it yet. */
        boolean isTemporary() {
            return fullUrl != null && fullUrl.startsWith("urn:");
        }
    }

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    static List<Entry> read(JsonParser parser) {
        var entries = new ArrayList<Entry>();
        read(parser, entries);
        return entries;
    }

    private static void read(JsonParser parser, List<Entry> entries) {
        Json.list(parser, value -> {
            var item = new Item(entries);
            if (Json.object(value, item)) {
                entries.add(new Entry(item.fullUrl, item.resource()));
            }
        });
    }

    /** An entry of a Bundle, or a Bundle, or a resource: which one is known at its end. */
    private static final class Item implements Json.Members {
        private final List<Entry> entries;
        private final ResourceBuilder self = new ResourceBuilder();
        private @Nullable Item within;
        private @Nullable String fullUrl;

        Item(List<Entry> entries) {
            this.entries = entries;
        }

        @Override
        public void read(Element element, JsonParser parser) {
            switch (element) {
                case ENTRY -> ContextResources.read(parser, entries);
                case FULL_URL -> fullUrl = Json.text(parser);
                case RESOURCE -> {
                    var item = new Item(entries);
                    within = Json.object(parser, item) ? item : null;
                }
                default -> self.read(element, parser);
            }
        }

        private ResourceBuilder resource() {
            return within == null ? self : within.resource();
        }
    }
}
