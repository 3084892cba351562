package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.FhirId;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Collects the members of a call while its body is streamed, and checks them once all have been read. */
final class HookCallBuilder {
    private static final int MAX_INSTANCE_LENGTH = 128;
    /** As most servers and proxies have it for a whole request line. */
    private static final int MAX_ADDRESS_LENGTH = 8_000;
    /** In the DNS. It is in the log where reading fails. */
    private static final int MAX_HOST_LENGTH = 253;

    private static final String ID_RULE = "This must be a FHIR id: letters, digits, '-' and '.', at most 64.";
    private static final String BODY = "(body)";
    private static final String AUTHORIZATION = "fhirAuthorization";
    private static final String SCOPE = "fhirAuthorization.scope";
    private static final String CONTEXT = "context";
    private static final String USER = "context.userId";
    private static final String PATIENT = "context.patientId";
    private static final String ENCOUNTER = "context.encounterId";

    private final int maxEntries;

    /** The members that occurred, by path, with the text of each that is a string. */
    private final Map<String, @Nullable String> members = new HashMap<>();

    private final Map<Source, QueryResponse> prefetch = new EnumMap<>(Source.class);
    private ContextMembers context = ContextMembers.NONE;
    private String path = BODY;
    private boolean hasAuthorization;
    private @Nullable Long expiresIn;

    /** @param maxEntries of one prefetched Bundle; a call with more is refused */
    HookCallBuilder(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** The path of the member that is being read. */
    String path() {
        return path;
    }

    void read(JsonParser parser) {
        object(BODY, parser, this::bodyMember);
    }

    private void object(String object, JsonParser parser, BiConsumer<String, JsonParser> reader) {
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            reader.accept(name, parser);
            path = object;
        }
    }

    private void bodyMember(String name, JsonParser parser) {
        switch (name) {
            case "hook", "hookInstance", "fhirServer" -> string(name, parser);
            case AUTHORIZATION -> hasAuthorization = isObject(name, parser, this::authorizationMember, true);
            case CONTEXT -> isObject(name, parser, this::contextMember, false);
            case "prefetch" -> isObject(name, parser, this::prefetchMember, true);
            default -> parser.skipChildren();
        }
    }

    private void authorizationMember(String name, JsonParser parser) {
        switch (name) {
            case "access_token", "token_type", "patient" -> string(AUTHORIZATION + "." + name, parser);
            // These two only limit the use of the token: an unreadable one is no reason to refuse the call.
            case "scope" -> {
                once(SCOPE);
                members.put(SCOPE, parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : null);
                parser.skipChildren();
            }
            case "expires_in" -> expiresIn = number(parser);
            default -> parser.skipChildren();
        }
    }

