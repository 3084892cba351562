package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads an answer to one of our queries from a streaming parser: R4, R4B and R5 alike, members in any order. Only JSON
 * that is no JSON makes it fail; a resource that makes no sense is skipped and counted.
 */
public final class FhirReader {
    private static final Set<String> SERIOUS = Set.of("error", "fatal");

    /** Digits that a long has room for. */
    private static final int SURELY_LONG = 18;

    private FhirReader() {}

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static QueryResponse read(JsonParser parser) {
        return read(parser, Integer.MAX_VALUE);
    }

    /** As {@link #read(JsonParser)}, and also fails if a Bundle has more entries than this. */
    public static QueryResponse read(JsonParser parser, int mostEntries) {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return new QueryResponse.Empty();
        }
        if (!Json.isObject(parser)) {
            return new QueryResponse.Unusable();
        }
        var top = new Top(mostEntries);
        for (var element = Json.member(parser); element != null; element = Json.member(parser)) {
            top.read(element, parser);
        }
        return top.reading();
    }

    /** The outermost object: a Bundle, an OperationOutcome or a resource; which one may be said only at its end. */
    private static final class Top {
        private final int mostEntries;
        private final ResourceBuilder draft = new ResourceBuilder();
        private final List<Resource> resources = new ArrayList<>();
        private int entries;
        private int matches;
        private int skipped;
        private boolean broken;
        private @Nullable Long total;
        private @Nullable String next;

        Top(int mostEntries) {
            this.mostEntries = mostEntries;
        }

        void read(Element element, JsonParser parser) {
            switch (element) {
                case ENTRY -> Json.list(parser, this::entry);
                case TOTAL -> total = total(parser);
                case LINK -> link(parser);
                default -> draft.read(element, parser);
            }
        }

        private static @Nullable Long total(JsonParser parser) {
            if (parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getStringLength() <= SURELY_LONG) {
                return parser.getLongValue();
            }
            var total = Json.decimal(parser);
            try {
                return total == null ? null : total.longValueExact();
            } catch (ArithmeticException e) {
                return null;
            }
        }

        /** Links of a Bundle have a relation and an address, those of a Patient another Patient and a type. */
        private void link(JsonParser parser) {
            Json.list(parser, item -> {
                @Nullable String[] parts = new @Nullable String[3];
                Json.object(item, (element, value) -> {
                    switch (element) {
                        case RELATION -> parts[0] = Json.text(value);
                        case URL -> parts[1] = Json.text(value);
                        case TYPE -> parts[2] = Json.text(value);
                        default -> value.skipChildren();
                    }
                });
                if ("next".equals(parts[0]) && next == null) {
                    next = parts[1];
                }
                if ("replaced-by".equals(parts[2])) {
                    draft.markReplaced();
                }
            });
        }

        private void entry(JsonParser parser) {
            if (++entries > mostEntries) {
                throw new StreamConstraintsException("more entries than are read");
            }
            ResourceBuilder resource = null;
            String mode = null;
            for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
                switch (element) {
                    case RESOURCE -> resource = ResourceBuilder.read(parser);
                    case SEARCH -> mode = mode(parser);
                    default -> parser.skipChildren();
                }
            }
            if (resource == null) {
                skipped++;
            } else {
                add(resource, mode);
            }
        }

        private static @Nullable String mode(JsonParser parser) {
            String mode = null;
            for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
                if (element == Element.MODE) {
                    mode = Json.word(parser);
                } else {
                    parser.skipChildren();
                }
            }
            return mode;
        }

        private void add(ResourceBuilder entry, @Nullable String mode) {
            var isOutcome = "OperationOutcome".equals(entry.resourceType);
            if (!"outcome".equals(mode) && !"include".equals(mode) && !isOutcome) {
                matches++;
            }
            if ("Bundle".equals(entry.resourceType)) {
                // The answer to a batch holds its answers one level further down, unread.
                broken = true;
            } else if (isOutcome) {
                broken |= entry.severities.stream().anyMatch(SERIOUS::contains);
            } else if (entry.isUnreadable()) {
                skipped++;
            } else {
                var resource = entry.build();
                if (resource != null) {
                    resources.add(resource);
                }
            }
        }

        private QueryResponse reading() {
            return switch (draft.resourceType) {
                case "Bundle" -> new QueryResponse.Page(resources, matches, total, next, broken, skipped);
                case "OperationOutcome" -> new QueryResponse.Failed();
                case null -> new QueryResponse.Unusable();
                default ->
                    draft.isUnreadable() ? new QueryResponse.Unusable() : new QueryResponse.Single(draft.build());
            };
        }
    }
}
