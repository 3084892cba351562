package org.rlsworkup.screening.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlsworkup.screening.report.PatientRow.NotUnderstood;
import org.rlsworkup.screening.report.PatientRow.State;
import org.rlsworkup.screening.report.PatientRow.TestState;

/** Counts rows; what it holds grows with the number of organisations and tests, not of patients. */
public final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The name of the stratum of all patients. */
    static final String ALL = "all";

    /** The ages of the last results of missing tests, in days; then those that are older, and those without any. */
    private static final int[] AGES = {365, 730, 1095, 1825};

    static final List<String> AGE_NAMES =
            List.of("up to 1 year", "1 to 2 years", "2 to 3 years", "3 to 5 years", "over 5 years", "none on file");

    private static final List<State> STATES = List.of(State.values());

    /** What patients are grouped by. */
    enum Grouping {
        ALL,
        AGE_AND_SEX,
        ORGANISATION
    }

    private final List<String> tests;
    private final TreeMap<Grouping, TreeMap<String, long[][]>> strata = new TreeMap<>();
    private final TreeMap<String, Long> outcomes = new TreeMap<>();
    private final TreeMap<String, Long> notUnderstood = new TreeMap<>();
    private final long[][] ages;
    private long patients;

    public Tally(List<String> tests) {
        this.tests = List.copyOf(tests);
        this.ages = new long[tests.size()][AGE_NAMES.size()];
    }

    /** Counts one more. */
    public Tally add(PatientRow row) {
        patients++;
        outcomes.merge((row.outcome() + " " + row.reason()).strip(), 1L, Long::sum);
        var organisation = row.organisation().isEmpty() ? "unknown" : row.organisation();
        count(Grouping.ALL, ALL, row);
        count(Grouping.AGE_AND_SEX, row.ageBand() + " " + row.sex(), row);
        count(Grouping.ORGANISATION, organisation, row);
        for (var i = 0; i < tests.size(); i++) {
            var test = row.tests().get(i);
            if (test.state() == State.MISSING) {
                ages[i][age(test)]++;
            }
        }
        for (var it : row.notUnderstood()) {
            notUnderstood.merge(key(it), 1L, Long::sum);
        }
        return this;
    }

    private static String key(NotUnderstood it) {
        return String.join("\t", it.kind(), it.about(), it.text().replace('\t', ' '));
    }

    private void count(Grouping grouping, String stratum, PatientRow row) {
        var counts = strata.computeIfAbsent(grouping, key -> new TreeMap<>())
                .computeIfAbsent(stratum, key -> new long[tests.size()][STATES.size()]);
        for (var i = 0; i < tests.size(); i++) {
            counts[i][column(row.tests().get(i).state())]++;
        }
    }

    /** The place of a state among {@link #states}. */
    static int column(State state) {
        return STATES.indexOf(state);
    }

    private static int age(TestState test) {
        if (test.lastAge() < 0) {
            return AGE_NAMES.size() - 1;
        }
        var age = 0;
        while (age < AGES.length && test.lastAge() > AGES[age]) {
            age++;
        }
        return age;
    }

    /** Counts what another has counted. */
    public Tally merge(Tally other) {
        patients += other.patients;
        other.outcomes.forEach((name, count) -> outcomes.merge(name, count, Long::sum));
        other.notUnderstood.forEach((name, count) -> notUnderstood.merge(name, count, Long::sum));
        other.strata.forEach((grouping, more) -> more.forEach((stratum, counts) ->
                strata.computeIfAbsent(grouping, key -> new TreeMap<>()).merge(stratum, counts, Tally::sum)));
        sum(ages, other.ages);
        return this;
    }

    private static long[][] sum(long[][] one, long[][] other) {
        for (var i = 0; i < one.length; i++) {
            for (var j = 0; j < one[i].length; j++) {
                one[i][j] += other[i][j];
            }
        }
        return one;
    }

    List<String> tests() {
        return tests;
    }

    /** How many rows were counted. */
    public long patients() {
        return patients;
    }

    /** Patients by outcome and its reason. */
    Map<String, Long> outcomes() {
        return outcomes;
    }

    /** Patients by what is not understood of their results: kind, analyte or test and text, separated by tabs. */
    Map<String, Long> notUnderstood() {
        return notUnderstood;
    }

    /** The strata of a grouping, sorted. */
    List<String> strata(Grouping grouping) {
        return new ArrayList<>(strata.getOrDefault(grouping, new TreeMap<>()).keySet());
    }

    /** How many patients of a stratum have a test in each state. */
    long[] states(Grouping grouping, String stratum, int test) {
        var counts = strata.getOrDefault(grouping, new TreeMap<>()).get(stratum);
        return counts == null ? new long[STATES.size()] : counts[test].clone();
    }

    /** Of the patients who lack a test, how old their last result is, as {@link #AGE_NAMES}. */
    long[] ages(int test) {
        return ages[test].clone();
    }
}
