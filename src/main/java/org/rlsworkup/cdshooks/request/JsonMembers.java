package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads members of JSON that must be of a certain type. */
public final class JsonMembers {
    private JsonMembers() {}

    /** What is done with each member of an object. */
    public interface Reader {
        void read(String name, JsonParser parser);
    }

    /**
     * Reads an object.
     *
     * @param orNull whether it may be null
     * @return false if it is null
     * @throws CdsHooksException naming the field if it is something else
     */
    public static boolean object(String field, JsonParser parser, Reader members, boolean orNull) {
        if (orNull && parser.hasToken(JsonToken.VALUE_NULL)) {
            return false;
        }
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw CdsHooksException.wrongType(field, "an object");
        }
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            members.read(name, parser);
        }
        return true;
    }

    /**
     * A string, or null.
     *
     * @throws CdsHooksException naming the field if it is something else
     */
    public static @Nullable String text(String field, JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw CdsHooksException.wrongType(field, "a string");
        }
        return parser.getString();
    }
}
