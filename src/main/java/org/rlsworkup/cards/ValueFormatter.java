package org.rlsworkup.cards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.workup.interpretation.AnalyteValue;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Cutoff;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;
import org.rlsworkup.workup.results.Measurement;

/** Formats a value: number and unit as the laboratory wrote them, date, and the cut-off that was met. */
final class ValueFormatter {
    /** A number with a unit. Anything else is kept out of summaries, which are not escaped. */
    private static final Pattern PLAIN = Pattern.compile("[<>]?=? ?[-+]?[0-9][0-9.,eE ]*[\\w%/\\[\\]{}^*.µμ -]{0,30}");

    private final Knowledge knowledge;

    ValueFormatter(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** For a summary: the values that met a cut-off, else all. */
    String brief(Classified it) {
        var met = it.values().stream()
                .filter(value -> !cutoffs(value.analyte(), it.cutoffs()).isEmpty())
                .toList();
        return (met.isEmpty() ? it.values() : met)
                .stream().map(value -> brief(value, it.cutoffs())).collect(Collectors.joining(", "));
    }

    private static String brief(AnalyteValue value, List<Cutoff> cutoffs) {
        var own = cutoffs(value.analyte(), cutoffs);
        var text = value.analyte().name() + " " + plain(value.measurement());
        return own.size() == 1
                ? text + " (" + own.get(0).comparison().sign()
                        + number(own.get(0).limit()) + ")"
                : text;
    }

    /** As sent, if that is a number with a unit and nothing else; otherwise as it was read. */
    private static String plain(Measurement measurement) {
        var asSent = MarkdownEscaper.oneLine(measurement.asSent());
        if (PLAIN.matcher(asSent).matches() || !(measurement instanceof Measurement.Known known)) {
            return asSent;
        }
        return known.interval().written(2) + " " + known.scale().unit();
    }

    private static List<Cutoff> cutoffs(Analyte analyte, List<Cutoff> cutoffs) {
        return cutoffs.stream()
                .filter(cutoff -> cutoff.analyte().equals(analyte.id()))
                .toList();
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** For the detail: a value with all that is known of it. */
    String full(AnalyteValue value, List<Cutoff> cutoffs) {
        var about = new ArrayList<String>();
        about.add(value.date().written());
        if (value.laboratory() != null) {
            about.add(MarkdownEscaper.escape(value.laboratory()));
        }
        if (!value.statusSent()) {
            about.add(knowledge.say(Phrase.RESULT_STATUS_NOT_SENT));
        }
        value.beside().forEach(it -> about.add(beside(it)));
        if (value.measurement() instanceof Measurement.Known known) {
            addDetails(known, cutoffs(known.analyte(), cutoffs), about);
        }
        return knowledge.say(
                Phrase.RESULT, capitalised(value.analyte().name()), escaped(value), String.join("; ", about));
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

    private void addDetails(Measurement.Known known, List<Cutoff> cutoffs, List<String> about) {
        var main = isReadOtherwise(known, cutoffs) ? known.inMain() : null;
        if (main != null) {
            var converted = main.written(2) + " " + known.analyte().main().unit();
            about.add(knowledge.say(Phrase.RESULT_CONVERTED, converted));
        }
        if (!cutoffs.isEmpty()) {
            var limits = cutoffs.stream()
                    .map(it -> it.comparison().sign() + " " + number(it.limit()) + " " + it.unit())
                    .distinct()
                    .collect(Collectors.joining(", "));
            about.add(knowledge.say(Phrase.RESULT_CUTOFF, MarkdownEscaper.escape(limits)));
        }
        if (known.flag() != null) {
            about.add(knowledge.say(Phrase.RESULT_FLAG, MarkdownEscaper.escape(known.flag())));
        }
        if (known.isCalculated()) {
            var parts = known.calculatedFrom().stream()
                    .map(part -> part.analyte().name() + " " + MarkdownEscaper.escape(part.asSent()))
                    .collect(Collectors.joining(", "));
            about.add(knowledge.say(Phrase.RESULT_CALCULATED, parts));
        }
        if (known.differsFrom() != null) {
            about.add(knowledge.say(
                    Phrase.RESULT_DIFFERS,
                    MarkdownEscaper.escape(known.differsFrom().asSent())));
        }
    }

    /** Whether it was compared in another unit than it was sent in, or converted by more than a factor. */
    private static boolean isReadOtherwise(Measurement.Known known, List<Cutoff> cutoffs) {
        var main = known.analyte().main();
        var toMain = known.scale().toMain();
        return !known.scale().equals(main)
                && toMain != null
                && (toMain.plus().signum() != 0
                        || cutoffs.stream().anyMatch(cutoff -> cutoff.unit().equals(main.unit())));
    }

    /** Why a result has no class. */
    String sentence(Unclassified it) {
        var value = it.value();
        var name = "**" + capitalised(value.analyte().name()) + "**";
        return knowledge.say(it.why(), name, value.date().written(), escaped(value));
    }

    /** For a list: the value and its date. */
    String listed(AnalyteValue value) {
        return value.analyte().name() + " " + escaped(value) + " ("
                + value.date().written() + ")";
    }

    /** A value under the name of its analyte; of a calculated one that is another than the name of the result. */
    String named(Measurement measurement, String what) {
        var name =
                measurement instanceof Measurement.Known known ? known.analyte().name() : what;
        return name + " " + MarkdownEscaper.escape(measurement.asSent());
    }

    private static String escaped(AnalyteValue value) {
        return MarkdownEscaper.escape(value.measurement().asSent());
    }

    /** With a capital letter at the beginning, unless the name has its own capitals there: eGFR. */
    static String capitalised(String words) {
        var hasItsOwn = words.length() > 1 && Character.isUpperCase(words.charAt(1));
        return hasItsOwn ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
