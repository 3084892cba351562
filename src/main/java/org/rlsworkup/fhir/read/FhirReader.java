package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Resource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads the response to a query from a streaming parser: R4, R4B and R5, members in any order. Only malformed JSON makes
 * it fail; a resource that cannot be read is skipped and counted.
 */
public final class FhirReader {
    private final int mostEntries;
    private final ResourceBuilder outermost = new ResourceBuilder();
    private final List<Resource> resources = new ArrayList<>();
    private int entries;
    private int matches;
    private int skipped;
    private boolean broken;
    private boolean narrowed;
    private @Nullable Long total;
    private @Nullable String next;
    private @Nullable String self;

    private FhirReader(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    /**
     * Reads the value that starts at the parser's current token, and leaves the parser at its last token.
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
        var reader = new FhirReader(mostEntries);
        return Json.object(parser, reader::member) ? reader.response() : new QueryResponse.Unusable();
    }

    private void member(Element element, JsonParser parser) {
        switch (element) {
            case ENTRY -> Json.list(parser, this::entry);
            case TOTAL -> total = total(parser);
            case LINK -> Json.list(parser, this::link);
            default -> outermost.read(element, parser);
        }
    }

    private static @Nullable Long total(JsonParser parser) {
        try {
            return Json.map(Json.decimal(parser), BigDecimal::longValueExact);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Links of a Bundle have a relation and an address, those of a Patient another Patient and a type. */
    private void link(JsonParser parser) {
        String relation = null;
        String url = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case RELATION -> relation = Json.text(parser);
                case URL -> url = Json.text(parser);
                case TYPE -> outermost.link(Json.text(parser));
                default -> parser.skipChildren();
            }
        }
        switch (relation == null ? "" : relation.strip().toLowerCase(Locale.ROOT)) {
            case "next" -> {
                next = next == null ? url : next;
                // More is to follow, and nobody says from where.
                broken |= url == null;
            }
            case "self" -> self = self == null ? url : self;
            default -> {}
        }
    }

    private void entry(JsonParser parser) {
        if (++entries > mostEntries) {
            throw new StreamConstraintsException("More Bundle entries than the limit");
        }
        var isGiven = !parser.hasToken(JsonToken.VALUE_NULL);
        ResourceBuilder resource = null;
        String mode = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case RESOURCE -> resource = ResourceBuilder.read(parser);
                case SEARCH -> mode = Json.memberText(parser, Element.MODE);
                default -> parser.skipChildren();
            }
        }
        if (resource == null) {
            // Something was found, and what it is was not sent.
            skipped++;
            broken |= isGiven;
        } else {
            add(resource, mode);
        }
    }

    private void add(ResourceBuilder entry, @Nullable String mode) {
        var isOutcome = "OperationOutcome".equals(entry.type);
        if (!"outcome".equals(mode) && !"include".equals(mode) && !isOutcome) {
            matches++;
        }
        if ("Bundle".equals(entry.type)) {
            // The responses of a batch are one level further down and are not read.
            broken = true;
        } else if (isOutcome) {
            broken |= entry.outcome().incomplete;
            narrowed |= entry.outcome().narrowed;
        } else if (entry.isUnreadable()) {
            skipped++;
        } else {
            var resource = entry.build();
            if (resource != null) {
                resources.add(resource);
            }
        }
    }

    private QueryResponse response() {
        return switch (outermost.type) {
            case "Bundle" -> new QueryResponse.Page(resources, matches, total, next, self, broken, narrowed, skipped);
            case "OperationOutcome" ->
                new QueryResponse.Failed(outermost.outcome().notFound, outermost.outcome().named);
            case null -> new QueryResponse.Unusable();
            case String type when outermost.isUnreadable() -> new QueryResponse.Unusable();
            default -> new QueryResponse.Single(outermost.build());
        };
    }
}
