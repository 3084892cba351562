package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.KnowledgeException.Problem;

/**
 * Loads the knowledge file and a site's additions. Anything doubtful is refused: a card must not rest on a typing
 * error.
 */
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
        return handbook(knowledge, site).knowledge();
    }

    /**
     * Loads the knowledge with what its readers need.
     *
     * @param site a site's additions, or null if there are none
     * @throws KnowledgeException naming every problem found, with its line
     */
    public static Handbook handbook(Source knowledge, @Nullable Source site) {
        var problems = new ArrayList<Problem>();
        var yaml = YamlNode.read(knowledge.name(), knowledge.yaml());
        var file = new Fields("", yaml, problems);
        var codes = new Codes(file.mapping("systems"));
        var references = new ReferenceSection(file).read();
        var loaded = new KnowledgeFile(file, codes, references.labels()).read();
        refuseIfAny(knowledge.name(), problems);
        var edition = Handbook.Edition.of(knowledge);
        if (site == null) {
            return new Handbook(loaded, new Annotations(yaml, codes.systems()), references, edition, null, List.of());
        }
        var additions = new Fields("", YamlNode.read(site.name(), site.yaml()), problems);
        var siteFile = new SiteFile(additions, codes, loaded);
        var extended = siteFile.read();
        refuseIfAny(site.name(), problems);
        var kept = extended.tests().stream().map(LabTest::id).collect(Collectors.toSet());
        return new Handbook(
                extended,
                new Annotations(yaml, siteFile.systems()),
                references,
                edition,
                Handbook.Edition.of(site),
                loaded.tests().stream()
                        .filter(test -> !kept.contains(test.id()))
                        .toList());
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