    private void contextMember(String name, JsonParser parser) {
        switch (name) {
            case "userId" -> string(USER, parser);
            case "patientId" -> string(PATIENT, parser);
            case "encounterId" -> string(ENCOUNTER, parser);
            default -> {
                var field = CONTEXT + "." + name;
                if (ContextMembers.NAMES.contains(field)) {
                    once(field);
                    context = context.with(field, parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void prefetchMember(String name, JsonParser parser) {
        var key = HookCallReader.KEYS.get(name);
        if (key == null) {
            parser.skipChildren();
            return;
        }
        once(key.field());
        if (isBlank(parser) || isEmptyList(parser)) {
            return;
        }
        if (!parser.hasToken(JsonToken.START_OBJECT) && !parser.hasToken(JsonToken.VALUE_NULL)) {
            throw CdsHooksException.wrongType(key.field(), "a FHIR resource or null");
        }
        prefetch.put(key.source(), FhirReader.read(parser, maxEntries));
    }

    private void once(String field) {
        path = field;
        if (members.containsKey(field)) {
            throw CdsHooksException.wrongValue(field, "This member occurs more than once.");
        }
        members.put(field, null);
    }

    /** Whether this is a text that says nothing, and so counts as not sent. */
    private static boolean isBlank(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_STRING) && parser.getString().isBlank();
    }

    /** Whether this is a list without items; the parser stands at its end then, else perhaps within it. */
    private static boolean isEmptyList(JsonParser parser) {
        return parser.hasToken(JsonToken.START_ARRAY) && parser.nextToken() == JsonToken.END_ARRAY;
    }

    private static boolean isEmptyObject(JsonParser parser) {
        return parser.hasToken(JsonToken.START_OBJECT) && parser.nextToken() == JsonToken.END_OBJECT;
    }

    /** Reads an object; false if it is null, a blank text or an empty list, which is refused unless it is optional. */
    private boolean isObject(String field, JsonParser parser, BiConsumer<String, JsonParser> reader, boolean optional) {
        once(field);
        if (optional && (parser.hasToken(JsonToken.VALUE_NULL) || isBlank(parser) || isEmptyList(parser))) {
            return false;
        }
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw CdsHooksException.wrongType(field, "an object");
        }
        object(field, parser, reader);
        return true;
    }

    private void string(String field, JsonParser parser) {
        once(field);
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            members.put(field, parser.getString());
        } else if (!parser.hasToken(JsonToken.VALUE_NULL) && !isEmptyObject(parser) && !isEmptyList(parser)) {
            throw CdsHooksException.wrongType(field, "a string");
        }
    }

    private static @Nullable Long number(JsonParser parser) {
        var text = parser.currentToken().isScalarValue() ? parser.getString() : "";
        parser.skipChildren();
        return text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** The call, checked. */
    HookCall build() {
        var hook = required("hook");
        // Should be a UUID; anything else that can be logged is accepted.
        var hookInstance = checked(
                "hookInstance",
                required("hookInstance"),
                it -> it.length() <= MAX_INSTANCE_LENGTH && isVisibleAscii(it),
                "This must be a UUID, or at most " + MAX_INSTANCE_LENGTH + " visible characters.");
        if (!members.containsKey(CONTEXT)) {
            throw CdsHooksException.missing(CONTEXT);
        }
        var userId =
                checked(USER, required(USER), FhirId::isReference, "This must be a resource type, a slash and an id.");
        var patientId = checked(PATIENT, required(PATIENT), FhirId::isId, ID_RULE);
        var encounterId = given(ENCOUNTER);
        if (encounterId != null) {
            checked(ENCOUNTER, encounterId, FhirId::isId, ID_RULE);
        }
        var fhirServer = given("fhirServer");
        if (isAuthorized() && fhirServer == null) {
            throw CdsHooksException.missing("fhirServer");
        }
        return new HookCall(
                hook,
                hookInstance,
                fhirServer == null ? null : baseAddress(fhirServer),
                isAuthorized() ? authorization() : FhirAuthorization.NONE,
                userId,
                patientId,
                encounterId,
                context,
                prefetch);
    }

    private FhirAuthorization authorization() {
        var field = "fhirAuthorization.access_token";
        // It is sent on in a header.
        var token = checked(field, required(field), HookCallBuilder::isVisibleAscii, "This is not a bearer token.");
        return new FhirAuthorization(
                token,
                members.get("fhirAuthorization.token_type"),
                expiresIn,
                members.get(SCOPE),
                members.get("fhirAuthorization.patient"));
    }

    /** Null also for an empty text. */
    private @Nullable String given(String field) {
        var value = members.get(field);
        return value == null || value.isBlank() ? null : value;
    }

    /** An authorization in which nothing is given counts as not sent. */
    private boolean isAuthorized() {
        return hasAuthorization
                && (expiresIn != null
                        || Stream.of("access_token", "token_type", "scope")
                                .anyMatch(it -> given("fhirAuthorization." + it) != null));
    }

    private String required(String field) {
        var value = given(field);
        if (value == null) {
            throw CdsHooksException.missing(field);
        }
        return value;
    }

    private static String checked(String field, String value, Predicate<String> isValid, String rule) {
        if (!isValid.test(value)) {
            throw CdsHooksException.wrongValue(field, rule);
        }
        return value;
    }

    private static boolean isVisibleAscii(String value) {
        var isVisible = true;
        for (var i = 0; i < value.length(); i++) {
            isVisible &= value.charAt(i) > ' ' && value.charAt(i) < 0x7f;
        }
        return isVisible;
    }

    private static URI baseAddress(String value) {
        try {
            var uri = URI.create(value.length() > MAX_ADDRESS_LENGTH ? "" : value);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getHost().length() <= MAX_HOST_LENGTH
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Not a URI: refused below.
        }
        throw CdsHooksException.wrongValue(
                "fhirServer",
                "This must be the http or https base address of a FHIR server, of at most " + MAX_ADDRESS_LENGTH
                        + " characters, and " + MAX_HOST_LENGTH + " for the host.");
    }
}
