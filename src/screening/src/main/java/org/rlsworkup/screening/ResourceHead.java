package org.rlsworkup.screening;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.io.Text;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Ref;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * What tells to whom a resource belongs. The rest of the line is only checked for being JSON, so that nearly all lines of
 * an export cost little.
 *
 * @param patient id of the patient it is about; null if it is about none, or does not say about whom
 * @param medication id of the Medication that it refers to, or null
 */
record ResourceHead(
        String type,
        @Nullable String id,
        @Nullable String patient,
        @Nullable String medication) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern PATIENT = Pattern.compile("Patient\\\\?/([A-Za-z0-9.-]{1,64})");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9.-]{1,64})\"");

    /**
     * Reads one line.
     *
     * @throws JacksonException if it is not exactly one JSON object with a resource type
     */
    static ResourceHead read(Text line) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), line.getBytes(), 0, line.getLength())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new StreamReadException(parser, "no JSON object");
            }
            String type = null;
            String id = null;
            String subject = null;
            String medication = null;
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                switch (name) {
                    case "resourceType" -> type = text(parser);
                    case "id" -> id = text(parser);
                    case "subject" -> subject = reference(parser);
                    case "medicationReference", "medication" -> medication = reference(parser);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one JSON value");
            }
            if (type == null) {
                throw new StreamReadException(parser, "no resourceType");
            }
            return new ResourceHead(
                    type, id, type.equals("Patient") ? id : idOf("Patient", subject), idOf("Medication", medication));
        }
    }

    private static @Nullable String text(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    /** The literal of a Reference, also of one within a CodeableReference. */
    private static @Nullable String reference(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
            return null;
        }
        String literal = null;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            if (name.equals("reference") && token == JsonToken.START_OBJECT) {
                literal = reference(parser);
            } else if (name.equals("reference")) {
                literal = text(parser);
            } else {
                parser.skipChildren();
            }
        }
        return literal;
    }

    private static @Nullable String idOf(String type, @Nullable String literal) {
        var ref = literal == null ? null : Ref.parse(literal);
        return ref != null && ref.type().equals(type) ? ref.id() : null;
    }

    /** The patients that a malformed line names: it may be about any of them. */
    static Set<String> patientsNamedIn(Text line, String type) {
        var text = new String(line.getBytes(), 0, line.getLength(), StandardCharsets.UTF_8);
        var patients = new LinkedHashSet<String>();
        var matcher = (type.equals("Patient") ? ID : PATIENT).matcher(text);
        while (matcher.find()) {
            patients.add(matcher.group(1));
        }
        return patients;
    }
}
