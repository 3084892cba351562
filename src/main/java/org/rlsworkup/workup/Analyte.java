package org.rlsworkup.workup;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something a laboratory measures, with every code under which its result may be filed.
 *
 * @param id {@code FER}, {@code IRON}, {@code TIBC}
 * @param name as it stands in a sentence
 * @param codes codes that count
 * @param never codes that look alike and never count (goals, other specimens, invalid codes)
 */
public record Analyte(String id, String name, Set<Code> codes, Set<Code> never) {
    public Analyte {
        codes = Set.copyOf(codes);
        never = Set.copyOf(never);
    }

    /** The id says it all; comparing hundreds of codes for each result would not say more. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Analyte that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
