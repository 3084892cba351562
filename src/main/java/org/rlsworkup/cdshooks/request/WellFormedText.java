package org.rlsworkup.cdshooks.request;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.JsonGeneratorDecorator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Lets no text leave the service that strict JSON parsers refuse (RFC 7493): halves of a surrogate pair and
 * noncharacters, which a chart may hold, are written as U+FFFD.
 */
public final class WellFormedText implements JsonGeneratorDecorator {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public JsonGenerator decorate(TokenStreamFactory factory, JsonGenerator generator) {
        return new JsonGeneratorDelegate(generator) {
            @Override
            public JsonGenerator writeString(String text) {
                return super.writeString(of(text));
            }

            @Override
            public JsonGenerator writeName(String name) {
                return super.writeName(of(name));
            }
        };
    }

    /** The text with everything replaced that strict parsers refuse; the same text if there is nothing of it. */
    public static String of(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= Character.MIN_SURROGATE) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(c -> isRefused(c) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isRefused(int c) {
        return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || (c & 0xFFFE) == 0xFFFE
                || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}
