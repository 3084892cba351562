package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;

/** The shipped knowledge file, and the loader's messages for an invalid one. */
public final class Yaml {
    public static final String SHIPPED = shipped();

    private Yaml() {}

    private static String shipped() {
        try {
            return Files.readString(Path.of("src/main/resources/knowledge/rls-workup.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Knowledge load(String knowledge, @Nullable String site) {
        return KnowledgeLoader.load(
                new KnowledgeLoader.Source("rls-workup.yaml", knowledge),
                site == null ? null : new KnowledgeLoader.Source("site.yaml", site));
    }

    /** The shipped file with one passage replaced, which must occur exactly once. */
    public static String with(String passage, String replacement) {
        assertThat(SHIPPED.split(Pattern.quote(passage), -1))
                .as("passages '%s'", passage)
                .hasSize(2);
        return SHIPPED.replace(passage, replacement);
    }

    /** In hexadecimal, computed by other code than ours. */
    public static String sha256(String text) {
        return DigestUtils.sha256Hex(text);
    }

    /** The line, from 1, on which this passage begins. */
    public static int lineOf(String passage, String yaml) {
        var at = yaml.indexOf(passage);
        assertThat(at).as("place of '%s'", passage).isNotNegative();
        return (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    /** Each problem as {@code file:line: path: reason}. */
    public static List<String> refusal(String knowledge, @Nullable String site) {
        var refused = catchThrowableOfType(KnowledgeException.class, () -> load(knowledge, site));
        assertThat(refused).as("a refusal").isNotNull();
        return refused.getMessage().lines().toList();
    }
}
