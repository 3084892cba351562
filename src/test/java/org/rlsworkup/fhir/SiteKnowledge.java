package org.rlsworkup.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeLoader;

/** The shipped knowledge, with or without additions of a site under its code system LAB. */
public final class SiteKnowledge {
    public static final String LAB = "http://lab.example/codes";
    public static final Knowledge SHIPPED = load(null);

    private SiteKnowledge() {}

    public static Knowledge with(String additions) {
        return load(new KnowledgeLoader.Source("site.yaml", "systems: { LAB: \"" + LAB + "\" }\n" + additions));
    }

    /** With these local codes for ferritin. */
    public static Knowledge withResultCodes(String... codes) {
        return with("analytes: { FER: { codes: ['LAB " + String.join("', 'LAB ", codes) + "'] } }");
    }

    private static Knowledge load(KnowledgeLoader.Source site) {
        try {
            var yaml = Files.readString(Path.of("src/main/resources/knowledge/rls-workup.yaml"));
            return KnowledgeLoader.load(new KnowledgeLoader.Source("rls-workup.yaml", yaml), site);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
