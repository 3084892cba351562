package org.rlsworkup.cards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

/** Makes the headline of missing tests: {@code ferritin and TSAT not on file; B12, TSH, HbA1c also none in 3 years}. */
final class MissingTestsHeadline {
    private final CardText text;
    private final List<String> order;

    MissingTestsHeadline(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.order = knowledge.tests().stream().map(LabTest::id).toList();
    }

    /** Core tests, iron first, as many as fit; without one, the further ones. */
    String of(Assessed assessed) {
        var rls = text.rls(assessed.diagnosis());
        var core = assessed.missing();
        var tests = new ArrayList<>(core.isEmpty() ? assessed.further() : core);
        tests.sort((one, other) -> Integer.compare(
                order.indexOf(one.test().id()), order.indexOf(other.test().id())));
        for (var shown = tests.size(); shown > 0; shown--) {
            var clauses = clauses(tests.subList(0, shown));
            if (shown < tests.size()) {
                clauses.add(text.say(Phrase.SUMMARY_MORE, tests.size() - shown));
            }
            var summary = text.say(Phrase.SUMMARY, rls, String.join("; ", clauses));
            if (summary.length() <= Card.LONGEST_SUMMARY) {
                return summary;
            }
        }
        throw new IllegalStateException("the headline does not fit with even one name");
    }

    /** What a headline says of some tests. */
    private record Gap(Phrase phrase, int days) {
        static Gap of(Finding.Missing missing) {
            if (missing.recheckOn() != null) {
                return new Gap(Phrase.SUMMARY_RECHECK, 0);
            }
            var days = missing.lookbackDays();
            if (missing.onFile().isEmpty()) {
                return days > CardText.DAYS_OF_YEAR ? new Gap(Phrase.SUMMARY_NONE_SINCE, days) : NOT_ON_FILE;
            }
            return missing.onFile().stream().allMatch(it -> it.why() == Shortfall.OLDER)
                    ? new Gap(Phrase.SUMMARY_OLDER, days)
                    : new Gap(Phrase.SUMMARY_NOT_CURRENT, 0);
        }

        private static final Gap NOT_ON_FILE = new Gap(Phrase.SUMMARY_NOT_ON_FILE, 0);
    }

    private List<String> clauses(List<Finding.Missing> tests) {
        var labels = new LinkedHashMap<Gap, List<String>>();
        for (var missing : tests) {
            labels.computeIfAbsent(Gap.of(missing), it -> new ArrayList<>())
                    .add(missing.test().label());
        }
        var clauses = new ArrayList<String>();
        labels.forEach((state, names) -> clauses.add(
                switch (state.phrase()) {
                    case SUMMARY_NOT_ON_FILE, SUMMARY_NOT_CURRENT, SUMMARY_RECHECK ->
                        text.say(state.phrase(), CardText.names(names));
                    case SUMMARY_NONE_SINCE ->
                        text.say(
                                labels.containsKey(Gap.NOT_ON_FILE)
                                        ? Phrase.SUMMARY_ALSO_NONE_SINCE
                                        : Phrase.SUMMARY_NONE_SINCE,
                                CardText.names(names),
                                text.period(state.days()));
                    default -> text.say(state.phrase(), CardText.names(names), text.period(state.days()));
                }));
        return clauses;
    }
}
