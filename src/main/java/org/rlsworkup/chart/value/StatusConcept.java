package org.rlsworkup.chart.value;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the status that a concept stands for. */
final class StatusConcept {
    private static final Set<String> WITHDRAWN = Set.of("entered-in-error", "refuted");

    /** Qualifiers of SNOMED CT that stand for HL7's status codes. */
    private static final Map<String, String> EQUIVALENTS = Map.ofEntries(
            Map.entry("410605003", "confirmed"),
            Map.entry("410515003", "confirmed"),
            Map.entry("410592001", "provisional"),
            Map.entry("2931005", "provisional"),
            Map.entry("415684004", "provisional"),
            Map.entry("410590009", "differential"),
            Map.entry("47965005", "differential"),
            Map.entry("410593006", "unconfirmed"),
            Map.entry("410594000", "refuted"),
            Map.entry("410516002", "refuted"),
            Map.entry("723511001", "refuted"),
            Map.entry("723510000", "entered-in-error"),
            Map.entry("55561003", "active"),
            Map.entry("73425007", "inactive"),
            Map.entry("413322009", "resolved"),
            Map.entry("723506003", "resolved"),
            Map.entry("277022003", "remission"),
            Map.entry("246455001", "recurrence"),
            Map.entry("255227004", "recurrence"),
            Map.entry("263855007", "relapse"));

    private StatusConcept() {}

    /** A withdrawing code wins, then one of HL7's, then an equivalent, then words that are one, then the first code. */
    static @Nullable String of(List<Concept.Coding> codings, @Nullable String text) {
        String hl7 = null;
        String equivalent = null;
        for (var i = 0; i < codings.size(); i++) {
            var code = codings.get(i).code();
            var lower = StatusCode.of(code.code());
            var meant = EQUIVALENTS.getOrDefault(lower, lower);
            if (WITHDRAWN.contains(meant)) {
                return meant;
            }
            if (!meant.equals(lower)) {
                equivalent = equivalent == null ? meant : equivalent;
            } else if (code.system() == null || code.system().startsWith("http://terminology.hl7.org/CodeSystem/")) {
                hl7 = hl7 == null ? meant : hl7;
            }
        }
        if (hl7 != null) {
            return hl7;
        }
        if (equivalent != null) {
            return equivalent;
        }
        var words = text == null ? null : StatusCode.of(text);
        return codings.isEmpty() || (words != null && EQUIVALENTS.containsValue(words))
                ? words
                : StatusCode.of(codings.get(0).code().code());
    }
}
