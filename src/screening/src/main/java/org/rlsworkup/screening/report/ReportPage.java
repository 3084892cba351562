package org.rlsworkup.screening.report;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.screening.report.PatientRow.State;
import org.rlsworkup.screening.report.Summary.Count;
import org.rlsworkup.screening.report.Tally.Grouping;

/** The report for people: one page of HTML that needs no other file and no script. */
public final class ReportPage {
    private static final int MOST_LISTED = 200;

    private final Knowledge knowledge;
    private final Summary summary;
    private final StringBuilder html = new StringBuilder();

    /**
     * How the export was read.
     *
     * @param setAside number of lines that could not be read
     * @param unattributed number of resources that do not say whose they are, and so are in no chart
     * @param unread why sources are not here to their end for anybody
     */
    public record Reading(long records, long setAside, long unattributed, List<String> unread) {
        public Reading {
            unread = List.copyOf(unread);
        }
    }

    private ReportPage(Knowledge knowledge, Summary summary) {
        this.knowledge = knowledge;
        this.summary = summary;
    }

    /**
     * The page.
     *
     * @param now the moment for which was screened
     */
    public static String of(Knowledge knowledge, Summary summary, Reading reading, ZonedDateTime now) {
        return new ReportPage(knowledge, summary).write(reading, now);
    }

