package org.rlsworkup.trust;

import org.jspecify.annotations.Nullable;

/** Why a caller was not admitted: for the log alone, and never with anything the caller sent. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    enum Reason {
        NOTHING_SHOWN("neither token nor certificate was shown"),
        NO_BEARER("the Authorization header holds no single bearer token"),
        TOO_LONG("the token is too long"),
        NO_TOKEN("this is no signed JWT"),
        ALGORITHM("the algorithm is not allowed"),
        TYPE("typ is not JWT"),
        KEY_ID("kid is missing"),
        CRITICAL("crit names what is not understood"),
        CLAIM("a claim is missing or of the wrong type"),
        ISSUER("the issuer is not configured"),
        AUDIENCE("aud is not the address that was called"),
        EXPIRED("the token has expired"),
        TOO_EARLY("the token is not valid yet"),
        LIFE("the token lives too long, or not at all"),
        TENANT("the tenant is not configured"),
        JKU("jku is not configured"),
        NO_KEYS("the keys could not be read"),
        KEY("there is no such key for this algorithm"),
        SIGNATURE("the signature is wrong"),
        SEEN("the token was used before"),
        CERTIFICATE("the certificate is not that of the client");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;
    private final transient @Nullable Client client;

    Refusal(Reason reason, @Nullable Client client) {
        super(reason.text, null, false, false);
        this.reason = reason;
        this.client = client;
    }

    Reason reason() {
        return reason;
    }

    /** The name of the client as far as it is known, as configured. */
    String of() {
        return client == null ? "an unknown client" : client.name();
    }
}
