package org.rlsworkup.knowledge.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The command {@code knowledge print}: the knowledge file inside the jar, or the schema of what may be changed. */
public final class PrintKnowledge {
    private static final int FINE = 0;
    private static final int WRONG_USAGE = 2;
    private static final Map<List<String>, String> FILES = Map.of(
            List.of("print"), "/knowledge/rls-workup.yaml",
            List.of("print", "--schema"), "/knowledge/rls-workup.schema.json",
            List.of("print", "--site-schema"), "/knowledge/site.schema.json");
    private static final String USAGE = """
        Usage: java -jar rls-workup.jar knowledge print [--schema | --site-schema]
          without an option  the knowledge file inside the jar, to be changed and set as rls.knowledge
          --schema           the JSON schema of a knowledge file
          --site-schema      the JSON schema of a site file
        """;

    private PrintKnowledge() {}

    /**
     * Runs the command.
     *
     * @param args what follows {@code knowledge}
     * @param out the console
     * @return 0, or 2 for wrong usage
     */
    public static int run(List<String> args, PrintStream out) {
        var file = FILES.get(args);
        if (file == null) {
            out.print(USAGE);
            return WRONG_USAGE;
        }
        try (var content = PrintKnowledge.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("the jar holds no " + file);
            }
            content.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
        return FINE;
    }
}
