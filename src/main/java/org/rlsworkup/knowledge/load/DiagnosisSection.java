package org.rlsworkup.knowledge.load;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DiagnosisRules;

/** Reads {@code diagnosis}: when RLS counts as charted. */
final class DiagnosisSection {
    private final Fields section;
    private final Codes codes;

    DiagnosisSection(Fields section, Codes codes) {
        this.section = section;
        this.codes = codes;
    }

    DiagnosisRules read() {
        var text = section.mapping("text");
        var rls = codes("codes", Set.of());
        var rules = new DiagnosisRules(
                rls,
                codes("codesWithText", Set.of()),
                Set.copyOf(section.texts("codesWithoutSystem")),
                codes("never", rls),
                Set.copyOf(text.texts("phrases", DiagnosisSection::complaint)),
                text.texts("reject"),
                text.texts("familyHistory"),
                text.texts("kinship"),
                Set.copyOf(section.texts("impressionCategories")),
                section.text("visitCategory"),
                section.number("visitMaxAgeDays", 1, 36500),
                section.number("minimumAge", 0, 17));
        text.end();
        section.end();
        return rules;
    }

    private static @Nullable String complaint(String phrase) {
        return phrase.equals(phrase.toLowerCase(Locale.ROOT)) ? null : "'" + phrase + "' must be in lower case";
    }

    private Set<Code> codes(String key, Set<Code> rls) {
        var read = new LinkedHashSet<Code>();
        for (var entry : section.mappings(key, true)) {
            var code = codes.code(entry, "code");
            entry.text("name");
            entry.flag("unverified");
            entry.end();
            if (!read.add(code)) {
                entry.problem("code", "'" + code.code() + "' is listed twice");
            }
            if (rls.contains(code)) {
                entry.problem("code", "'" + code.code() + "' is also listed as RLS");
            }
        }
        return read;
    }
}
