package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** CDS Hooks forbids null, "", [] and {} wherever it does not say otherwise. */
final class EmptyMembers {
    private EmptyMembers() {}

    static void none(JsonNode node) {
        assertThat(node.isNull()).isFalse();
        if (node.isContainer()) {
            assertThat(node.isEmpty()).isFalse();
            node.forEach(EmptyMembers::none);
        } else if (node.isString()) {
            assertThat(node.asString()).isNotEmpty();
        }
    }
}
