package org.rlsworkup.knowledge.drug;

import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What a medicine is given for. */
public record Purpose(
        @Key(value = "Stable id.", id = Ids.PURPOSE) String id,
        @Key(value = "Codes of reasons.", optional = true) Set<Code> codes,

        @Key(value = "Beginnings of codes of the reason.", optional = true)
        Set<Code> prefixes,

        @Key(
                value = "Words of which a reason that is not coded so names one.",
                optional = true,
                pattern = Key.LOWER_CASE)
        Set<String> words,

        @Key("Whether its codes lack a second source.") boolean unverified) {

    public boolean isMeantBy(Concept reason) {
        return reason.any(this::matches)
                || reason.names().stream()
                        .anyMatch(name -> PlainText.words(name).stream().anyMatch(words::contains));
    }

    private boolean matches(Code code) {
        return codes.contains(code)
                || prefixes.stream()
                        .anyMatch(prefix -> prefix.system() != null
                                && prefix.system().equals(code.system())
                                && code.code().startsWith(prefix.code()));
    }
}
