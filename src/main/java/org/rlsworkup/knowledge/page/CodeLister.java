package org.rlsworkup.knowledge.page;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.load.Annotations;

/** Lists codes for readers: in the order of the file, those of the site last. */
final class CodeLister {
    private final Annotations annotations;
    private final Map<String, String> shortNames = new HashMap<>();

    CodeLister(Annotations annotations) {
        this.annotations = annotations;
        annotations.systems().forEach((name, uri) -> shortNames.put(String.valueOf(new Code(uri, "").system()), name));
    }

    List<KnowledgeDocument.Coded> list(Collection<Code> codes) {
        return codes.stream()
                .sorted(Comparator.comparingInt(this::rank)
                        .thenComparing(code -> String.valueOf(code.system()))
                        .thenComparing(Code::code))
                .map(this::coded)
                .toList();
    }

    /** Where the first of these stands in the file. */
    int firstRank(Collection<Code> codes) {
        return codes.stream().mapToInt(this::rank).min().orElse(Integer.MAX_VALUE);
    }

    private int rank(Code code) {
        var note = annotations.of(code);
        return note == null ? Integer.MAX_VALUE : note.rank();
    }

    KnowledgeDocument.Coded coded(Code code) {
        var note = annotations.of(code);
        var uri = code.system();
        return new KnowledgeDocument.Coded(
                shortNames.getOrDefault(String.valueOf(uri), uri == null ? "" : uri),
                uri,
                code.code(),
                note == null ? null : note.name(),
                note != null && note.unverified(),
                note == null);
    }
}
