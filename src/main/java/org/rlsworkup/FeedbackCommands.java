package org.rlsworkup;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackMove;
import org.rlsworkup.feedback.Rekeying;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.operators.PatientKeyFunction.PatientLookup;
import org.springframework.beans.BeansException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The commands that work on the database of feedback, with the settings of the service. */
final class FeedbackCommands {
    private static final int DONE = 0;
    private static final int STOPPED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String FROM = "--from";
    private static final String FROM_USER = "--from-user";
    /** A setting, because other users of the machine can read the arguments of a command. */
    private static final String FROM_PASSWORD = "move-feedback.from-password";

    private static final long CONNECTION_TIMEOUT_MILLIS = 4_000;
    private static final List<String> OPTIONS = List.of(FROM, FROM_USER);
    private static final String REKEY_USAGE = """
        Usage: java -jar rls-workup.jar rekey-feedback [--rls.SETTING=VALUE ...]
        Applies rls.patient-key to what was stored with rls.former-patient-keys; the settings are those of the service.
        Can be repeated. Exit code: 0 done, 1 not done, 2 wrong usage.
        """;
    private static final String MOVE_USAGE = """
        Usage: java -jar rls-workup.jar move-feedback [--from JDBC-URL] [--from-user NAME]
                 [--spring.datasource.SETTING=VALUE ...]
        Copies a database of feedback into that of spring.datasource, which is empty. Stop the service first.
          --from  default: jdbc:h2:file:./rls-workup-data/feedback
        The password for --from-user is the environment variable MOVE_FEEDBACK_FROM_PASSWORD, or the setting
        move-feedback.from-password in a file of settings. It is not taken from the command line.
        Can be repeated: what was copied is not copied again. Exit code: 0 done, 1 not done, 2 wrong usage.
        """;

    private static final List<String> HASH_OPTIONS = List.of("--client", "--tenant", "--fhir-server");
    private static final String HASH_USAGE = """
        Usage: java -jar rls-workup.jar patient-hash --client NAME [--tenant NAME] [--fhir-server URL]
                 [--rls.SETTING=VALUE ...]
        Prints the hashes under which a patient is stored. The patient's id is the first line of standard input. It is
        not taken from the command line, which other users of the machine can read.
        Exit code: 0 done, 1 not done, 2 wrong usage.
        """;

    private FeedbackCommands() {}

    /** Applies a new patient key, and returns the exit code. */
    static int rekey(List<String> args, PrintStream out) {
        if (!args.stream().allMatch(FeedbackCommands::isSetting)) {
            out.print(REKEY_USAGE);
            return WRONG_USAGE;
        }
        return withSettings(args, out, (settings, environment) -> {
            var former = settings.formerPatientKeys();
            if (former.isEmpty()) {
                out.println("Stopped: rls.former-patient-keys is not set. It has the keys before rls.patient-key.");
                return STOPPED;
            }
            var keys = new PatientKeys(settings.patientKeys());
            var before = new PatientKeys(former).check();
            return with(DatabaseConfiguration.pool(environment), out, database -> {
                var rekeying = new Rekeying(database, new Rekeying.KeyChain(keys.count(), before, keys::rekeyed));
                if (!rekeying.isPossible()) {
                    out.println("Stopped: the service never used this database with rls.former-patient-keys. Applying a"
                            + " wrong key cannot be undone. If they are right, start the service once with the last"
                            + " of them as rls.patient-key and the others as rls.former-patient-keys.");
                    return STOPPED;
                }
                out.println("Cards whose hashes have the new key now: " + rekeying.run());
                return DONE;
            });
        });
    }

    /** Moves a database, and returns the exit code. */
    static int move(List<String> args, PrintStream out) {
        var options = new HashMap<String, String>();
        var rest = settings(args, OPTIONS, options);
        if (!rest.stream().allMatch(FeedbackCommands::isSetting)
                || args.stream().anyMatch(FeedbackCommands::isPassword)) {
            out.print(MOVE_USAGE);
            return WRONG_USAGE;
        }
        return withSettings(
                rest,
                out,
                (settings, environment) -> with(
                        source(options, environment.getProperty(FROM_PASSWORD)),
                        out,
                        from -> with(DatabaseConfiguration.pool(environment), out, to -> move(from, to, out))));
    }

    /** Takes the options, and returns what is left. */
    private static List<String> settings(List<String> args, List<String> names, Map<String, String> options) {
        var rest = new ArrayList<String>();
        for (var all = args.iterator(); all.hasNext(); ) {
            var arg = all.next();
            if (names.contains(arg) && all.hasNext()) {
                options.put(arg, all.next());
            } else {
                rest.add(arg);
            }
        }
        return rest;
    }

