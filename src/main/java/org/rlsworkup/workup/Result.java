package org.rlsworkup.workup;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One result on file, judged by everything but its age.
 *
 * @param meaning what its code means to us
 * @param date when it was taken, as well as the record says; null if it does not
 * @param standing whether it counts
 * @param attributed whether the record says for certain that it is this patient's
 * @param groups identities of what it shares with results of the same specimen: the specimen, a report, a panel
 */
record Result(
        CodeIndex.Meaning meaning,
        @Nullable PartialDate date,
        Standing standing,
        boolean attributed,
        Set<Object> groups) {

    /** Whether a result counts, whatever its age. */
    sealed interface Standing {
        /** It is a result, whether or not its value can be read. */
        record Counts() implements Standing {}

        /** It is on its way. */
        record Pending() implements Standing {}

        /** It does not count, and why. */
        record FallsShort(Shortfall why) implements Standing {}
    }

    static final Standing COUNTS = new Standing.Counts();
    static final Standing PENDING = new Standing.Pending();

    static Standing fallsShort(Shortfall why) {
        return new Standing.FallsShort(why);
    }

    boolean counts() {
        return standing instanceof Standing.Counts;
    }

    boolean fallsShort() {
        return standing instanceof Standing.FallsShort;
    }

    /** What it is called in a sentence. */
    String what() {
        return switch (meaning) {
            case CodeIndex.Meaning.Measures(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Never(var analyte) -> analyte.name();
            case CodeIndex.Meaning.Panel(var tests) -> "a panel";
        };
    }
}
