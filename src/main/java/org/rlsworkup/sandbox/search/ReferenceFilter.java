package org.rlsworkup.sandbox.search;

import java.util.List;
import org.rlsworkup.sandbox.search.SearchValue.Link;

/**
 * A reference by {@code Type/id}, by bare id (of any type the element may point to) or by absolute URL.
 *
 * @param wanted what may be referenced; absolute URLs of this server already made relative
 * @param base this server's own base
 */
record ReferenceFilter(SearchParameter parameter, List<String> wanted, String base) implements SearchFilter {
    private static final String VERSION = "/_history/";

    ReferenceFilter {
        wanted = wanted.stream().map(target -> relative(target, base)).toList();
    }

    @Override
    public boolean matches(SearchValue value) {
        return value instanceof Link link
                && wanted.stream().anyMatch(one -> matches(one, relative(link.target(), base)));
    }

    private static boolean matches(String wanted, String target) {
        if (wanted.indexOf('/') >= 0 || wanted.indexOf(':') >= 0) {
            return wanted.equals(target);
        }
        var slash = target.indexOf('/');
        return slash > 0
                && slash == target.lastIndexOf('/')
                && target.substring(slash + 1).equals(wanted);
    }

    /** The reference as {@code Type/id} if this server holds what it names. */
    static String relative(String target, String base) {
        var current = withoutVersion(target);
        return current.startsWith(base + "/") ? current.substring(base.length() + 1) : current;
    }

    static String withoutVersion(String reference) {
        var version = reference.indexOf(VERSION);
        return version < 0 ? reference : reference.substring(0, version);
    }
}
