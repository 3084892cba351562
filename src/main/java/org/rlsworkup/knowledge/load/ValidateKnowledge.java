package org.rlsworkup.knowledge.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.load.KnowledgeLoader.Source;

/**
 * The command {@code validate-knowledge}: everything that is wrong with a knowledge file or a site's additions, by
 * line.
 */
public final class ValidateKnowledge {
    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
        Usage: java -jar rls-workup.jar validate-knowledge [<file>] [--site <file>]
          <file>         a knowledge file; without it, the one inside the jar
          --site <file>  a site's additions to it
        Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage.
        """;

    private ValidateKnowledge() {}

    /**
     * Runs the command; starts no web server.
     *
     * @param args what follows the command's name
     * @param out the console
     * @return 0 if nothing is wrong, 1 if something is, 2 for wrong usage
     */
    public static int run(List<String> args, PrintStream out) {
        var options = Options.parse(args);
        if (options == null) {
            out.print(USAGE);
            return WRONG_USAGE;
        }
        try {
            var site = options.site();
            var knowledge = options.knowledge();
            var loaded = KnowledgeLoader.load(
                    knowledge == null ? shipped() : read(knowledge), site == null ? null : read(site));
            summary(loaded).forEach(out::println);
            return FINE;
        } catch (KnowledgeException e) {
            out.println(e.getMessage());
            var count = e.problems().size();
            out.println(count == 1 ? "1 problem." : count + " problems.");
            return WRONG;
        } catch (Unreadable e) {
            out.println(e.getMessage());
            return WRONG;
        }
    }

    private static List<String> summary(Knowledge knowledge) {
        var edition = Objects.requireNonNull(knowledge.file());
        var first = "%s: nothing wrong. Version %s: %d tests, %d rules, %d contexts, %d codes. SHA-256 %s"
                .formatted(
                        edition.name(),
                        knowledge.version(),
                        knowledge.tests().size(),
                        knowledge.readings().stream()
                                .mapToInt(set -> set.rules().size())
                                .sum(),
                        knowledge.contexts().size(),
                        codes(knowledge).size(),
                        edition.sha256());
        var site = knowledge.site();
        return site == null
                ? List.of(first)
                : List.of(first, site.name() + ": nothing wrong. SHA-256 " + site.sha256());
    }

    /** Every code by which something is recognised or ordered. */
    private static Set<Code> codes(Knowledge knowledge) {
        return Stream.of(
                        Stream.of(
                                knowledge.diagnosis().codes().keySet(),
                                knowledge.diagnosis().codesWithText().keySet(),
                                knowledge.diagnosis().never().keySet(),
                                knowledge.drugs().products().keySet(),
                                knowledge.drugs().local().codes().keySet()),
                        knowledge.analytes().values().stream()
                                .flatMap(analyte -> Stream.of(
                                        analyte.codes().keySet(),
                                        analyte.never().keySet())),
                        knowledge.tests().stream().map(LabTest::orderCodes),
                        knowledge.contexts().stream()
                                .flatMap(context -> Stream.of(context.codes(), context.prefixes())),
                        knowledge.drugs().ingredients().stream().flatMap(drug -> Stream.of(drug.codes(), drug.atc())))
                .flatMap(sets -> sets)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    private static Source shipped() {
        try (var yaml = ValidateKnowledge.class.getResourceAsStream("/knowledge/rls-workup.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("the jar holds no knowledge");
            }
            return new Source("rls-workup.yaml", new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(String file) {
        try {
            return new Source(file, Files.readString(Path.of(file)));
        } catch (NoSuchFileException e) {
            throw new Unreadable(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new Unreadable(file + ": is no text in UTF-8");
        } catch (IOException e) {
            throw new Unreadable(file + ": cannot be read");
        }
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** @param knowledge a file, or null for the one inside the jar */
    private record Options(
            @Nullable String knowledge, @Nullable String site) {
        /** Null if this is no usage we know, or nothing to validate. */
        static @Nullable Options parse(List<String> args) {
            String knowledge = null;
            String site = null;
            var rest = args.iterator();
            while (rest.hasNext()) {
                var arg = rest.next();
                if (arg.equals("--site") && site == null && rest.hasNext()) {
                    site = rest.next();
                } else if (!arg.startsWith("-") && knowledge == null) {
                    knowledge = arg;
                } else {
                    return null;
                }
            }
            return knowledge == null && site == null ? null : new Options(knowledge, site);
        }
    }
}
