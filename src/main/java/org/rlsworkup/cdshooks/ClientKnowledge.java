package org.rlsworkup.cdshooks;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.workup.Workup;

/**
 * What the calls of one client are answered with: the knowledge with the client's own site, and what is made from it. No
 * client sees another's.
 */
public record ClientKnowledge(Knowledge knowledge, Workup workup, Queries queries, OrderDrafts orders) {
    /** Of the checksum of a site file, enough to tell it from another. */
    private static final int CHECKSUM = 12;

    /**
     * Names the knowledge.
     *
     * @param knowledge version of the knowledge file
     * @param site the beginning of the SHA-256 of the site file, or null if there is none
     */
    public record KnowledgeVersions(
            String knowledge, @Nullable String site) {
        public static KnowledgeVersions of(Knowledge knowledge) {
            var site = knowledge.site();
            return new KnowledgeVersions(
                    knowledge.version(), site == null ? null : site.sha256().substring(0, CHECKSUM));
        }

        /** Such as {@code 2026-11-30, site 3f9a2c41b0d7}. */
        public String text() {
            return site == null ? knowledge : knowledge + ", site " + site;
        }
    }

    public KnowledgeVersions versions() {
        return KnowledgeVersions.of(knowledge);
    }
}
