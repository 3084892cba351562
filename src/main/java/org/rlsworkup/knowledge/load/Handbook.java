package org.rlsworkup.knowledge.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;

/** The knowledge together with what its readers need: where it comes from, sources, grades, names of codes. */
public final class Handbook {
    private final Knowledge knowledge;
    private final Annotations annotations;
    private final References references;
    private final Edition edition;
    private final @Nullable Edition site;
    private final List<LabTest> switchedOff;

    /**
     * A file, so that readers can tell which one they see.
     *
     * @param sha256 of its text, in hexadecimal
     */
    public record Edition(String file, String sha256) {
        static Edition of(KnowledgeLoader.Source source) {
            return new Edition(source.name(), Handbook.sha256(source.yaml().getBytes(StandardCharsets.UTF_8)));
        }
    }

    Handbook(
            Knowledge knowledge,
            Annotations annotations,
            References references,
            Edition edition,
            @Nullable Edition site,
            List<LabTest> switchedOff) {
        this.knowledge = knowledge;
        this.annotations = annotations;
        this.references = references;
        this.edition = edition;
        this.site = site;
        this.switchedOff = List.copyOf(switchedOff);
    }

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** SHA-256. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the service works with, the site's additions included. */
    public Knowledge knowledge() {
        return knowledge;
    }

    public Annotations annotations() {
        return annotations;
    }

    public References references() {
        return references;
    }

    public Edition edition() {
        return edition;
    }

    /** The site's additions, or null if there are none. */
    @Nullable
    public Edition site() {
        return site;
    }

    /** Tests of the knowledge file that the site does not want. */
    public List<LabTest> switchedOff() {
        return switchedOff;
    }
}
