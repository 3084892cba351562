package org.rlsworkup.cdshooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.Caller.Offer;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.fhir.server.Queries;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The discovery document of one version of CDS Hooks. The ETag is a hash of the body.
 *
 * @param queries that it offers
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record Discovery(byte[] body, String etag, Queries queries) {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ServiceEntry(
            String hook,
            String id,
            String title,
            String description,
            String usageRequirements,
            @Nullable String version,
            Map<String, @Nullable String> prefetch,
            Map<String, Software> extension) {}

    /**
     * What answers, so that an EHR can tell when it changed.
     *
     * @param version of the service
     * @param knowledge version of the knowledge file
     * @param site the beginning of the checksum of the site file, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Software(
            String version, String knowledge, @Nullable String site) {
        static Software of(String version, ClientKnowledge.KnowledgeVersions knowledge) {
            return new Software(version, knowledge.knowledge(), knowledge.site());
        }
    }

    static Discovery of(HooksVersion version, Offer offer, Queries queries, Software software) {
        // Relative dates are tokens of CDS Hooks 3.0; a client of 2.0 would send them to its FHIR server unresolved.
        var is3 = version == HooksVersion.STU3;
        var templates = is3 ? queries.datedTemplates() : queries.templates();
        var services = new ArrayList<ServiceEntry>();
        for (var service : new TreeSet<>(offer.services())) {
            var prefetch = new LinkedHashMap<String, @Nullable String>();
            offer.reads(service).stream()
                    .filter(templates::containsKey)
                    .sorted()
                    .forEach(it -> prefetch.put(HookCallReader.key(it), templates.get(it)));
            services.add(new ServiceEntry(
                    service.hook(),
                    service.id(),
                    service.title(),
                    service.description(),
                    service.usageRequirements(),
                    is3 ? version.name() : null,
                    prefetch,
                    Map.of("org.rlsworkup.software", software)));
        }
        var body = JsonMapper.shared().writeValueAsBytes(Map.of("services", services));
        return new Discovery(body, '"' + DigestUtils.md5DigestAsHex(body).substring(0, 24) + '"', queries);
    }

    @Override
    public String toString() {
        return "Discovery[etag=" + etag + "]";
    }
}
