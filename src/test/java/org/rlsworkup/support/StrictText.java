package org.rlsworkup.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What every JSON parser accepts in a string (RFC 7493): no half of a surrogate pair, and no noncharacter. */
public final class StrictText {
    /** Each of them, among letters. */
    public static final String REFUSED = "a\ud800b\udc00c\udc00\ud800d\ufffee\uffff\ufdd0\ud83f\udfff";

    public static final String ACCEPTED = "a\u00e4\u20ac\ud83d\ude00";

    private StrictText() {}

    /** Checks a whole answer as it was sent. */
    public static void check(byte[] sent) {
        try {
            // Reports malformed bytes, as String would not.
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sent))
                    .toString();
            check(text);
            if (text.startsWith("{") || text.startsWith("[")) {
                text.lines()
                        .map(Http.JSON::readTree)
                        .flatMap(StrictText::strings)
                        .forEach(StrictText::check);
            }
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    private static void check(String text) {
        assertThat(text.codePoints())
                .as("in " + text.substring(0, Math.min(200, text.length())))
                .noneMatch(c -> (c >= 0xd800 && c < 0xe000) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c < 0xfdf0));
    }

    private static Stream<String> strings(JsonNode node) {
        return node.isContainer()
                ? Stream.concat(
                        node.propertyNames().stream(), node.valueStream().flatMap(StrictText::strings))
                : node.isString() ? Stream.of(node.asString()) : Stream.empty();
    }
}
