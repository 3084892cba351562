package org.rlsworkup.screening;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.ExtendedTests;

/**
 * The command line.
 *
 * @param exports the folders of one export and of later ones that add to it
 * @param out folder that is created; one of that name is replaced
 * @param asOf the moment for which is screened, or null for that of the newest export
 * @param zone of dates without an offset
 * @param site a site's additions to the knowledge, or null
 * @param identity how a patient is named in the output
 * @param malformedLimit how many lines may be set aside before the run ends with a status other than zero
 * @param hideBelow counts from one to below this are hidden
 * @param master of Spark, or null where {@code spark-submit} sets it
 */
record ScreeningOptions(
        List<String> exports,
        String out,
        @Nullable ZonedDateTime asOf,
        ZoneId zone,
        @Nullable String site,
        Set<Format> formats,
        Identity identity,
        ExtendedTests extended,
        long malformedLimit,
        int hideBelow,
        @Nullable String master) {
    static final String USAGE = """
        Usage: spark-submit rls-screening.jar --export <folder> --out <folder> (--client <name> | --plain-ids) [options]
          --export <folder>[,<folder>]  a FHIR Bulk Data export with its manifest.json, and later ones that add to it
          --out <folder>                where the results are written; an older one of that name is replaced
          --client <name>               names patients by the service's keyed hash for this client; needs the service's
                                        rls.patient-key in the environment variable RLS_PATIENTKEY, and its
                                        rls.former-patient-keys, if any, in RLS_FORMERPATIENTKEYS, separated by commas
          --tenant <name>               the tenant of the client, if it has several
          --fhir-server <address>       the FHIR server of the export, as the client names it in its calls
          --plain-ids                   names patients by their ids; lines set aside are then kept with their text
          --as-of <date or moment>      screens for this day; without it, for the moment of the export
          --zone <zone>                 of dates without an offset (UTC)
          --site <file>                 a site's additions to the knowledge
          --format <list>               of parquet, csv and fhir (csv)
          --extended <choice>           never, with-core or always: further tests, as rls.extended-tests (with-core)
          --malformed-limit <count>     ends with status 3 if more lines than this are set aside (0)
          --hide-below <count>          hides counts from 1 to below this in summaries (5)
          --master <address>            of Spark, local[*] without a cluster; not with spark-submit
        Exit status: 0 done, 1 failed and nothing written, 2 wrong usage, 3 done and more lines set aside than the limit.
        """;

    private static final Set<String> WITH_VALUE = Set.of(
            "--export",
            "--out",
            "--client",
            "--tenant",
            "--fhir-server",
            "--as-of",
            "--zone",
            "--site",
            "--format",
            "--extended",
            "--malformed-limit",
            "--hide-below",
            "--master");
    private static final String PLAIN_IDS = "--plain-ids";
    private static final int LEAST_KEY = 32;

    ScreeningOptions {
        exports = List.copyOf(exports);
        formats = Set.copyOf(formats);
    }

    /** In what the rows and the summary are written; the report and the list of lines set aside always are. */
    enum Format {
        PARQUET,
        CSV,
        FHIR
    }

    /** How a patient is named in the output. */
    sealed interface Identity extends Serializable {
        /** By the id in the export. */
        record PlainId() implements Identity {}

        /**
         * By the service's keyed hash.
         *
         * @param secrets the service's {@code rls.former-patient-keys} and {@code rls.patient-key}
         */
        record KeyedHash(
                String client,
                @Nullable String tenant,
                @Nullable URI fhirServer,
                List<String> secrets) implements Identity {
            @Override
            public String toString() {
                return "KeyedHash[client=" + client + "]";
            }
        }
    }

    /** The command cannot be understood; the message says what is wrong. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads the command line.
     *
     * @param environment for the secret, which is not to stand on a command line that others can see
     * @throws UsageException if it is not understood
     */
    static ScreeningOptions parse(List<String> args, Map<String, String> environment) {
        var values = values(args);
        var zone = zone(values.getOrDefault("--zone", "UTC"));
        return new ScreeningOptions(
                List.of(required(values, "--export").split(",", -1)),
                required(values, "--out"),
                values.containsKey("--as-of") ? moment(required(values, "--as-of"), zone) : null,
                zone,
                values.get("--site"),
                formats(values.getOrDefault("--format", "csv")),
                identity(values, environment),
                one(ExtendedTests.class, "--extended", values.getOrDefault("--extended", "with-core")),
                count("--malformed-limit", values.getOrDefault("--malformed-limit", "0")),
                Math.toIntExact(count("--hide-below", values.getOrDefault("--hide-below", "5"))),
                values.get("--master"));
    }

    private static Map<String, String> values(List<String> args) {
        var values = new HashMap<String, String>();
        var rest = args.iterator();
        while (rest.hasNext()) {
            var name = rest.next();
            if (!name.equals(PLAIN_IDS) && !WITH_VALUE.contains(name)) {
                throw new UsageException("There is no option " + name + ".");
            }
            if (!name.equals(PLAIN_IDS) && !rest.hasNext()) {
                throw new UsageException(name + " needs a value.");
            }
            if (values.put(name, name.equals(PLAIN_IDS) ? "" : rest.next()) != null) {
                throw new UsageException(name + " is given twice.");
            }
        }
        return values;
    }

    private static String required(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new UsageException(name + " is missing.");
        }
        return value;
    }

    private static Identity identity(Map<String, String> values, Map<String, String> environment) {
        var client = values.get("--client");
        if (values.containsKey(PLAIN_IDS) == (client != null)) {
            throw new UsageException("Either --client or --plain-ids says how patients are named.");
        }
        if (client == null) {
            return new Identity.PlainId();
        }
        var secret = environment.getOrDefault("RLS_PATIENTKEY", "");
        if (secret.length() < LEAST_KEY) {
            throw new UsageException("--client needs the service's rls.patient-key, of at least " + LEAST_KEY
                    + " characters, in the environment variable RLS_PATIENTKEY.");
        }
        var server = values.get("--fhir-server");
        var former = environment.getOrDefault("RLS_FORMERPATIENTKEYS", "");
        var secrets = Stream.concat(Stream.of(former.split(",", -1)).filter(key -> !key.isEmpty()), Stream.of(secret))
                .toList();
        return new Identity.KeyedHash(client, values.get("--tenant"), server == null ? null : address(server), secrets);
    }

    private static URI address(String written) {
        try {
            var address = new URI(written);
            if (address.isAbsolute() && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below, like one without a host.
        }
        throw new UsageException("--fhir-server " + written + " is no address.");
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new UsageException("--zone " + name + " is no time zone.");
        }
    }

    /** A day is screened for as it ends. */
    private static ZonedDateTime moment(String written, ZoneId zone) {
        try {
            return written.contains("T")
                    ? ZonedDateTime.parse(written).withZoneSameInstant(zone)
                    : LocalDate.parse(written).atTime(LocalTime.of(23, 59, 59)).atZone(zone);
        } catch (DateTimeException e) {
            throw new UsageException("--as-of " + written + " is neither a day nor a moment.");
        }
    }

    private static Set<Format> formats(String written) {
        var formats = EnumSet.noneOf(Format.class);
        Arrays.stream(written.split(",", -1)).forEach(it -> formats.add(one(Format.class, "--format", it)));
        return formats;
    }

    private static <E extends Enum<E>> E one(Class<E> type, String option, String written) {
        for (var choice : type.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(written)) {
                return choice;
            }
        }
        throw new UsageException(option + " " + written + " is no choice.");
    }

    private static long count(String option, String written) {
        if (!written.matches("\\d{1,9}")) {
            throw new UsageException(option + " " + written + " is no count.");
        }
        return Long.parseLong(written);
    }
}
