package org.rlsworkup.trust;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The base of a FHIR server: everything on the same origin below its path belongs to it. */
record ServerAddress(String scheme, String host, int port, String folder) {
    /** Dot segments, also before a path parameter as some servers read them, and encoding that could hide them. */
    private static final Pattern UNSAFE = Pattern.compile("[%\\\\]|(^|/)\\.\\.?([;/]|$)");

    /** @throws IllegalArgumentException if this is not the plain http or https address of a server */
    static ServerAddress of(URI base) {
        if (!isPlain(base) || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("it is not a plain http or https address of a FHIR server");
        }
        return new ServerAddress(scheme(base), host(base), port(base), folder(base.getRawPath()));
    }

    boolean covers(URI address) {
        return isPlain(address)
                && scheme.equals(scheme(address))
                && host.equals(host(address))
                && port == port(address)
                && folder(address.getRawPath()).startsWith(folder);
    }

    /** Whether all parsers interpret this address alike, so that a request cannot end up at another server. */
    static boolean isPlain(URI address) {
        return address.getScheme() != null
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && !address.getRawAuthority().endsWith(":")
                && (scheme(address).equals("http") || scheme(address).equals("https"))
                && address.getPort() <= 65_535
                && address.getPort() != 0
                && Addresses.isPlain(host(address))
                && address.toString().chars().allMatch(c -> c > ' ' && c < 0x7f)
                && !UNSAFE.matcher(address.getRawPath()).find();
    }

    private static String scheme(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private static String folder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : scheme(address).equals("https") ? 443 : 80;
    }
}
