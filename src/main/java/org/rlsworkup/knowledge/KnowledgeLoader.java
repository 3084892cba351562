package org.rlsworkup.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.KnowledgeException.Problem;
import org.rlsworkup.workup.Knowledge;

/** Loads the knowledge file and a site's additions. Anything doubtful is refused: a card must not rest on a typing error. */
public final class KnowledgeLoader {
    private KnowledgeLoader() {}

    /**
     * A file and where it comes from.
     *
     * @param name what to call it in a message
     */
    public record Source(String name, String yaml) {}

    /**
     * Loads the knowledge.
     *
     * @param site a site's additions, or null if there are none
     * @throws KnowledgeException naming every problem found, with its line
     */
    public static Knowledge load(Source knowledge, @Nullable Source site) {
        var problems = new ArrayList<Problem>();
        var file = new Fields("", YamlNode.read(knowledge.name(), knowledge.yaml()), problems);
        var codes = new Codes(file.mapping("systems"));
        var loaded = new KnowledgeFile(file, codes).read();
        refuseIfAny(knowledge.name(), problems);
        if (site == null) {
            return loaded;
        }
        var additions = new Fields("", YamlNode.read(site.name(), site.yaml()), problems);
        var extended = new SiteFile(additions, codes, loaded).read();
        refuseIfAny(site.name(), problems);
        return extended;
    }

    private static void refuseIfAny(String file, List<Problem> problems) {
        if (!problems.isEmpty()) {
            var inOrder = problems.stream()
                    .sorted(Comparator.comparing(Problem::line))
                    .toList();
            throw new KnowledgeException(file, inOrder);
        }
    }
}
