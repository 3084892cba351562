package org.rlsworkup.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sentence of the knowledge file with named placeholders in braces: {@code ordered {date}}.
 *
 * @param text as written in the file
 * @param parts literal text and placeholder names in turn, beginning with literal text
 */
public record Template(String text, List<String> parts) {
    /**
     * Reads a sentence.
     *
     * @throws IllegalArgumentException if a brace is not closed, or closes nothing
     */
    public static Template of(String text) {
        var parts = new ArrayList<String>();
        var at = 0;
        for (var open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            var close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a brace is opened and not closed");
            }
            parts.add(text.substring(at, open));
            parts.add(text.substring(open + 1, close));
            at = close + 1;
        }
        parts.add(text.substring(at));
        if (parts.stream().anyMatch(part -> part.indexOf('}') >= 0 || part.indexOf('{') >= 0)) {
            throw new IllegalArgumentException("a brace is closed that was not opened");
        }
        return new Template(text, List.copyOf(parts));
    }

    /** The names of the placeholders. */
    public Set<String> placeholders() {
        var names = new LinkedHashSet<String>();
        for (var i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }

    /** The sentence with every placeholder filled. */
    public String fill(Map<String, String> values) {
        if (parts.size() == 1) {
            return text;
        }
        var filled = new StringBuilder(parts.get(0));
        for (var i = 1; i < parts.size(); i += 2) {
            var value = values.get(parts.get(i));
            if (value == null) {
                throw new IllegalArgumentException("no value for placeholder " + parts.get(i));
            }
            filled.append(value).append(parts.get(i + 1));
        }
        return filled.toString();
    }
}
