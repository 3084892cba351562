package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.sandbox.search.SearchValue.Token;

/** {@code code}, {@code system|code}, {@code |code} (no system) or {@code system|} (any code of it). */
record TokenFilter(SearchParameter parameter, List<Wanted> wanted) implements SearchFilter {

    /**
     * @param system null for any, empty for none
     * @param code empty for any
     */
    record Wanted(@Nullable String system, String code) {
        static Wanted parse(String escaped) {
            var bar = ParameterUtil.nonEscapedIndexOf(escaped, '|');
            return bar < 0
                    ? new Wanted(null, ParameterUtil.unescape(escaped))
                    : new Wanted(
                            ParameterUtil.unescape(escaped.substring(0, bar)),
                            ParameterUtil.unescape(escaped.substring(bar + 1)));
        }

        boolean matches(Token token) {
            var inSystem = system == null || system.equals(token.system() == null ? "" : token.system());
            return inSystem && (code.isEmpty() || code.equals(token.code()));
        }
    }

    TokenFilter {
        wanted = List.copyOf(wanted);
    }

    @Override
    public boolean matches(SearchValue value) {
        return value instanceof Token token && wanted.stream().anyMatch(one -> one.matches(token));
    }
}
