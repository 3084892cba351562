package org.rlsworkup.knowledge.load;

import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Keys;

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
    public record Source(String name, String yaml) {
        private Knowledge.Edition edition() {
            return new Knowledge.Edition(name, DigestUtils.sha256Hex(yaml));
        }
    }

    /**
     * Loads the knowledge.
     *
     * @param site a site's additions, or null if there are none
     * @throws KnowledgeException naming every problem found, with its line
     */
    public static Knowledge load(Source knowledge, @Nullable Source site) {
        var read = Keys.with(Knowledge.class, knowledge(knowledge), Map.of("file", knowledge.edition()));
        return site == null ? read : Keys.with(Knowledge.class, withSite(site, read), Map.of("site", site.edition()));
    }

    private static Knowledge knowledge(Source source) {
        var file = YamlNode.read(source.name(), source.yaml());
        var problems = new Problems();
        var vocabulary = new Vocabulary(problems);
        var knowledge = new RecordBinder(problems, vocabulary).bind(Knowledge.class, file);
        vocabulary.refuseUnknownIds();
        new AnalyteChecks(knowledge, problems).run();
        new DrugChecks(knowledge, problems).run();
        new RuleChecks(knowledge, problems).run(file);
        problems.refuse(source.name(), file);
        return knowledge;
    }

    private static Knowledge withSite(Source source, Knowledge knowledge) {
        var file = YamlNode.read(source.name(), source.yaml());
        var problems = new Problems();
        var vocabulary = new Vocabulary(problems);
        vocabulary.know(
                knowledge.systems(),
                Map.of(
                        Ids.ANALYTE,
                        knowledge.analytes().keySet(),
                        Ids.TEST,
                        knowledge.tests().stream().map(LabTest::id).toList()));
        var site = new RecordBinder(problems, vocabulary).bind(Site.class, file);
        vocabulary.refuseUnknownIds();
        var extended = new SiteAdditions(site, knowledge, problems).laidOver();
        problems.refuse(source.name(), file);
        return extended;
    }
}
