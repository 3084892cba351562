package org.rlsworkup.trust;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The FHIR servers that may be read in the sandbox: any on a loopback address, the public HAPI sandbox, and those
 * listed. A listed server is an origin with a path; everything below that path may be read.
 */
public final class SandboxServers implements Predicate<URI> {
    private static final List<URI> PUBLIC_HAPI =
            List.of(URI.create("https://hapi.fhir.org/"), URI.create("http://hapi.fhir.org/"));

    private final List<ServerAddress> listed;

    public SandboxServers(List<URI> listed) {
        this.listed = Stream.concat(PUBLIC_HAPI.stream(), listed.stream())
                .map(ServerAddress::of)
                .toList();
    }

    @Override
    public boolean test(URI address) {
        return ServerAddress.isPlain(address)
                && (Addresses.isLoopback(address.getHost().toLowerCase(Locale.ROOT))
                        || listed.stream().anyMatch(server -> server.covers(address)));
    }
}
