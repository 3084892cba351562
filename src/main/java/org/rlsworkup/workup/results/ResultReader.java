package org.rlsworkup.workup.results;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.ModifierRules.Effect;
import org.rlsworkup.knowledge.RecordRules;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.results.CodeIndex.Meaning;
import org.rlsworkup.workup.results.Result.Derivation;
import org.rlsworkup.workup.results.Result.Standing;

/** Turns Observations and DiagnosticReports into results, each classified by everything but its age. */
public final class ResultReader {
    private static final Set<String> FINAL = Set.of("final", "amended", "corrected", "appended");
    private static final Set<String> NOT_FINAL = Set.of("preliminary", "partial", "registered");

    private static final long MOST_DAYS_ISSUED_BEFORE = 30;
    private static final long SECONDS_A_DAY = 24 * 60 * 60;

    private final CodeIndex codes;
    private final RecordRules rules;

    public ResultReader(Knowledge knowledge) {
        this.codes = new CodeIndex(knowledge);
        this.rules = knowledge.records();
    }

    /** The results of a chart, those that are surely this patient's first. */
    public ResultIndex read(Chart chart, ZonedDateTime now) {
        if (chart.unattributed().isEmpty()) {
            var results = read(Versions.current(chart.observations(), codes), chart.reports(), true, now);
            return new ResultIndex(results, codes, Duration.ofMinutes(rules.sameSpecimenMinutes()), now.getZone());
        }
        var all = new ArrayList<>(chart.observations());
        all.addAll(chart.unattributed(Observation.class));
        var subject = new Ref("Patient", chart.patientId());
        var current = Versions.current(all, codes).stream()
                .collect(Collectors.partitioningBy(it -> subject.equals(it.subject())));
        var results = read(current.getOrDefault(true, List.of()), chart.reports(), true, now);
        results.addAll(
                read(current.getOrDefault(false, List.of()), chart.unattributed(DiagnosticReport.class), false, now));
        return new ResultIndex(results, codes, Duration.ofMinutes(rules.sameSpecimenMinutes()), now.getZone());
    }

    List<Result> read(
            List<Observation> observations, List<DiagnosticReport> reports, boolean attributed, ZonedDateTime now) {
        var hierarchy = new ReportHierarchy(observations, reports);
        var results = new ArrayList<Result>(observations.size());
        var batch = new Batch(hierarchy, attributed, now, results);
        for (var observation : hierarchy.observations()) {
            read(observation, batch);
        }
        for (var report : reports) {
            var meaning = codes.meaning(report.code());
            if (meaning != null && !isReadable(report.results(), report.contained(), hierarchy)) {
                var date = date(report.effective(), report.effectiveStart(), report.issued(), now);
                var standing = rules.modifiers().of(report.meta().modifiers()) == Effect.NOT_DONE
                        ? Result.fallsShort(Shortfall.NOT_PERFORMED)
                        : standing(report.status(), meaning, Measured.NOTHING, date, now);
                results.add(new Result(
                        meaning, date, ofCode(meaning, standing), attributed, Result.Origin.REPORT, Result.NO_VALUE));
            }
        }
        return results;
    }

    private record Batch(ReportHierarchy hierarchy, boolean attributed, ZonedDateTime now, List<Result> results) {
        void add(
                Meaning meaning,
                @Nullable PartialDate date,
                Standing standing,
                Observation from,
                Derivation derivation) {
            var origin = new Result.Origin(hierarchy, from);
            results.add(new Result(meaning, date, ofCode(meaning, standing), attributed, origin, derivation));
        }
    }

    private void read(Observation observation, Batch batch) {
        var date = date(observation, batch.now());
        var found = false;
        for (var component : observation.components()) {
            var meaning = codes.meaning(component.code());
            if (meaning != null && !(meaning instanceof Meaning.Panel)) {
                add(observation, component, meaning, date, batch);
                found |= !(meaning instanceof Meaning.Resembles);
            }
        }
        var meaning = codes.meaning(observation.code());
        if (meaning != null
                && !(observation.measured().isNothing()
                        && (found || isReadable(observation.members(), observation.contained(), batch.hierarchy())))) {
            add(
                    observation,
                    new Observation.Component(observation.code(), observation.measured()),
                    meaning,
                    date,
                    batch);
        }
    }

    private void add(
            Observation observation,
            Observation.Component part,
            Meaning meaning,
            @Nullable PartialDate date,
            Batch batch) {
        var measured = part.measured();
        var modified = modified(observation, measured, batch.hierarchy());
        var standing = modified == Effect.NOT_DONE
                ? Result.fallsShort(Shortfall.NOT_PERFORMED)
                : standing(observation, meaning, measured, date, batch);
        var derivation = new Derivation.Reported(part.code(), measured, observation.laboratory(), modified);
        batch.add(meaning, date, standing, observation, derivation);
    }

    /**
     * What the modifiers of an Observation, of its component and of what reports it do to the value. A status that is not
     * known may mean anything, too.
     */
    private Effect modified(Observation observation, Measured measured, ReportHierarchy hierarchy) {
        var status = observation.status();
        if (status != null
                && !status.equals("unknown")
                && !isKnown(status)
                && ReportHierarchy.withdrawn(status) == null) {
            return Effect.UNKNOWN;
        }
        var own = rules.modifiers().of(observation.meta().modifiers());
        var part = rules.modifiers().of(measured.modifiers());
        var gravest = own.compareTo(part) > 0 ? own : part;
        for (var parent : hierarchy.parentsOf(observation)) {
            var reported = rules.modifiers().of(parent.meta().modifiers());
            gravest = reported.compareTo(gravest) > 0 ? reported : gravest;
        }
        return gravest;
    }

