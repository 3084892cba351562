package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code sources}, {@code grades} and {@code misconceptions}. */
final class ReferenceSection {
    static final Set<String> GRADES = Set.of("G1", "G2", "L", "E1", "E2");

    private final Fields file;
    private final Fields sources;

    ReferenceSection(Fields file) {
        this.file = file;
        this.sources = file.mapping("sources");
    }

    References read() {
        var publications = new ArrayList<References.Source>();
        for (var id : sources.keys()) {
            var source = sources.mapping(id);
            publications.add(
                    new References.Source(id, source.text("label"), source.text("citation"), source.text("read")));
            source.end();
        }
        return new References(publications, grades(), misconceptions());
    }

    private Map<String, String> grades() {
        var meanings = new LinkedHashMap<String, String>();
        var grades = file.mapping("grades");
        new TreeSet<>(GRADES).forEach(grade -> meanings.put(grade, grades.text(grade)));
        grades.end();
        var inOrder = new LinkedHashMap<String, String>();
        grades.keys().forEach(grade -> inOrder.put(grade, meanings.getOrDefault(grade, "")));
        return inOrder;
    }

    private List<References.Misconception> misconceptions() {
        var ids = new HashSet<String>();
        return file.mappings("misconceptions", true).stream()
                .map(fields -> misconception(fields, ids))
                .toList();
    }

    private References.Misconception misconception(Fields fields, Set<String> ids) {
        var id = fields.text("id");
        if (!ids.add(id)) {
            fields.problem("id", "'" + id + "' is listed twice");
        }
        var read = new References.Misconception(
                id,
                fields.text("claim"),
                fields.text("evidence"),
                citations(fields, sources.keys()),
                fields.flag("unverified"));
        fields.end();
        return read;
    }

    /** The sources that something must cite. */
    static List<String> citations(Fields fields, Set<String> sources) {
        var cited = fields.texts("citations");
        cited.stream()
                .filter(source -> !sources.contains(source))
                .forEach(source -> fields.problem("citations", "'" + source + "' is no source"));
        return cited;
    }
}
