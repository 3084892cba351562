package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.interpretation.AnalyteValue;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Cutoff;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;
import org.rlsworkup.workup.results.Measurement;
import org.rlsworkup.workup.results.Measurement.Known;

/**
 * Shows a value. In a headline it stands in the unit of the threshold, below it as the laboratory sent it; everywhere it
 * is rounded as its scale says, and its unit is written as people write it.
 */
final class ValueFormatter {
    /** Nothing else of a chart stands in a headline, which is not escaped. */
    private static final Pattern PLAIN_UNIT = Pattern.compile("[\\w%/².µ -]{1,20}");

    /** More than any number that is shown has after rounding. */
    private static final int MOST_DECIMALS = 12;

    private final Knowledge knowledge;
    private final Rounding rounding;

    ValueFormatter(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.rounding = new Rounding(knowledge);
    }

    /** For a headline: the values that met a threshold, else all. */
    String brief(Classified it) {
        var met = it.values().stream()
                .filter(value -> !cutoffs(value.analyte(), it.cutoffs()).isEmpty())
                .toList();
        return (met.isEmpty() ? it.values() : met)
                .stream().map(value -> brief(value, it.cutoffs())).collect(Collectors.joining(", "));
    }

    /** For a headline: the thresholds that were met, in brackets; empty if there are none. */
    String thresholds(Classified it) {
        var all = it.values().stream()
                .flatMap(value -> cutoffs(value.analyte(), it.cutoffs()).stream())
                .map(ValueFormatter::threshold)
                .distinct()
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    private static String threshold(Cutoff cutoff) {
        var unit = cutoff.unit().equals("%") ? " %" : "";
        return cutoff.comparison().sign() + cutoff.limit().stripTrailingZeros().toPlainString() + unit;
    }

    private String brief(AnalyteValue value, List<Cutoff> cutoffs) {
        var name = value.analyte().label() + " ";
        if (!(value.measurement() instanceof Known known)) {
            return name + MarkdownEscaper.oneLine(value.measurement().asSent());
        }
        var converted = converted(known, cutoffs(value.analyte(), cutoffs));
        if (converted != null) {
            return name + converted;
        }
        var sent = sentUnit(known);
        var unit = sent != null && PLAIN_UNIT.matcher(sent).matches()
                ? sent
                : UnitText.written(known.scale().unit());
        return name + number(known) + " " + unit;
    }

    private static List<Cutoff> cutoffs(Analyte analyte, List<Cutoff> cutoffs) {
        return cutoffs.stream()
                .filter(cutoff -> cutoff.analyte().equals(analyte.id()))
                .toList();
    }

    /** The number on its scale. */
    private String number(Known known) {
        var limits = Stream.of(known.labRange().low(), known.labRange().high())
                .filter(Objects::nonNull)
                .toList();
        return written(rounding.rounded(known.interval(), known.analyte().id(), known.scale(), limits));
    }

    private static String written(Interval rounded) {
        return rounded.written(MOST_DECIMALS).replace("<=", "≤").replace(">=", "≥");
    }

    /** The unit as sent, if the number is the one on its scale; null if the number was changed, or sent as a text. */
    private static @Nullable String sentUnit(Known known) {
        if (!(known.sent() instanceof Value.Quantity(var comparator, var number, var unit, var system, var code))) {
            return null;
        }
        var sent = unit == null ? code : unit;
        var isSame = known.isCalculated()
                || (number != null
                        && Stream.of(known.interval().low(), known.interval().high())
                                .allMatch(bound -> bound == null || bound.compareTo(number) == 0));
        return isSame && sent != null ? UnitText.written(MarkdownEscaper.oneLine(sent)) : null;
    }

    /** In the unit of the threshold, if it was sent in another one; else null. */
    private @Nullable String converted(Known known, List<Cutoff> cutoffs) {
        var main = isReadOtherwise(known, cutoffs) ? known.inMain() : null;
        if (main != null) {
            var scale = known.analyte().main();
            return written(rounding.rounded(main, known.analyte().id(), scale, List.of())) + " "
                    + UnitText.written(scale.unit());
        }
        return sentUnit(known) == null && known.sent() instanceof Value.Quantity
                ? number(known) + " " + UnitText.written(known.scale().unit())
                : null;
    }

    /** Whether it was compared in another unit than it was sent in, or converted by more than a factor. */
    private static boolean isReadOtherwise(Known known, List<Cutoff> cutoffs) {
        var main = known.analyte().main();
        var toMain = known.scale().toMain();
        return !known.scale().equals(main)
                && toMain != null
                && (toMain.plus().signum() != 0
                        || cutoffs.stream().anyMatch(cutoff -> cutoff.unit().equals(main.unit())));
    }

    /** For the detail: a value with what is known of it. */
    String full(AnalyteValue value, List<Cutoff> cutoffs) {
        var about = new ArrayList<String>();
        cutoffs(value.analyte(), cutoffs).stream()
                .map(ValueFormatter::threshold)
                .distinct()
                .map(MarkdownEscaper::escape)
                .forEach(about::add);
        about.add(value.date().written());
        if (value.laboratory() != null) {
            about.add(MarkdownEscaper.escape(value.laboratory()));
        }
        if (!value.statusSent()) {
            about.add(knowledge.say(Phrase.RESULT_STATUS_NOT_SENT));
        }
        value.beside().forEach(it -> about.add(beside(it)));
        if (value.measurement() instanceof Known known) {
            addDetails(known, cutoffs(known.analyte(), cutoffs), about);
        }
        return knowledge.say(
                Phrase.RESULT, capitalised(value.analyte().label()), shown(value), String.join("; ", about));
    }

    private String beside(AnalyteValue.Beside it) {
        var name = it.treatment().label();
        if (it.days() < 0) {
            return knowledge.say(Phrase.RESULT_BEFORE, name, it.since().written());
        }
        return it.treatment().given().isEmpty()
                ? knowledge.say(Phrase.RESULT_ON_DAY, it.days(), name)
                : knowledge.say(Phrase.RESULT_AFTER, it.days(), name, it.since().written());
    }

    private void addDetails(Known known, List<Cutoff> cutoffs, List<String> about) {
        var converted = converted(known, cutoffs);
        if (converted != null) {
            about.add(knowledge.say(Phrase.RESULT_CONVERTED, converted));
        }
        if (known.flag() != null) {
            about.add(knowledge.say(Phrase.RESULT_FLAG, MarkdownEscaper.escape(known.flag())));
        }
        if (known.isCalculated()) {
            var parts = known.calculatedFrom().stream()
                    .map(part -> part.analyte().label() + " " + shown(part))
                    .collect(Collectors.joining(", "));
            about.add(knowledge.say(Phrase.RESULT_CALCULATED, parts));
        }
        if (known.differsFrom() != null) {
            about.add(knowledge.say(Phrase.RESULT_DIFFERS, shown(known.differsFrom())));
        }
    }

    /** Why a result has no class. */
    String sentence(Unclassified it) {
        var value = it.value();
        var name = "**" + capitalised(value.analyte().label()) + "**";
        return knowledge.say(it.why(), name, value.date().written(), shown(value));
    }

    /** For a list: the value and its date. */
    String listed(AnalyteValue value) {
        return value.analyte().label() + " " + shown(value) + " ("
                + value.date().written() + ")";
    }

    /** A value on the line of a test, which need not be named again; of another analyte with its name. */
    String onLineOf(LabTest test, Measurement measurement) {
        return measurement instanceof Known known && !known.analyte().label().equals(test.label())
                ? known.analyte().label() + " " + shown(measurement)
                : shown(measurement);
    }

    private String shown(AnalyteValue value) {
        return shown(value.measurement());
    }

    /** The value as sent, rounded if it is a number on its scale, and escaped. */
    private String shown(Measurement measurement) {
        var unit = measurement instanceof Known known ? sentUnit(known) : null;
        return MarkdownEscaper.escape(
                unit != null && measurement instanceof Known known
                        ? number(known) + " " + unit
                        : UnitText.written(measurement.asSent()));
    }

    /** With a capital letter at the beginning, unless the name has its own capitals there: eGFR. */
    static String capitalised(String words) {
        var hasItsOwn = words.length() > 1 && Character.isUpperCase(words.charAt(1));
        return hasItsOwn ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
