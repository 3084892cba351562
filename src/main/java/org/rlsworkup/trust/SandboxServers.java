package org.rlsworkup.trust;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The FHIR servers that may be read in the sandbox: any on a loopback address, the public HAPI sandbox, and those listed.
 * A listed server is an origin with a path; everything below that path may be read.
 */
public final class SandboxServers implements Predicate<URI> {
    private static final URI PUBLIC_HAPI = URI.create("https://hapi.fhir.org/");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})|\\[::1]", Pattern.CASE_INSENSITIVE);

    private final List<URI> listed;

    public SandboxServers(List<URI> listed) {
        this.listed = List.copyOf(listed);
    }

    @Override
    public boolean test(URI address) {
        if (address.getHost() == null || address.getScheme() == null || address.getRawUserInfo() != null) {
            return false;
        }
        var scheme = address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return false;
        }
        return LOOPBACK.matcher(address.getHost()).matches()
                || isBelow(PUBLIC_HAPI, address)
                || isBelow(URI.create("http://hapi.fhir.org/"), address)
                || listed.stream().anyMatch(server -> isBelow(server, address));
    }

    private static boolean isBelow(URI server, URI address) {
        return server.getScheme().equalsIgnoreCase(address.getScheme())
                && String.valueOf(server.getHost()).equalsIgnoreCase(address.getHost())
                && port(server) == port(address)
                && isBelow(
                        folder(String.valueOf(server.getRawPath())),
                        folder(address.normalize().getRawPath()));
    }

    /** An encoded dot or slash could climb out of the folder behind our back, and so could dots left over at the top. */
    private static boolean isBelow(String folder, String asked) {
        return asked.startsWith(folder) && !asked.contains("%") && !asked.contains("/../");
    }

    private static String folder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }
}
