package org.rlsworkup.screening;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.screening.report.PatientRow.NotUnderstood;
import org.rlsworkup.workup.results.CodeIndex;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.MeasurementReader;
import org.rlsworkup.workup.results.ResultReader;

/** Finds what a site can explain in its site file: units, values and codes of results that are not understood. */
final class Unfamiliar {
    private static final int MOST = 20;
    private static final int LONGEST = 60;

    private final List<LabTest> tests;
    private final CodeIndex codes;
    private final Set<String> known;
    private final ResultReader results;
    private final MeasurementReader measurements;
    private final ZonedDateTime now;

    Unfamiliar(Knowledge knowledge, ZonedDateTime now) {
        this.tests = knowledge.tests();
        this.codes = new CodeIndex(knowledge);
        this.known = knowledge.observationCodes().stream().map(Code::code).collect(Collectors.toSet());
        this.results = new ResultReader(knowledge);
        this.measurements = new MeasurementReader(knowledge);
        this.now = now;
    }

    /** False for an Observation under codes that mean nothing to the workup and that holds no other. */
    boolean mayMatter(Resource resource) {
        return !(resource instanceof Observation it)
                || !it.members().isEmpty()
                || !it.contained().isEmpty()
                || isKnown(it.code())
                || it.components().stream().anyMatch(component -> isKnown(component.code()))
                || testNamedBy(it.code()) != null;
    }

    private boolean isKnown(Concept code) {
        return code.any(it -> known.contains(it.code())) || codes.meaning(code) != null;
    }

    /** What is not understood in a chart, each once. */
    List<NotUnderstood> in(Chart chart) {
        var found = new LinkedHashSet<NotUnderstood>();
        for (var observation : chart.observations()) {
            var test = isKnown(observation.code()) ? null : testNamedBy(observation.code());
            if (test != null) {
                found.add(new NotUnderstood("code", test, written(observation.code())));
            }
        }
        results.read(chart, now)
                .byAnalyte()
                .forEach((analyte, all) -> all.forEach(result -> {
                    if (result.counts()
                            && measurements.of(result) instanceof Measurement.NotInterpretable(var why, var sent)) {
                        var text = text(why, sent);
                        if (text != null) {
                            found.add(new NotUnderstood(text.kind(), analyte, cut(text.text())));
                        }
                    }
                }));
        return found.stream().limit(MOST).toList();
    }

    private record Text(String kind, String text) {}

    /** Null where no site file would help. Values themselves are not told, as they are a patient's. */
    private static @Nullable Text text(Measurement.ValueProblem why, @Nullable Value sent) {
        return switch (why) {
            case UNIT_MISMATCH -> new Text("unit", unit(sent));
            case NO_UNIT -> new Text("unit", "(none)");
            case AMBIGUOUS, IMPLAUSIBLE -> new Text("value", "not plausible, or two meanings, in " + unit(sent));
            case NO_NUMBER -> new Text("value", "(no number)");
            default -> null;
        };
    }

    private static String unit(@Nullable Value sent) {
        return switch (sent) {
            case Value.Quantity it when it.unit() != null -> it.unit();
            case Value.Quantity it when it.code() != null -> it.code();
            case null, default -> "(in a text)";
        };
    }

    /** The test that the words of a code name, or null. */
    private @Nullable String testNamedBy(Concept code) {
        var names = new ArrayList<String>();
        code.names().forEach(name -> names.add(" " + String.join(" ", PlainText.words(name)) + " "));
        return tests.stream()
                .filter(test -> test.orderWords().stream()
                        .anyMatch(word -> names.stream().anyMatch(name -> name.contains(" " + word + " "))))
                .map(LabTest::id)
                .findFirst()
                .orElse(null);
    }

    private static String written(Concept code) {
        var codings = code.codings();
        var name = code.names().isEmpty() ? "" : code.names().getFirst();
        if (codings.isEmpty()) {
            return cut(name);
        }
        var first = codings.getFirst().code();
        return cut((first.system() == null ? "" : first.system() + "|") + first.code() + " " + name);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
