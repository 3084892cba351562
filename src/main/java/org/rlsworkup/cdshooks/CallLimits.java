package org.rlsworkup.cdshooks;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * How large a call may be.
 *
 * @param body bytes
 * @param depth levels of JSON
 */
public record CallLimits(long body, int depth) {
    JsonFactory json() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(depth).build())
                .build();
    }
}
