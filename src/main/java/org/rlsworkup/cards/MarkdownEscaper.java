package org.rlsworkup.cards;

import java.util.regex.Pattern;

/** Escapes text from a chart for GitHub Flavored Markdown, which includes HTML. */
final class MarkdownEscaper {
    private static final int LONGEST = 120;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    private static final Pattern DOMAIN = Pattern.compile("(?i)www\\.");
    private static final String MEANINGFUL = "\\`*_{}[]()#!|~<>&\"'";

    private MarkdownEscaper() {}

    /** The text in one line, cut if it is long, with everything that means something to Markdown or HTML escaped. */
    static String escape(String text) {
        var line = oneLine(text);
        var escaped = new StringBuilder(line.length() + 16);
        for (var i = 0; i < line.length(); i++) {
            var character = line.charAt(i);
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (MEANINGFUL.indexOf(character) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.append(character);
                }
            }
        }
        return withoutLinks(escaped);
    }

    /** Addresses become links by themselves, unless what makes them one is written as an entity. */
    private static String withoutLinks(StringBuilder text) {
        var withoutAddresses = text.toString().replace("://", "&#58;//").replace("@", "&#64;");
        return DOMAIN.matcher(withoutAddresses).replaceAll("www&#46;");
    }

    /** The text without line breaks and other unprintable characters, cut if it is long. */
    static String oneLine(String text) {
        var line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        var end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }
}
