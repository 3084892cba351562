package org.rlsworkup.support;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.CouldNotLook;
import org.rlsworkup.cdshooks.request.Caller.FhirVersion;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.Caller.Mode;
import org.rlsworkup.fhir.server.FhirServers;
import org.springframework.context.annotation.Primary;

/** Clients of all versions of CDS Hooks, distinguished by a header; may read any FHIR server on this machine. */
@Primary
public final class CallersByHeader implements Function<HttpServletRequest, Optional<Caller>> {
    public static final String HEADER = "X-Client-Version";

    @Override
    public Optional<Caller> apply(HttpServletRequest request) {
        var version = Optional.ofNullable(request.getHeader(HEADER)).orElse("STU2");
        return Optional.of(new Caller(
                "client of " + version,
                null,
                null,
                FhirServers.of(address -> "localhost".equals(address.getHost())),
                HooksVersion.valueOf(version),
                FhirVersion.R4,
                Mode.LIVE,
                CouldNotLook.REFUSE,
                Caller.Offer.ALL));
    }
}
