package org.rlsworkup.workup;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition beside RLS that changes what is worth testing.
 *
 * @param id {@code PREGNANT}, {@code IBD}
 * @param label as it stands after "because of"
 * @param codes exact codes
 * @param prefixes code families, by the beginning of the code ({@code K50.})
 * @param higherYield ids of tests that are higher-yield in it
 * @param withinDays how long after charting it holds, or null for as long as it is active
 * @param endedBy id of a context that, charted on the same day or later, ends this one, or null
 * @param silent whether no workup is suggested in it at all
 */
public record RiskContext(
        String id,
        String label,
        Set<Code> codes,
        List<Code> prefixes,
        Set<String> higherYield,
        @Nullable Integer withinDays,
        @Nullable String endedBy,
        boolean silent) {
    public RiskContext {
        codes = Set.copyOf(codes);
        prefixes = List.copyOf(prefixes);
        higherYield = Set.copyOf(higherYield);
    }

    boolean matches(Code code) {
        if (codes.contains(code)) {
            return true;
        }
        // Asked for each context and each code of a problem list: a loop, because a stream costs more than the answer.
        for (var prefix : prefixes) {
            if (startsWith(code, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(Code code, Code prefix) {
        return code.system() != null
                && code.system().equals(prefix.system())
                && code.code().startsWith(prefix.code());
    }
}
