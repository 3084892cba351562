package org.rlsworkup.operators;

import java.util.List;

/** Loads the knowledge and the site files again. */
@FunctionalInterface
public interface KnowledgeReload {
    /**
     * Loads and checks all of it; if anything is wrong, nothing changes.
     *
     * @param by the operator, or what else asks for it
     */
    ReloadOutcome reload(String by);

    /**
     * What is in use now.
     *
     * @param versions a line for the knowledge that clients share, and one for each client with a site of its own
     * @param reasons why the files were refused, by file and line; empty if they are in use now
     */
    record ReloadOutcome(List<String> versions, List<String> reasons) {
        public ReloadOutcome {
            versions = List.copyOf(versions);
            reasons = List.copyOf(reasons);
        }
    }
}