    /** Prints the keyed hashes under which a patient may be stored, and returns the exit code. */
    static int patientHash(List<String> args, InputStream in, PrintStream out) throws IOException {
        var options = new HashMap<String, String>();
        var rest = settings(args, HASH_OPTIONS, options);
        var name = options.get("--client");
        if (name == null
                || options.values().stream().anyMatch(FeedbackCommands::isSetting)
                || !rest.stream().allMatch(FeedbackCommands::isSetting)) {
            out.print(HASH_USAGE);
            return WRONG_USAGE;
        }
        var patient = firstLine(in);
        if (patient.isEmpty()) {
            out.println("The id of the patient is missing: the first line of standard input");
            return WRONG_USAGE;
        }
        return withSettings(rest, out, (settings, environment) -> {
            var client = settings.client(name);
            if (settings.patientKey() == null || client.isEmpty()) {
                out.println(
                        client.isEmpty()
                                ? "There is no client " + name + " in rls.clients"
                                : "rls.patient-key is not set");
                return STOPPED;
            }
            var caller = client.get().toCaller(settings.couldNotLook()).withTenant(options.get("--tenant"));
            var found = FeedbackConfiguration.lookup(
                    new PatientKeys(settings.patientKeys()),
                    client.get(),
                    PatientRef.of(caller, fhirServer(options), patient));
            if (!(found instanceof PatientLookup.WithKeys(var hashes, var doubt))) {
                out.println("The client " + name + " has several FHIR servers: name the patient's by --fhir-server");
                return STOPPED;
            }
            hashes.forEach(out::println);
            if (doubt != null) {
                out.println("Another patient may be meant: " + doubt);
            }
            return DONE;
        });
    }

    private static @Nullable URI fhirServer(Map<String, String> options) {
        var server = options.get("--fhir-server");
        return server == null ? null : URI.create(server);
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    /** Also within the address. */
    private static boolean isPassword(String arg) {
        var letters = arg.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return letters.contains("frompassword") || letters.matches("jdbc:.*[?&;]password=.*");
    }

    private static HikariDataSource source(Map<String, String> options, @Nullable String password) {
        var url = options.getOrDefault(FROM, "jdbc:h2:file:./rls-workup-data/feedback");
        var pool = new HikariDataSource();
        // Or H2 makes an empty one where there is none.
        pool.setJdbcUrl(url.startsWith("jdbc:h2:") ? url + ";IFEXISTS=TRUE" : url);
        // Without a name, as the service opens a database for which none is configured.
        pool.setUsername(options.get(FROM_USER));
        pool.setPassword(password);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        Database.prepare(pool);
        return pool;
    }

    private static int move(Database from, Database to, PrintStream out) {
        var move = new FeedbackMove(from, to);
        if (move.isInUse()) {
            out.println("Stopped: a process used one of the databases within the last 30 seconds. Stop the service.");
            return STOPPED;
        }
        var occupied = move.occupied();
        if (!occupied.isEmpty()) {
            out.println("Stopped: the target is not empty: " + String.join(", ", occupied));
            return STOPPED;
        }
        move.run((table, rows) -> out.println(table + ": " + rows));
        var differences = move.differences();
        out.println(
                differences.isEmpty()
                        ? "Moved. Start the service with the new spring.datasource and the same rls.patient-key."
                        : "Not whole, rows were changed meanwhile: " + String.join(", ", differences));
        return differences.isEmpty() ? DONE : STOPPED;
    }

    private static boolean isSetting(String arg) {
        return arg.startsWith("--") && arg.contains("=");
    }

    /** What is done with the settings of the service. */
    private interface Work {
        int with(RlsProperties settings, Environment environment);
    }

    private static int withSettings(List<String> args, PrintStream out, Work work) {
        try (var context = OnboardingConfiguration.settings(args, "logging.level.org.rlsworkup.feedback=warn")) {
            return work.with(context.getBean(RlsProperties.class), context.getEnvironment());
        } catch (BeansException | IllegalArgumentException e) {
            out.println(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return STOPPED;
        }
    }

    private static int with(HikariDataSource pool, PrintStream out, ToIntFunction<Database> work) {
        try (var database = new Database(() -> pool)) {
            database.check();
            if (!database.isUp()) {
                out.println("Stopped: the database cannot be used: "
                        + pool.getJdbcUrl().replaceAll("[?;].*", ""));
                return STOPPED;
            }
            return work.applyAsInt(database);
        } catch (DataAccessException | TransactionException | Database.NotDurableException e) {
            out.println(
                    "Stopped: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return STOPPED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
