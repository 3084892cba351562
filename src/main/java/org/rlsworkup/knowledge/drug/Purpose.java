package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;

/**
 * What a medicine is given for.
 *
 * @param id {@code INSOMNIA}
 * @param codes exact codes of the reason
 * @param prefixes code families, by the beginning of the code
 * @param words words of which a reason that is not coded so names one, in lower case
 */
public record Purpose(String id, Set<Code> codes, List<Code> prefixes, Set<String> words) {
    public Purpose {
        codes = Set.copyOf(codes);
        prefixes = List.copyOf(prefixes);
        words = Set.copyOf(words);
    }

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
