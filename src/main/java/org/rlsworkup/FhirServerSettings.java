package org.rlsworkup;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.server.FhirServers;
import org.rlsworkup.fhir.server.SearchRules;
import org.rlsworkup.trust.FhirServerAllowList;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * One FHIR server of a client, {@code rls.clients[].fhir-servers[]}: its address alone, or the address and how the server
 * searches.
 *
 * @param url its base address
 * @param traceContext whether the server is told of the trace of a call, by the headers of W3C Trace Context
 */
record FhirServerSettings(
        @Nullable URI url,
        @DefaultValue SearchRules search,
        @DefaultValue("false") boolean traceContext) {
    private static final int MOST = 1000;

    /** The short form, in which the setting is only the address: Spring converts it by this method, if it is public. */
    public static FhirServerSettings of(String address) {
        return new FhirServerSettings(URI.create(address.strip()), SearchRules.USUAL, false);
    }

    /** The servers of this client. */
    static FhirServers of(String client, List<FhirServerSettings> settings) {
        settings.forEach(it -> it.check(client));
        var bases = settings.stream().map(FhirServerSettings::base).toList();
        // The server with the longest address is the one that is meant.
        var longestFirst = settings.stream()
                .sorted(Comparator.comparing(
                                (FhirServerSettings it) -> it.base().toString().length())
                        .reversed())
                .toList();
        return new FhirServers(
                new FhirServerAllowList(client, bases),
                bases,
                base -> meant(longestFirst, base)
                        .map(FhirServerSettings::search)
                        .orElse(SearchRules.USUAL),
                base -> meant(longestFirst, base)
                        .filter(FhirServerSettings::traceContext)
                        .isPresent(),
                byCategory(settings));
    }

    private static Optional<FhirServerSettings> meant(List<FhirServerSettings> longestFirst, URI base) {
        return longestFirst.stream()
                .filter(it -> FhirServerAllowList.isBelow(it.base(), base))
                .findFirst();
    }

    private void check(String client) {
        Assert.isTrue(url != null, () -> "rls.clients: fhir-servers of " + client + ": a server needs a url");
        var count = search.count();
        Assert.isTrue(
                count == null || (count >= 0 && count <= MOST),
                () -> "rls.clients: fhir-servers of " + client + ": search.count of " + url + " must be from 0 to "
                        + MOST);
    }

    private URI base() {
        return Objects.requireNonNull(url);
    }

    /** Whether prefetch is to be asked for by category: if any server of the client demands it. */
    static @Nullable Boolean byCategory(List<FhirServerSettings> settings) {
        return settings.stream()
                .flatMap(it -> Stream.ofNullable(it.search.byCategory()))
                .reduce(Boolean::logicalOr)
                .orElse(null);
    }
}