    private static Standing ofCode(Meaning meaning, Standing standing) {
        return switch (meaning) {
            case Meaning.Never never -> Result.fallsShort(Shortfall.CODE_NOT_COUNTED);
            case Meaning.Resembles(var analyte, var code) ->
                Result.fallsShort(
                        code.system() == null ? Shortfall.CODE_WITHOUT_SYSTEM : Shortfall.CODE_OF_UNKNOWN_SYSTEM);
            default -> standing;
        };
    }

    /** Whether the members represent the panel: all are in the chart and have a known code. */
    private boolean isReadable(List<Ref> members, List<Observation> contained, ReportHierarchy hierarchy) {
        var held = hierarchy.membersOf(members, contained);
        return !held.isEmpty() && held.size() == members.size() && held.stream().allMatch(this::isKnown);
    }

    private boolean isKnown(Observation member) {
        return codes.isKnown(member.code())
                || member.components().stream().anyMatch(component -> codes.isKnown(component.code()));
    }

    private Standing standing(
            Observation observation, Meaning meaning, Measured measured, @Nullable PartialDate date, Batch batch) {
        var parents = batch.hierarchy().withdrawnWith(observation);
        if (parents != null) {
            return Result.fallsShort(parents);
        }
        var withdrawn = ReportHierarchy.withdrawn(observation.status());
        if (withdrawn == null && observation.patientReported()) {
            return Result.fallsShort(Shortfall.PATIENT_REPORTED);
        }
        if (withdrawn == null && isOtherSpecimen(observation.specimen(), meaning)) {
            return Result.fallsShort(Shortfall.WRONG_SPECIMEN);
        }
        return standing(observation.status(), meaning, measured, date, batch.now());
    }

    private Standing standing(
            @Nullable String status,
            Meaning meaning,
            Measured measured,
            @Nullable PartialDate date,
            ZonedDateTime now) {
        var withdrawn = ReportHierarchy.withdrawn(status);
        if (withdrawn != null) {
            return Result.fallsShort(withdrawn);
        }
        if (date == null) {
            return Result.fallsShort(Shortfall.NO_DATE);
        }
        if (date.isAfter(now, rules.futureHours())) {
            return Result.fallsShort(Shortfall.FUTURE);
        }
        return ofStatus(status, meaning, measured);
    }

    private Standing ofStatus(@Nullable String status, Meaning meaning, Measured measured) {
        var value = measured.value();
        var notSent = status == null || status.equals("unknown");
        if (value == null && !isKnown(status)) {
            return Result.fallsShort(Shortfall.STATUS_UNKNOWN);
        }
        var absent = measured.absentReason();
        if ((status != null && NOT_FINAL.contains(status)) || "temp-unknown".equals(absent)) {
            return Result.AWAITED;
        }
        if (absent != null && value == null && !ValueReader.WITHHELD.contains(absent)) {
            return Result.fallsShort(
                    absent.equals("not-performed") ? Shortfall.NOT_PERFORMED : Shortfall.WITHOUT_VALUE);
        }
        var reason = value instanceof Value.Text(var text) ? unusable(text, meaning) : null;
        return reason != null ? Result.fallsShort(reason) : notSent ? Result.COUNTS_WITHOUT_STATUS : Result.COUNTS;
    }

    private static boolean isKnown(@Nullable String status) {
        return status != null && (FINAL.contains(status) || NOT_FINAL.contains(status));
    }

    /** Why a text means that there is no result, or null. A number with a unit is a result, whatever words follow it. */
    private @Nullable Shortfall unusable(String text, Meaning meaning) {
        if (meaning instanceof Meaning.Measures(var analyte) && ValueReader.beginsWithValue(text, analyte)) {
            return null;
        }
        var plain = " " + PlainText.of(text);
        if (NegatedText.says(plain, rules.notPerformedWords())) {
            return Shortfall.NOT_PERFORMED;
        }
        return NegatedText.says(plain, rules.unusableWords()) && !NegatedText.says(plain, rules.patientWords())
                ? Shortfall.UNUSABLE
                : null;
    }

    /** Whether a specimen is named that is not that of the analyte. */
    private boolean isOtherSpecimen(Observation.Specimen specimen, Meaning meaning) {
        var own = meaning instanceof Meaning.Measures(var analyte) ? analyte.specimens() : Set.<String>of();
        for (var words : specimen.words()) {
            var lower = words.toLowerCase(Locale.ROOT);
            if (own.stream().anyMatch(word -> PlainText.containsWord(lower, word))) {
                return false;
            }
            if (rules.otherSpecimens().stream().anyMatch(other -> PlainText.containsWord(lower, other))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The date of the draw: the start of a period that is not over. The date of issue is the likelier one if it is more
     * than a day, but not more than a month earlier.
     */
    private static @Nullable PartialDate date(Observation observation, ZonedDateTime now) {
        var taken = observation.effective() == null ? observation.specimen().collected() : observation.effective();
        return date(taken, observation.effectiveStart(), observation.issued(), now);
    }

    private static @Nullable PartialDate date(
            @Nullable PartialDate drawn, @Nullable PartialDate start, @Nullable PartialDate issued, ZonedDateTime now) {
        var taken = drawn != null && start != null && drawn.isAfter(now, 0) ? start : drawn;
        if (taken == null || issued == null) {
            return taken == null ? issued : taken;
        }
        var ahead = taken.epochSecond(now.getZone()) - issued.epochSecond(now.getZone());
        return ahead > SECONDS_A_DAY && ahead <= MOST_DAYS_ISSUED_BEFORE * SECONDS_A_DAY ? issued : taken;
    }
}
