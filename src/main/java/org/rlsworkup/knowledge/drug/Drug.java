package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** A drug, or a group of drugs that are never told apart. */
public record Drug(
        @Key(
                value = "Stable id.",
                id = Ids.DRUG,
                pattern = "[A-Z][A-Z0-9_]*",
                form = "be of capital letters, digits and _")
        String id,

        @Key("As it stands on a card.") String name,
        @Key(value = "RxNorm codes.", optional = true) Set<Code> codes,

        @Key(value = "ATC codes; one shorter than seven characters stands for all that begin with it.", optional = true)
        Set<Code> atc,

        @Key(
                value = "Names it goes by in texts; without them, its name.",
                mayBeEmpty = true,
                pattern = LOWER_CASE_WORDS)
        @Nullable
        List<String> words,

        @Key("The drug that this is a use of, and instead of which it stands where both are found.") @Nullable
        String insteadOf,

        @Key("Whether its codes lack a second source.") boolean unverified) {
    /** Words in lower case. */
    static final String LOWER_CASE_WORDS = "[^\\p{Lu}]*[\\p{Ll}0-9][^\\p{Lu}]*";

    /** The names it goes by in texts. */
    public List<String> names() {
        return words == null ? List.of(name) : words;
    }
}
