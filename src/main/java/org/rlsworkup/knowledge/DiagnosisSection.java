package org.rlsworkup.knowledge;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.rlsworkup.workup.Code;
import org.rlsworkup.workup.DiagnosisRules;

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
        text.texts("phrases").stream()
                .filter(phrase -> !phrase.equals(phrase.toLowerCase(Locale.ROOT)))
                .forEach(phrase -> text.problem("phrases", "'" + phrase + "' must be in lower case"));
        var rules = new DiagnosisRules(
                codes("codes"),
                codes("codesWithText"),
                Set.copyOf(section.texts("codesWithoutSystem")),
                codes("never"),
                Set.copyOf(text.texts("phrases")),
                text.texts("reject"),
                text.texts("familyHistory"),
                text.texts("kinship"),
                Set.copyOf(section.texts("impressionCategories")),
                section.text("visitCategory"),
                section.number("visitMaxAgeDays", 1, 36500),
                section.number("minimumAge", 0, 17));
        rules.never().stream()
                .filter(rules.codes()::contains)
                .forEach(code -> section.problem("never", "'" + code.code() + "' is also listed as RLS"));
        text.end();
        section.end();
        return rules;
    }

    private Set<Code> codes(String key) {
        var read = new LinkedHashSet<Code>();
        for (var entry : section.mappings(key, true)) {
            var code = codes.code(entry, "code");
            entry.text("name");
            entry.flag("unverified");
            entry.end();
            if (!read.add(code)) {
                entry.problem("code", "'" + code.code() + "' is listed twice");
            }
        }
        return read;
    }
}
