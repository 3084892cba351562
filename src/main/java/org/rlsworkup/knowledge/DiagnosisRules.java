package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.ListedCode;

/** What counts as a charted RLS diagnosis. */
public record DiagnosisRules(
        @Key("Codes that mean RLS.") Map<Code, ListedCode> codes,

        @Key("Codes of wider classes: they mean RLS only if text or display says so too.")
        Map<Code, ListedCode> codesWithText,

        @Key("Codes accepted without a code system, only if text or display says so too.")
        Set<String> codesWithoutSystem,

        @Key("Mimics; a text beside them does not count.") Map<Code, ListedCode> never,
        @Key("How a diagnosis without usable code is read.") TextRules text,
        @Key("Condition categories that are no diagnosis.") Set<String> impressionCategories,
        @Key("Category of a diagnosis made for one visit.") String visitCategory,

        @Key(value = "How old a visit diagnosis may be when no encounter is open.", least = 1, most = 36500)
        int visitMaxAgeDays,

        @Key(value = "Age in years from which RLS is believed.", most = 17)
        int minimumAge) {

    /** How the words of a diagnosis are read. */
    public record TextRules(
            @Key(
                    value = "Whole texts that mean RLS, spaces and hyphens folded, punctuation and accents dropped.",
                    pattern = Key.LOWER_CASE)
            Set<String> phrases,

            @Key("Words that make a text no diagnosis.") List<String> reject,
            @Key("Beginnings of a family history.") List<String> familyHistory,
            @Key("Words for relatives of the patient.") List<String> kinship) {}
}
