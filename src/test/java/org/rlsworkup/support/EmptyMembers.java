package org.rlsworkup.support;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** CDS Hooks forbids null, "", [] and {} wherever it does not say otherwise. */
public final class EmptyMembers {
    private EmptyMembers() {}

    public static void none(JsonNode node) {
        assertThat(node.isNull()).isFalse();
        if (node.isContainer()) {
            assertThat(node.isEmpty()).isFalse();
            node.forEach(EmptyMembers::none);
        } else if (node.isString()) {
            assertThat(node.asString()).isNotEmpty();
        }
    }
}
