package org.rlsworkup.sandbox.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.io.Resource;

/** The command {@code load-samples}: writes Bundle files to any FHIR R4 server, resource by resource. */
public final class LoadSamples {
    private static final int DONE = 0;
    private static final int INCOMPLETE = 1;
    private static final int WRONG_USAGE = 2;

    private static final Set<String> OPTIONS = Set.of("--from", "--to", "--token");
    private static final String USAGE = """

        Usage: java -jar rls-workup.jar load-samples [--from <folder>] --to <base> [--token <bearer>]

          --to     base URL of a FHIR R4 server, for example http://localhost:8080/fhir
          --from   folder of R4 transaction or collection Bundles (*.json); default: the packaged samples
          --token  sent as a bearer token, never displayed

        Writes with PUT, so it can be repeated. A server that refuses ids chosen by the client gets POST; each
        run then creates everything again. Exit code: 0 all written, 1 something refused or unreachable, 2 wrong usage.
        """;

    private LoadSamples() {}

    /** The command line is not valid; the message is for the console. */
    private static final class WrongUsage extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUsage(String message) {
            super(message);
        }
    }

    /**
     * Runs the command, and starts no web server.
     *
     * @param args the arguments after the command's name
     * @param clock gives the date that the samples are moved to
     * @return 0 if everything was written, 1 if something was refused or the server was unreachable, 2 for wrong usage
     */
    public static int run(List<String> args, PrintStream out, Clock clock) {
        // Outside of Spring Boot everything is logged, contents of requests included.
        var logging = LoggingSystem.get(LoadSamples.class.getClassLoader());
        List.of("org.springframework", "ca.uhn.fhir").forEach(name -> logging.setLogLevel(name, LogLevel.ERROR));
        try {
            var options = options(args);
            var files = files(options.get("--from"));
            var target = new LoadTarget(base(options.get("--to")), Optional.ofNullable(options.get("--token")));
            return new SampleLoader(target, clock, out).load(files) ? DONE : INCOMPLETE;
        } catch (WrongUsage e) {
            out.println(e.getMessage());
            out.print(USAGE);
            return WRONG_USAGE;
        } catch (IOException e) {
            out.println("Stopped: the files could not be read.");
            return INCOMPLETE;
        }
    }

    private static Map<String, String> options(List<String> args) throws WrongUsage {
        var options = new HashMap<String, String>();
        for (var rest = args.iterator(); rest.hasNext(); ) {
            var name = rest.next();
            if (!OPTIONS.contains(name) || !rest.hasNext() || options.put(name, rest.next()) != null) {
                throw new WrongUsage("load-samples takes --from, --to and --token, each once and with a value.");
            }
        }
        return options;
    }

    private static String base(@Nullable String to) throws WrongUsage {
        try {
            var uri = URI.create(to == null ? "" : to);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri.toString().replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new WrongUsage("--to must be the http or https base URL of a FHIR server.");
    }

    private static List<Resource> files(@Nullable String from) throws IOException, WrongUsage {
        if (from != null && !Files.isDirectory(Path.of(from))) {
            throw new WrongUsage("--from is not a folder.");
        }
        var files = SampleBundle.files(
                from == null ? SampleBundle.PACKAGED : Path.of(from).toUri() + "*.json");
        if (files.isEmpty()) {
            throw new WrongUsage("There are no *.json files to load.");
        }
        return files;
    }
}
