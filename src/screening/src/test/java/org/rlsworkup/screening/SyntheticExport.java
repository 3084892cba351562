package org.rlsworkup.screening;

import java.io.IOException;
import java.nio.file.Path;

/** The command that writes a synthetic export of any size: folder, patients, resources, and the share with RLS. */
public final class SyntheticExport {
    private static final int LINES_A_FILE = 100_000;
    private static final String USAGE =
            "Usage: <folder> <number of patients> <number of resources> [<patients of 1000 with RLS: 25> [gzip]]";

    private SyntheticExport() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            System.out.println(USAGE);
            System.exit(2);
        }
        var patients = Integer.parseInt(args[1]);
        var resources = Long.parseLong(args[2]);
        var withRls = args.length > 3 ? Integer.parseInt(args[3]) : 25;
        write(Path.of(args[0]), patients, resources, withRls, args.length > 4 && args[4].equals("gzip"));
    }

    /** The same arguments give the same export. */
    static void write(Path folder, int patients, long resources, int withRls, boolean zipped) throws IOException {
        try (var export = new ExportWriter(folder, LINES_A_FILE, zipped)) {
            var written = 0L;
            for (var number = 0; number < patients; number++) {
                var atLeast = (int) ((resources - written) / (patients - number));
                var all = GeneratedPatients.resources(number, hasRls(number, withRls), atLeast);
                for (var resource : all) {
                    export.add(resource.path("resourceType").asString(""), resource.toString());
                }
                written += all.size();
            }
        }
    }

    /** Whether a patient has RLS; 997 is prime, so that those who have are not neighbours. */
    static boolean hasRls(int number, int ofThousand) {
        return number * 997L % 1000 < ofThousand;
    }
}
