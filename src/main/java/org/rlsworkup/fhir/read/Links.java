package org.rlsworkup.fhir.read;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Links as servers write them. */
public final class Links {
    /** What servers put into a query although no address may hold it: {@code code=http://loinc.org|2276-4}. */
    private static final String FORBIDDEN = " \"<>\\^`{|}";

    private Links() {}

    /** The link with what may not stand in an address escaped; what is escaped already stays as it is. */
    public static String escaped(String link) {
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
