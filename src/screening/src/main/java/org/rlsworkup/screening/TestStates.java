package org.rlsworkup.screening;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.screening.report.PatientRow.State;
import org.rlsworkup.screening.report.PatientRow.TestState;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.missing.Finding;

/** The state of each core test of a patient. */
final class TestStates {
    /** A result is on file, final and the patient's, and only its age keeps it from counting. */
    private static final Set<Shortfall> ONLY_OLD = EnumSet.of(
            Shortfall.OLDER, Shortfall.DAY_NOT_RECORDED, Shortfall.BEFORE_RECHECK, Shortfall.BEFORE_INFUSION);

    private final List<LabTest> core;
    private final Workup workup;
    private final ZonedDateTime now;

    TestStates(Knowledge knowledge, Workup workup, ZonedDateTime now) {
        this.core = knowledge.tests(Tier.CORE);
        this.workup = workup;
        this.now = now;
    }

    /** One for each core test, in the order of the knowledge. */
    List<TestState> of(Assessment assessment, Chart chart) {
        return core.stream().map(test -> state(test, assessment, chart)).toList();
    }

    private TestState state(LabTest test, Assessment assessment, Chart chart) {
        if (!(assessment instanceof Assessed assessed)) {
            var unread = assessment instanceof Assessment.IncompleteChart;
            return new TestState(test.id(), unread ? State.COULD_NOT_LOOK : State.NOT_ASKED, "", "", -1);
        }
        var finding = assessed.findings().stream()
                .filter(it -> it.test().id().equals(test.id()))
                .findFirst()
                .orElseThrow();
        var last = last(finding);
        return last == null
                ? new TestState(test.id(), state(finding), "", "", -1)
                : new TestState(
                        test.id(),
                        state(finding),
                        last.written(),
                        valueClass(test, last, finding instanceof Finding.Done ? assessed : then(chart, last)),
                        Math.toIntExact(ChronoUnit.DAYS.between(last.day(), now.toLocalDate())));
    }

    private static State state(Finding finding) {
        return switch (finding) {
            case Finding.Missing it -> State.MISSING;
            case Finding.Done it -> State.DONE;
            case Finding.Ordered it -> State.AWAITED;
            case Finding.Pending it -> State.AWAITED;
            case Finding.DueFrom it -> State.AWAITED;
            case Finding.Unverifiable it -> State.COULD_NOT_LOOK;
            case Finding.NotToBeDone it -> State.NOT_ASKED;
            case Finding.NotSuggested it -> State.NOT_ASKED;
            case Finding.DeclinedByClinician it -> State.NOT_ASKED;
        };
    }

    private static @Nullable PartialDate last(Finding finding) {
        return switch (finding) {
            case Finding.Done(var test, var date) -> date;
            case Finding.Missing missing ->
                missing.onFile().stream()
                        .filter(it -> ONLY_OLD.contains(it.why()) && it.date() != null)
                        .map(Finding.OnFile::date)
                        .findFirst()
                        .orElse(null);
            default -> null;
        };
    }

    /** The assessment on the day on which a result was new. */
    private Assessment then(Chart chart, PartialDate day) {
        return workup.assess(
                chart, List.of(), day.day().atTime(LocalTime.of(23, 59)).atZone(now.getZone()));
    }

    private static String valueClass(LabTest test, PartialDate date, Assessment assessment) {
        if (!(assessment instanceof Assessed assessed)) {
            return "";
        }
        var analytes = new HashSet<>(test.measuredBy());
        test.calculatedFrom().forEach(analytes::addAll);
        return assessed.results().interpretations().stream()
                .filter(it -> it.values().stream()
                        .anyMatch(value -> analytes.contains(value.analyte().id())
                                && value.date().day().equals(date.day())))
                .map(it -> it.rule())
                .findFirst()
                .orElse("");
    }
}
