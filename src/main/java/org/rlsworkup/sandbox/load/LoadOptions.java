package org.rlsworkup.sandbox.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;

/**
 * What the command line of {@code load-samples} says.
 *
 * @param from the folder, or empty for the samples inside the jar
 * @param to base URL of the FHIR server, without a slash at its end
 * @param token bearer token, never shown
 */
record LoadOptions(Optional<Path> from, String to, Optional<String> token) {
    static final String USAGE = """

        Usage: java -jar rls-workup.jar load-samples [--from <folder>] --to <base> [--token <bearer>]

          --to     base URL of a FHIR R4 server, for example http://localhost:8080/fhir
          --from   folder of R4 transaction or collection Bundles (*.json); default: the packaged samples
          --token  sent as bearer token, never shown

        Writes with PUT, so it can be repeated. A server that refuses ids chosen by the client gets POST, and
        then each run adds everything anew. Exit code: 0 all in, 1 something refused or unreachable, 2 wrong usage.
        """;

    private static final Set<String> NAMES = Set.of("--from", "--to", "--token");

    /** The command line cannot be understood; the message is for the console. */
    static final class WrongUsage extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUsage(String message) {
            super(message);
        }
    }

    static LoadOptions parse(List<String> args) throws WrongUsage {
        var values = new HashMap<String, String>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            var name = rest.next();
            if (!NAMES.contains(name) || !rest.hasNext() || values.put(name, rest.next()) != null) {
                throw new WrongUsage("load-samples takes each of --from, --to and --token once, each with a value.");
            }
        }
        var from = Optional.ofNullable(values.get("--from")).map(Path::of);
        if (from.filter(folder -> !Files.isDirectory(folder)).isPresent()) {
            throw new WrongUsage("--from is not a folder.");
        }
        return new LoadOptions(from, base(values.getOrDefault("--to", "")), Optional.ofNullable(values.get("--token")));
    }

    private static String base(String to) throws WrongUsage {
        try {
            var uri = URI.create(to);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return to.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new WrongUsage("--to must be the http or https base URL of a FHIR server.");
    }

    List<Resource> files() throws IOException, WrongUsage {
        var files = from.isPresent() ? SampleFiles.in(from.get()) : SampleFiles.matching(SampleFiles.PACKAGED);
        if (files.isEmpty()) {
            throw new WrongUsage("There are no *.json files to load.");
        }
        return files;
    }

    @Override
    public String toString() {
        return "LoadOptions[to=" + to + "]";
    }
}
