package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * A drug, or a group of drugs that we never tell apart.
 *
 * @param id {@code DIPHENHYDRAMINE}, {@code PPI}
 * @param name as it stands on a card
 * @param codes RxNorm codes of the ingredient
 * @param atc ATC codes; one shorter than seven characters stands for all that begin with it
 * @param words names it goes by in texts, in lower case; one may be of several words
 * @param insteadOf id of the drug that this is a use of, and instead of which it stands where both are found; or null
 */
public record Drug(
        String id,
        String name,
        Set<Code> codes,
        List<Code> atc,
        List<String> words,
        @Nullable String insteadOf) {
    public Drug {
        codes = Set.copyOf(codes);
        atc = List.copyOf(atc);
        words = List.copyOf(words);
    }
}
