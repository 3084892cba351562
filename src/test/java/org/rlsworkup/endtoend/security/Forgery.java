package org.rlsworkup.endtoend.security;

import static org.rlsworkup.support.ClientTest.ES384;
import static org.rlsworkup.support.ClientTest.token;

import java.util.List;
import java.util.function.Supplier;

/**
 * An attempt to get in without being a client.
 *
 * @param headers {@code Authorization} headers to send
 * @param reason what the log, and only the log, says of its refusal
 */
record Forgery(String name, Supplier<List<String>> headers, String reason) {
    static Forgery bearer(String name, String reason, Supplier<String> token) {
        return new Forgery(name, () -> List.of("Bearer " + token.get()), reason);
    }

    /** A token right in all but this header. */
    static Forgery header(String name, String reason, String json) {
        return bearer(
                name + " " + json, reason, () -> token().header(name, json).by(ES384, "ES384"));
    }

    /** A token right in all but this claim. */
    static Forgery claim(String name, String reason, String json) {
        return bearer(name + " " + json, reason, () -> token().claim(name, json).by(ES384));
    }

    @Override
    public String toString() {
        return (name.length() > 80 ? name.substring(0, 80) + "…" : name) + " → " + reason;
    }
}
