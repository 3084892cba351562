package org.rlsworkup.cdshooks.request;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * How large a request may be.
 *
 * @param body bytes
 * @param depth levels of JSON
 * @param string characters of one string
 * @param number characters of one number
 * @param entries of one Bundle
 */
public record CallLimits(long body, int depth, int string, int number, int entries) {
    private static final int NAME = 1000;

    public JsonFactory json() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(string)
                        .maxNumberLength(number)
                        .maxNameLength(NAME)
                        .build())
                .build();
    }
}
