package org.rlsworkup.cdshooks.request;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a call as they come by; what is wrong with one is said with its name. */
final class HookCallBuilder {
    private static final int LONGEST_INSTANCE = 128;

    private final int mostEntries;
    private final Set<String> seen = new HashSet<>();
    private final Map<Source, QueryResponse> prefetch = new EnumMap<>(Source.class);
    private ContextMembers written = ContextMembers.NOTHING;
    private String at = "(body)";
    private boolean hasContext;
    private boolean hasAuthorization;
    private @Nullable String hook;
    private @Nullable String hookInstance;
    private @Nullable String fhirServer;
    private @Nullable String token;
    private @Nullable String tokenType;
    private @Nullable Long expiresIn;
    private @Nullable String scope;
    private @Nullable String tokenPatient;
    private @Nullable String userId;
    private @Nullable String patientId;
    private @Nullable String encounterId;

    /** @param mostEntries of one prefetched Bundle; a call with more is refused */
    HookCallBuilder(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    /** The member that is being read. */
    String at() {
        return at;
    }

    void read(JsonParser parser) {
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            member(name, parser);
            at = "(body)";
        }
    }

    private void member(String name, JsonParser parser) {
        switch (name) {
            case "hook" -> hook = JsonMembers.text(once(name), parser);
            case "hookInstance" -> hookInstance = JsonMembers.text(once(name), parser);
            case "fhirServer" -> fhirServer = JsonMembers.text(once(name), parser);
            case "fhirAuthorization" -> hasAuthorization = object(once(name), parser, this::authorization, true);
            case "context" -> hasContext = object(once(name), parser, this::context, false);
            case "prefetch" -> object(once(name), parser, this::prefetch, true);
            default -> parser.skipChildren();
        }
    }

    private String once(String field) {
        at = field;
        if (!seen.add(field)) {
            throw twice(field);
        }
        return field;
    }

    private static CdsHooksException twice(String field) {
        return CdsHooksException.wrongValue(field, "This member is named twice.");
    }

    private void authorization(String name, JsonParser parser) {
        switch (name) {
            case "access_token" -> token = JsonMembers.text(once("fhirAuthorization.access_token"), parser);
            case "token_type" -> tokenType = JsonMembers.text(once("fhirAuthorization.token_type"), parser);
            case "expires_in" -> expiresIn = number(parser);
            case "scope" -> scope = textIfAny(once("fhirAuthorization.scope"), parser);
            case "patient" -> tokenPatient = JsonMembers.text(once("fhirAuthorization.patient"), parser);
            default -> parser.skipChildren();
        }
    }

    private void context(String name, JsonParser parser) {
        switch (name) {
            case "userId" -> userId = JsonMembers.text(once("context.userId"), parser);
            case "patientId" -> patientId = JsonMembers.text(once("context.patientId"), parser);
            case "encounterId" -> encounterId = JsonMembers.text(once("context.encounterId"), parser);
            case "draftOrders" -> {
                once(ContextMembers.ORDERS);
                written = written.withOrders(parser);
            }
            case "selections" -> {
                once(ContextMembers.SELECTIONS);
                written = written.withSelections(parser);
            }
            case "conditions" -> {
                once(ContextMembers.CONDITIONS);
                written = written.withConditions(parser);
            }
            default -> parser.skipChildren();
        }
    }

    private void prefetch(String name, JsonParser parser) {
        var key = HookCallReader.KEYS.get(name);
        if (key == null) {
            parser.skipChildren();
            return;
        }
        at = key.field();
        if (prefetch.containsKey(key.source())) {
            throw twice(key.field());
        }
        if (!parser.hasToken(JsonToken.START_OBJECT) && !parser.hasToken(JsonToken.VALUE_NULL)) {
            throw CdsHooksException.wrongType(key.field(), "a FHIR resource or null");
        }
        prefetch.put(key.source(), FhirReader.read(parser, mostEntries));
    }

    private boolean object(String field, JsonParser parser, JsonMembers.Reader members, boolean orNull) {
        at = field;
        return JsonMembers.object(
                field,
                parser,
                (name, value) -> {
                    members.read(name, value);
                    at = field;
                },
                orNull);
    }

    /** What says how a token may be used is heeded if it can be read, and never a reason to refuse a call. */
    private static @Nullable String textIfAny(String field, JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return JsonMembers.text(field, parser);
        }
        parser.skipChildren();
        return null;
    }

    private static @Nullable Long number(JsonParser parser) {
        var written = parser.currentToken().isScalarValue() ? parser.getString() : "";
        parser.skipChildren();
        return written.matches("-?[0-9]{1,18}") ? Long.valueOf(written) : null;
    }

    /**
     * What was read, checked.
     *
     * @throws CdsHooksException naming the member that is missing or wrong
     */
    HookCall call() {
        var givenHook = given("hook", hook);
        var givenInstance = instance(given("hookInstance", hookInstance));
        if (!hasContext) {
            throw CdsHooksException.missing("context");
        }
        var user = given("context.userId", userId);
        if (!FhirId.isReference(user)) {
            throw CdsHooksException.wrongValue("context.userId", "This must be a resource type, a slash and an id.");
        }
        var patient = id("context.patientId", given("context.patientId", patientId));
        var encounter = encounterId == null ? null : id("context.encounterId", encounterId);
        if (hasAuthorization && fhirServer == null) {
            throw CdsHooksException.missing("fhirServer");
        }
        return new HookCall(
                givenHook,
                givenInstance,
                fhirServer == null ? null : server(fhirServer),
                authorization(),
                user,
                patient,
                encounter,
                written,
                prefetch);
    }

    private FhirAuthorization authorization() {
        if (!hasAuthorization) {
            return FhirAuthorization.NONE;
        }
        var given = given("fhirAuthorization.access_token", token);
        // What cannot stand in a header is no bearer token.
        if (!isVisible(given)) {
            throw CdsHooksException.wrongValue("fhirAuthorization.access_token", "This is no bearer token.");
        }
        return new FhirAuthorization(given, tokenType, expiresIn, scope, tokenPatient);
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw CdsHooksException.missing(field);
        }
        return value;
    }

    /** Should be a UUID; what is none is taken as it is, as long as it can be written down. */
    private static String instance(String value) {
        if (value.length() > LONGEST_INSTANCE || !isVisible(value)) {
            throw CdsHooksException.wrongValue(
                    "hookInstance", "This must be a UUID, or at most " + LONGEST_INSTANCE + " visible characters.");
        }
        return value;
    }

    private static boolean isVisible(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String id(String field, String value) {
        if (!FhirId.isId(value)) {
            throw CdsHooksException.wrongValue(
                    field, "This must be a FHIR id: letters, digits, '-' and '.', at most 64.");
        }
        return value;
    }

    private static URI server(String value) {
        try {
            var uri = URI.create(value);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // falls through: said below
        }
        throw CdsHooksException.wrongValue(
                "fhirServer", "This must be the http or https base address of a FHIR server.");
    }
}
