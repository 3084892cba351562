package org.rlsworkup.workup;

import static org.rlsworkup.workup.Problem.rls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.diagnosis.DiagnosisFinder;
import org.rlsworkup.workup.missing.Finding;

/** Charts of one adult with RLS, assessed on 2026-11-20 at 10:00 UTC with the shipped knowledge. */
public final class Charts {
    public static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T10:00:00Z");
    public static final Ref SUBJECT = new Ref("Patient", "p1");
    public static final Ref SOMEBODY_ELSE = new Ref("Patient", "p2");
    public static final String ENCOUNTER = "e1";
    public static final Knowledge KNOWLEDGE = knowledge();

    private Charts() {}

    private static Knowledge knowledge() {
        try {
            var yaml = Files.readString(Path.of("src/main/resources/knowledge/rls-workup.yaml"));
            return KnowledgeLoader.load(new KnowledgeLoader.Source("rls-workup.yaml", yaml), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one each time: one kept for all tests would hide from PIT what goes wrong while it is made. */
    public static Workup workup() {
        return new Workup(KNOWLEDGE, ExtendedTests.NEVER);
    }

    public static @Nullable PartialDate date(@Nullable String written) {
        return written == null ? null : PartialDate.parse(written);
    }

    public static Concept concept(Code code) {
        return new Concept(List.of(new Coding(code, null)), null);
    }

    /** References to Observations; those that begin with # are contained. */
    public static List<Ref> members(String... ids) {
        return Stream.of(ids)
                .map(id -> id.startsWith("#") ? new Ref("#", id.substring(1)) : new Ref("Observation", id))
                .toList();
    }

    public static Part born(@Nullable String date) {
        return () -> new Patient("p1", date(date), null, false, false, Meta.NONE);
    }

    public static Part deceased() {
        return () -> new Patient("p1", date("1980-03-14"), null, true, false, Meta.NONE);
    }

    public static Part retired() {
        return () -> new Patient("p1", date("1980-03-14"), null, false, true, Meta.NONE);
    }

    /** The chart of an adult (46 years), RLS not yet charted, opened outside any encounter. */
    public static Chart chart(Part... parts) {
        return chart(null, Set.of(), parts);
    }

    public static Chart chart(@Nullable String encounter, Set<Source> unread, Part... parts) {
        var resources =
                Stream.concat(Stream.of(born("1980-03-14")), Stream.of(parts)).map(Part::build);
        return Chart.of("p1", encounter, resources.toList(), unread);
    }

    /** The whole workup, done on 2026-10-01: nothing is missing. */
    public static Part[] everything() {
        return everythingBut("");
    }

    /** The whole workup but one test, and what is there in its place. */
    public static Part[] everythingBut(String test, Part... instead) {
        var workup = Stream.of("FER 2276-4", "TSAT 2502-3", "B12 2132-9", "TSH 3016-3", "A1C 4548-4")
                .filter(it -> !it.startsWith(test + " "))
                .map(it -> Lab.lab(it.substring(it.indexOf(' ') + 1)).on("2026-10-01"));
        return Stream.concat(workup, Stream.of(instead)).toArray(Part[]::new);
    }

    public static Part[] and(Part[] some, Part... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(Part[]::new);
    }

    public static Optional<Diagnosis> find(Chart chart) {
        return new DiagnosisFinder(KNOWLEDGE.diagnosis()).find(chart, NOW);
    }

    /** The RLS diagnosis among these, where no encounter is open. */
    public static Optional<Diagnosis> find(Part... parts) {
        return find(chart(parts));
    }

    public static boolean isCharted(Part... parts) {
        return find(parts).isPresent();
    }

    public static Assessment assess(Chart chart) {
        return workup().assess(chart, List.of(), NOW);
    }

    /** The assessment of the adult with RLS and these. */
    public static Assessed assessed(Part... parts) {
        return (Assessed) assess(chart(and(parts, rls())));
    }

    /** Ids of the tests missing for the adult with RLS and these, in the order of the card. */
    public static List<String> missing(Part... parts) {
        return ids(assessed(parts));
    }

    public static List<String> ids(Assessed assessed) {
        return assessed.missing().stream().map(it -> it.test().id()).toList();
    }

    public static Finding finding(String test, Part... parts) {
        return assessed(parts).findings().stream()
                .filter(it -> it.test().id().equals(test))
                .findFirst()
                .orElseThrow();
    }

    public static Finding.Missing missingTest(String test, Part... parts) {
        return (Finding.Missing) finding(test, parts);
    }

    /** Why what is on file does not make the test done. */
    public static List<Shortfall> shortfalls(String test, Part... parts) {
        return missingTest(test, parts).onFile().stream()
                .map(Finding.OnFile::why)
                .toList();
    }
}
