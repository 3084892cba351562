package org.rlsworkup.sandbox.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The command {@code load-samples}: writes Bundle files into any FHIR R4 server, resource by resource. */
public final class LoadSamples {
    private static final int DONE = 0;
    private static final int INCOMPLETE = 1;
    private static final int WRONG_USAGE = 2;

    private LoadSamples() {}

    /**
     * Runs the command; starts no web server.
     *
     * @param args what follows the command's name
     * @param out the console
     * @param clock what the dates of the samples are moved to
     * @return 0 if everything is in, 1 if something was refused or the server could not be reached, 2 for wrong usage
     */
    public static int run(List<String> args, PrintStream out, Clock clock) {
        // Without Spring's start, logging is at its most talkative, and the HTTP client would log the token.
        var logging = LoggingSystem.get(LoadSamples.class.getClassLoader());
        List.of("org.apache.http", "ca.uhn.fhir").forEach(name -> logging.setLogLevel(name, LogLevel.ERROR));
        try {
            var options = LoadOptions.parse(args);
            var files = options.files();
            var target = FhirTarget.at(options.to(), options.token());
            return new SampleLoader(target, clock, out).load(files) ? DONE : INCOMPLETE;
        } catch (LoadOptions.WrongUsage e) {
            out.println(e.getMessage());
            out.print(LoadOptions.USAGE);
            return WRONG_USAGE;
        } catch (IOException e) {
            out.println("Stopped: the files could not be read.");
            return INCOMPLETE;
        }
    }
}