    private String write(Reading reading, ZonedDateTime now) {
        html.append("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>RLS screening</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
            h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.5rem }
            table { border-collapse: collapse; margin: 1rem 0 } caption { text-align: left; font-weight: 600; padding-bottom: .3rem }
            th, td { padding: .25rem .7rem; border-bottom: 1px solid #d5d9df; text-align: left } td.n, th.n { text-align: right }
            .warning { border-left: 4px solid #9a5b00; padding: .3rem .8rem; background: #fff6e5 }
            svg { max-width: 100%; height: auto } svg text { font-size: 14px; font-family: system-ui, sans-serif; fill: #1b1f24 }
            </style>
            </head>
            <body>
            <h1>Patients with RLS and their workup</h1>
            """);
        introduce(reading, now);
        outcomes();
        missing();
        ages();
        strata(Grouping.AGE_AND_SEX, "By age band and sex");
        strata(Grouping.ORGANISATION, "By organisation");
        notUnderstood();
        return html.append("</body>\n</html>\n").toString();
    }

    private void introduce(Reading reading, ZonedDateTime now) {
        paragraph(
                "",
                "As of %s, %s patients with restless legs syndrome; %,d records were read. Knowledge %s. Counts from 1 to %d are"
                                .formatted(
                                        now.toLocalDate(),
                                        shown(summary.tally().patients()),
                                        reading.records(),
                                        knowledge.version(),
                                        summary.hideBelow() - 1)
                        + " hidden, and so are others by which they could be calculated.");
        if (!reading.unread().isEmpty()) {
            paragraph(
                    "warning",
                    "Not everything could be looked at, and no test is called missing where its results could not: "
                            + String.join("; ", reading.unread()) + ".");
        }
        if (reading.setAside() > 0) {
            paragraph(
                    "warning",
                    "%,d lines could not be read and were set aside: set-aside.csv has file and line."
                            .formatted(reading.setAside()));
        }
        if (reading.unattributed() > 0) {
            paragraph(
                    "warning",
                    "%,d resources do not say which patient they are about, and are in no chart: a test may be on file among"
                                    .formatted(reading.unattributed())
                            + " them.");
        }
    }

    private void outcomes() {
        html.append("<h2>Patients</h2>\n<table>\n<caption>Patients by outcome</caption>\n");
        head("Outcome", "Patients");
        var outcomes = summary.tally().outcomes();
        var table = SmallNumbers.ofAll(
                outcomes.values().stream().mapToLong(Long::longValue).toArray(), summary.hideBelow());
        var column = 0;
        for (var outcome : outcomes.keySet()) {
            row(
                    List.of(outcome.replace('-', ' ')),
                    List.of(Count.of(table.shown(0, column++)).text()));
        }
        html.append("</table>\n");
    }

    private void missing() {
        html.append("<h2>How many lack which test</h2>\n");
        var bars = new ArrayList<Map.Entry<String, Count>>();
        for (var test : knowledge.tests(Tier.CORE)) {
            bars.add(Map.entry(
                    test.label(),
                    summary.lines(Grouping.ALL, test.id()).getFirst().of(State.MISSING)));
        }
        html.append(BarChart.of("Patients who lack the test", bars));
        html.append("<table>\n<caption>The core tests</caption>\n");
        head("Test", "Patients", "Missing", "Done", "Ordered or expected", "Not asked for", "Could not look");
        for (var test : knowledge.tests(Tier.CORE)) {
            var line = summary.lines(Grouping.ALL, test.id()).getFirst();
            var counts = new ArrayList<>(List.of(line.patients().text()));
            line.states().forEach(count -> counts.add(count.text()));
            row(List.of(test.label()), counts);
        }
        html.append("</table>\n");
    }

    private void ages() {
        html.append("<h2>How old the last results are</h2>\n");
        var tests = knowledge.tests(Tier.CORE);
        for (var i = 0; i < tests.size(); i++) {
            var bars = new ArrayList<Map.Entry<String, Count>>();
            for (var j = 0; j < Tally.AGE_NAMES.size(); j++) {
                bars.add(Map.entry(Tally.AGE_NAMES.get(j), summary.ages().get(i).get(j)));
            }
            html.append(BarChart.of(tests.get(i).label() + ", of the patients who lack it", bars));
        }
    }

    private void strata(Grouping grouping, String title) {
        html.append("<h2>").append(title).append("</h2>\n<table>\n<caption>Patients who lack the test</caption>\n");
        var tests = knowledge.tests(Tier.CORE).stream().map(LabTest::label).toList();
        var columns = new ArrayList<>(List.of("Group", "Patients"));
        columns.addAll(tests);
        head(columns.toArray(String[]::new));
        for (var stratum : summary.tally().strata(grouping)) {
            var counts = new ArrayList<String>();
            for (var test : knowledge.tests(Tier.CORE)) {
                for (var line : summary.lines(grouping, test.id())) {
                    if (line.stratum().equals(stratum)) {
                        if (counts.isEmpty()) {
                            counts.add(line.patients().text());
                        }
                        counts.add(line.of(State.MISSING).text());
                    }
                }
            }
            row(List.of(stratum), counts);
        }
        html.append("</table>\n");
    }

    private void notUnderstood() {
        html.append("<h2>Units and codes that were not understood</h2>\n");
        var found = summary.tally().notUnderstood().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LISTED)
                .toList();
        if (found.isEmpty()) {
            paragraph("", "None.");
            return;
        }
        paragraph("", "A site file can explain local codes and units; see src/docs/knowledge.md of RLS Workup.");
        html.append("<table>\n<caption>In results of patients with RLS</caption>\n");
        head("What", "Of", "As sent", "Patients");
        found.forEach(it -> row(List.of(it.getKey().split("\t", 3)), List.of(shown(it.getValue()))));
        html.append("</table>\n");
    }

    /** A count that is part of no sum on this page. */
    private String shown(long count) {
        return count > 0 && count < summary.hideBelow() ? "fewer than " + summary.hideBelow() : "%,d".formatted(count);
    }

    private void paragraph(String style, String text) {
        html.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">");
        html.append(escaped(text)).append("</p>\n");
    }

    private void head(String... names) {
        html.append("<tr>");
        for (var name : names) {
            html.append("<th scope=\"col\">").append(escaped(name)).append("</th>");
        }
        html.append("</tr>\n");
    }

    private void row(List<String> texts, List<String> counts) {
        html.append("<tr>");
        texts.forEach(text -> html.append("<td>").append(escaped(text)).append("</td>"));
        counts.forEach(
                count -> html.append("<td class=\"n\">").append(escaped(count)).append("</td>"));
        html.append("</tr>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
