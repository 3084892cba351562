package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.chart.value.Code;

/**
 * What counts as a charted RLS diagnosis.
 *
 * @param codes codes that mean RLS
 * @param codesWithText codes of wider classes, which mean RLS only if the words say so too
 * @param codesWithoutSystem codes that are accepted without a system if the words say so too
 * @param never codes of mimics
 * @param phrases the whole text of a diagnosis without usable coding, in lower case
 * @param rejectWords words in lower case that make a text no diagnosis
 * @param familyHistory beginnings of a text, in lower case, that make it family history
 * @param kinship words in lower case that make a text about somebody else
 * @param impressionCategories categories of conditions that are no diagnosis
 * @param visitCategory category of a diagnosis made for one visit
 * @param visitMaxAgeDays how old a visit diagnosis may be when no encounter is open
 * @param minimumAge in years
 */
public record DiagnosisRules(
        Set<Code> codes,
        Set<Code> codesWithText,
        Set<String> codesWithoutSystem,
        Set<Code> never,
        Set<String> phrases,
        List<String> rejectWords,
        List<String> familyHistory,
        List<String> kinship,
        Set<String> impressionCategories,
        String visitCategory,
        int visitMaxAgeDays,
        int minimumAge) {
    public DiagnosisRules {
        codes = Set.copyOf(codes);
        codesWithText = Set.copyOf(codesWithText);
        codesWithoutSystem = Set.copyOf(codesWithoutSystem);
        never = Set.copyOf(never);
        phrases = Set.copyOf(phrases);
        rejectWords = List.copyOf(rejectWords);
        familyHistory = List.copyOf(familyHistory);
        kinship = List.copyOf(kinship);
        impressionCategories = Set.copyOf(impressionCategories);
    }

    /**
     * The code systems in which a coding says for certain what the diagnosis is, so that the text no longer decides.
     */
    public Set<String> systems() {
        return Stream.concat(codes.stream(), codesWithText.stream())
                .flatMap(code -> Stream.ofNullable(code.system()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
