package org.rlsworkup.trust;

import org.jspecify.annotations.Nullable;

/** Why a caller could not be authenticated. For the log only, and never contains anything the caller sent. */
final class ClientAuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    enum FailureReason {
        NO_CREDENTIALS("neither a bearer token nor a client certificate was presented"),
        NO_BEARER("the Authorization header is not a single bearer token"),
        TOO_LONG("the token is too long"),
        NO_TOKEN("the token is not a signed JWT"),
        ALGORITHM("alg is not allowed"),
        TYPE("typ is not accepted from this client"),
        KEY_ID("kid is missing or too long"),
        CRITICAL("crit names an unsupported header parameter"),
        CLAIM("a claim is missing or of the wrong type"),
        ISSUER("the issuer is not configured"),
        AUDIENCE("aud is not the address that was called"),
        EXPIRED("the token has expired"),
        TOO_EARLY("the token is not valid yet"),
        LIFETIME("the lifetime of the token is not positive or exceeds token.longest-life"),
        TENANT("the tenant is not configured"),
        JKU("jku is not configured"),
        NO_KEYS("the JWK set is unavailable"),
        KEY("no key matches kid and alg"),
        SIGNATURE("the signature is invalid"),
        REPLAYED("the token has already been used"),
        CERTIFICATE("the certificate does not match the client");

        private final String text;

        FailureReason(String text) {
            this.text = text;
        }
    }

    private final FailureReason reason;
    private final transient @Nullable Client client;

    ClientAuthenticationException(FailureReason reason, @Nullable Client client) {
        super(reason.text, null, false, false);
        this.reason = reason;
        this.client = client;
    }

    static void check(boolean holds, FailureReason reason, @Nullable Client client)
            throws ClientAuthenticationException {
        if (!holds) {
            throw new ClientAuthenticationException(reason, client);
        }
    }

    FailureReason reason() {
        return reason;
    }

    /** The configured name of the client, as far as it is known. */
    String clientName() {
        return client == null ? "unknown client" : client.name();
    }
}
