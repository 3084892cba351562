package org.rlsworkup.fhir.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes valid URIs of the links that servers write. */
final class LinkEncoder {
    /** What servers put into a query although no address may hold it: {@code code=http://loinc.org|2276-4}. */
    private static final String FORBIDDEN = " \"<>\\^`{|}";

    private LinkEncoder() {}

    /** Escapes characters of a link that are not allowed in a URL; existing escapes are unchanged. */
    static String encode(String link) {
        var escaped = new StringBuilder(link.length() + 16);
        for (var octet : link.strip().getBytes(StandardCharsets.UTF_8)) {
            if (octet <= ' ' || FORBIDDEN.indexOf(octet) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            } else {
                escaped.append((char) octet);
            }
        }
        return escaped.toString();
    }
}
