package org.rlsworkup.cards;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The detail of a card for clients that show no Markdown. */
public final class PlainDetail {
    private static final Map<String, String> ENTITIES = Map.of(
            "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'", "&#58;", ":", "&#64;", "@", "&#46;",
            ".");

    /** Emphasis, the rule above the footer, an escaped character, an entity: in one pass, so that none is read twice. */
    private static final Pattern MARK_UP = Pattern.compile("(?m)\\\\(.)|\\*+|^---\\n+|&(?:[a-z]+|#\\d+);");

    private PlainDetail() {}

    /** The same words without mark-up; what was escaped is as it was in the chart. */
    public static String of(String markdown) {
        return MARK_UP.matcher(markdown)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? Objects.requireNonNullElse(ENTITIES.get(found.group()), "")
                                : found.group(1)));
    }
}
