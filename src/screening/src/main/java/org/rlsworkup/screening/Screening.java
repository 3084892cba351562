package org.rlsworkup.screening;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.load.KnowledgeException;
import org.rlsworkup.screening.ExportManifest.ManifestException;
import org.rlsworkup.screening.ScreeningOptions.UsageException;

/** The command: screens a FHIR Bulk Data export. {@link ScreeningOptions#USAGE} has its options. */
public final class Screening {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int TOO_MANY_SET_ASIDE = 3;

    private final ScreeningOptions options;
    private final PrintStream console;

    private Screening(ScreeningOptions options, PrintStream console) {
        this.options = options;
        this.console = console;
    }

    public static void main(String[] args) {
        // Spark ends with the process.
        System.exit(run(List.of(args), System.getenv(), System.out));
    }

    /**
     * Runs the command.
     *
     * @return the exit status
     */
    static int run(List<String> args, Map<String, String> environment, PrintStream console) {
        try {
            return new Screening(ScreeningOptions.parse(args, environment), console).run();
        } catch (UsageException e) {
            console.println(e.getMessage());
            console.print(ScreeningOptions.USAGE);
            return WRONG_USAGE;
        }
    }

    private int run() {
        var builder = SparkSession.builder().appName("RLS screening");
        if (options.master() != null) {
            builder.master(options.master());
        }
        try {
            return run(builder.getOrCreate());
        } catch (ManifestException e) {
            console.println("manifest.json " + e.getMessage());
        } catch (KnowledgeException e) {
            console.println(e.getMessage());
        } catch (IOException | FSError | SparkException e) {
            // FSError is what Hadoop makes of a local disk that is full.
            failed(e);
        }
        return FAILED;
    }

    private void failed(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        console.println("The run ended before it was done, and " + options.out() + " is as it was before: "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }

    /** @throws SparkException which Spark's methods for Java throw without declaring it */
    private int run(SparkSession spark) throws IOException, SparkException {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var hadoop = context.hadoopConfiguration();
        var export = Export.open(options.exports(), hadoop);
        var now = options.asOf() == null ? export.asOf().atZone(options.zone()) : options.asOf();
        var settings = new Screener.Settings(
                now, options.extended(), options.site(), site(options.site(), hadoop), options.identity());
        var results = new Results(spark, options, settings);
        var progress = new ConsoleProgress(console, spark.sparkContext());
        progress.say("as of " + now);
        export.unread().values().stream().sorted().forEach(why -> progress.say("could not look: " + why));

        var folder = new OutputFolder(options.out(), hadoop);
        try {
            var screened = new ScreeningJob(context, export, settings, progress).run();
            var tally = results.write(screened, folder);
            folder.complete();
            screened.reasons().forEach(why -> progress.say("could not look: " + why));
            progress.say("done: %,d patients with RLS among %,d records, %,d lines set aside, %,d about nobody; see %s"
                    .formatted(
                            tally.patients(),
                            screened.records(),
                            screened.setAsideCount(),
                            screened.unattributed(),
                            options.out()));
            return screened.setAsideCount() > options.malformedLimit() ? TOO_MANY_SET_ASIDE : DONE;
        } finally {
            progress.end();
            folder.discard();
        }
    }

    private static @Nullable String site(@Nullable String file, Configuration hadoop) throws IOException {
        if (file == null) {
            return null;
        }
        var path = new Path(file);
        try (var in = path.getFileSystem(hadoop).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
