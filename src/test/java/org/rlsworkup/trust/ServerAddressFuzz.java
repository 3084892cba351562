package org.rlsworkup.trust;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Any text as a URL: if the allow-list accepts it, it is on a listed server and below its path. */
public final class ServerAddressFuzz {
    private static final ServerAddress LISTED = ServerAddress.of(URI.create("https://ehr.example/fhir"));

    private ServerAddressFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            var address = URI.create(new String(bytes, StandardCharsets.UTF_8));
            if (LISTED.covers(address) && !isBelow(address)) {
                throw new AssertionError("an address passed that is elsewhere");
            }
        } catch (IllegalArgumentException e) {
            // No URI.
        }
    }

    private static boolean isBelow(URI address) {
        var normal = address.normalize().toString().toLowerCase(java.util.Locale.ROOT);
        return normal.matches("https://ehr\\.example(:443)?/fhir([/?#;].*)?");
    }
}
