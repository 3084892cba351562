package org.rlsworkup.cards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlsworkup.chart.value.Comparison;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.workup.interpretation.AnalyteValue;
import org.rlsworkup.workup.interpretation.Interpretation.Classified;
import org.rlsworkup.workup.interpretation.Interpretation.Cutoff;
import org.rlsworkup.workup.interpretation.Interpretation.Unclassified;
import org.rlsworkup.workup.results.Measurement;

/** Words a value: number and unit as the laboratory wrote them, date, and the cut-off that was met. */
final class ValueFormatter {
    /** What a number with its unit is made of; anything else is not for a summary, which nobody escapes. */
    private static final Pattern PLAIN = Pattern.compile("[<>]?=? ?[-+]?[0-9][0-9.,eE ]*[\\w%/\\[\\]{}^*.µμ -]{0,30}");

    private final Knowledge knowledge;

    ValueFormatter(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** For a summary: the values that met a cut-off, else all. */
    String brief(Classified it) {
        var met = it.values().stream()
                .filter(value -> it.cutoffs().stream()
                        .anyMatch(cutoff ->
                                cutoff.analyte().equals(value.analyte().id())))
                .toList();
        return (met.isEmpty() ? it.values() : met)
                .stream().map(value -> brief(value, it.cutoffs())).collect(Collectors.joining(", "));
    }

    private String brief(AnalyteValue value, List<Cutoff> cutoffs) {
        var own = cutoffs(value, cutoffs);
        var text = value.analyte().name() + " " + plain(value.measurement());
        return own.size() == 1 ? text + " (" + own.get(0) + ")" : text;
    }

    /** As sent, if that is a number with a unit and nothing else; otherwise as we read it. */
    private static String plain(Measurement measurement) {
        var asSent = MarkdownEscaper.oneLine(measurement.asSent());
        if (PLAIN.matcher(asSent).matches() || !(measurement instanceof Measurement.Known known)) {
            return asSent;
        }
        return known.interval().written(2) + " " + known.scale().unit();
    }

    private static List<String> cutoffs(AnalyteValue value, List<Cutoff> cutoffs) {
        var own = new ArrayList<String>();
        for (var cutoff : cutoffs) {
            if (cutoff.analyte().equals(value.analyte().id())) {
                own.add(sign(cutoff.comparison()) + number(cutoff.limit()));
            }
        }
        return own;
    }

    private static String sign(Comparison comparison) {
        return switch (comparison) {
            case LESS -> "<";
            case AT_MOST -> "≤";
            case MORE -> ">";
            case AT_LEAST -> "≥";
        };
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
        if (value.measurement() instanceof Measurement.Known known) {
            about(known, cutoffs, about);
        }
        return say(
                Phrase.RESULT,
                Map.of(
                        "name", capitalised(value.analyte().name()),
                        "value", MarkdownEscaper.escape(value.measurement().asSent()),
                        "about", String.join("; ", about)));
    }

    private void about(Measurement.Known known, List<Cutoff> cutoffs, List<String> about) {
        var own = cutoffs.stream()
                .filter(cutoff -> cutoff.analyte().equals(known.analyte().id()))
                .toList();
        if (isReadOtherwise(known, own)) {
            var main = known.inMain();
            if (main != null) {
                about.add(say(
                        Phrase.RESULT_CONVERTED,
                        Map.of(
                                "value",
                                main.written(2) + " " + known.analyte().main().unit())));
            }
        }
        if (!own.isEmpty()) {
            var limits = own.stream()
                    .map(cutoff -> sign(cutoff.comparison()) + " " + number(cutoff.limit()) + " " + cutoff.unit())
                    .distinct()
                    .collect(Collectors.joining(", "));
            about.add(say(Phrase.RESULT_CUTOFF, Map.of("cutoff", MarkdownEscaper.escape(limits))));
        }
        if (known.flag() != null) {
            about.add(say(Phrase.RESULT_FLAG, Map.of("flag", MarkdownEscaper.escape(known.flag()))));
        }
        if (known.isCalculated()) {
            var parts = known.calculatedFrom().stream()
                    .map(part -> part.analyte().name() + " " + MarkdownEscaper.escape(part.asSent()))
                    .collect(Collectors.joining(", "));
            about.add(say(Phrase.RESULT_CALCULATED, Map.of("parts", parts)));
        }
        if (known.differsFrom() != null) {
            about.add(say(
                    Phrase.RESULT_DIFFERS,
                    Map.of("value", MarkdownEscaper.escape(known.differsFrom().asSent()))));
        }
    }

    /**
     * Whether it was read in another unit than it was sent in, or one that no factor leads to: both numbers are shown.
     */
    private static boolean isReadOtherwise(Measurement.Known known, List<Cutoff> own) {
        var main = known.analyte().main();
        var toMain = known.scale().toMain();
        return !known.scale().equals(main)
                && toMain != null
                && (toMain.plus().signum() != 0
                        || own.stream().anyMatch(cutoff -> cutoff.unit().equals(main.unit())));
    }

    /** Why a result has no class. */
    String sentence(Unclassified it) {
        var sentence = knowledge.unclassed().get(it.why());
        if (sentence == null) {
            throw new IllegalStateException("the knowledge has no sentence " + it.why());
        }
        return sentence.fill(Map.of(
                "name", "**" + capitalised(it.value().analyte().name()) + "**",
                "date", it.value().date().written(),
                "value", MarkdownEscaper.escape(it.value().measurement().asSent())));
    }

    /** For a list: the value and its date. */
    String listed(AnalyteValue value) {
        return value.analyte().name() + " "
                + MarkdownEscaper.escape(value.measurement().asSent()) + " ("
                + value.date().written() + ")";
    }

    private String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }

    /** With a capital letter at the beginning, unless the name has its own capitals there: eGFR. */
    static String capitalised(String words) {
        var hasItsOwn = words.length() > 1 && Character.isUpperCase(words.charAt(1));
        return hasItsOwn ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
