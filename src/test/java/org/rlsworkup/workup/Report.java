package org.rlsworkup.workup;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/** Builds a DiagnosticReport: final, about the patient, on 2026-10-01. */
public final class Report implements Part {
    private Meta meta = Meta.NONE;

    private final Concept code;
    private @Nullable Ref subject = Charts.SUBJECT;
    private @Nullable String status = "final";
    private @Nullable PartialDate effective = Charts.date("2026-10-01");
    private @Nullable PartialDate effectiveStart;
    private @Nullable PartialDate issued;
    private List<Ref> results = List.of();
    private List<Observation> contained = List.of();

    private Report(Concept code) {
        this.code = code;
    }

    public static Report report(String loinc) {
        return new Report(Charts.concept(Code.loinc(loinc)));
    }

    public Report of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Report status(@Nullable String it) {
        status = it;
        return this;
    }

    public Report on(@Nullable String date) {
        effective = Charts.date(date);
        return this;
    }

    public Report over(String start, String end) {
        effectiveStart = Charts.date(start);
        return on(end);
    }

    public Report issued(String date) {
        issued = Charts.date(date);
        return this;
    }

    public Report results(String... ids) {
        results = Charts.members(ids);
        return this;
    }

    public Report contains(Lab... labs) {
        contained = Stream.of(labs).map(Lab::build).toList();
        return this;
    }

    public Report meta(Meta it) {
        meta = it;
        return this;
    }

    @Override
    public DiagnosticReport build() {
        return new DiagnosticReport(
                null, subject, status, code, effective, effectiveStart, issued, results, contained, meta);
    }
}
