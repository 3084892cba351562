package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

/**
 * Makes the card of missing tests. All words are the knowledge's; of the chart only dates, counts and known codes are
 * shown, so that nothing a chart holds can bring markup onto the card.
 */
public final class MissingTestsCard {
    private static final List<String> KNOWN_STATUS = List.of("provisional", "unconfirmed", "differential");

    private final Knowledge knowledge;
    private final LimitationsText search;
    private final Map<String, Map<String, String>> about = new HashMap<>();

    public MissingTestsCard(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.search = new LimitationsText(knowledge);
        for (var test : knowledge.tests()) {
            var sentences = new HashMap<String, String>();
            sentences.put(test.why(), about(test, test.why()));
            test.whyIn().values().forEach(why -> sentences.put(why, about(test, why)));
            about.put(test.id(), sentences);
        }
    }

    /** What is said about a test for each reason to ask for it: the longest sentence of a card, and always the same. */
    private String about(LabTest test, String why) {
        return say(
                Phrase.TEST,
                Map.of(
                        "name", test.name(),
                        "why", why,
                        "strength", ValueFormatter.capitalised(test.strength()),
                        "evidence", test.evidence()));
    }

    /** The card; empty if nothing is missing. */
    public Optional<Card> of(Assessed assessed, DataCoverage basis, ZonedDateTime now) {
        var offered = new ArrayList<>(assessed.missing());
        offered.addAll(assessed.further());
        return offered.isEmpty()
                ? Optional.empty()
                : Optional.of(new Card(
                        summary(assessed),
                        detail(assessed, basis, now),
                        Indicator.INFO,
                        offered.stream().map(MissingTestsCard::suggestion).toList(),
                        trace(assessed, offered)));
    }

    private static Card.Suggestion suggestion(Finding.Missing missing) {
        return new Card.Suggestion(missing.test().id(), missing.orderable(), missing.recommended());
    }

    private static List<RuleTrace> trace(Assessed assessed, List<Finding.Missing> offered) {
        var trace = new ArrayList<RuleTrace>();
        for (var missing : offered) {
            var tier = missing.test().offer().tier() == Tier.CORE ? "core" : "extended";
            trace.add(RuleTrace.of("MISSING", "test", missing.test().id(), "tier", tier));
        }
        assessed.results().incomplete().forEach(note -> trace.add(RuleTrace.of(note.id())));
        return trace;
    }

    /** Core tests by name, as many as fit; further ones are only counted beside them. */
    String summary(Assessed assessed) {
        var further = assessed.missing().isEmpty() ? List.<Finding.Missing>of() : assessed.further();
        var named = assessed.missing().isEmpty() ? assessed.further() : assessed.missing();
        var labels = named.stream().map(it -> it.test().label()).toList();
        for (var shown = labels.size(); shown > 0; shown--) {
            var names = String.join(", ", labels.subList(0, shown));
            var tests = shown == labels.size()
                    ? names
                    : say(Phrase.SUMMARY_MORE, Map.of("tests", names, "count", "" + (labels.size() - shown)));
            var core = summary(assessed, labels.size(), tests);
            var summary = further.isEmpty()
                    ? core
                    : say(Phrase.SUMMARY_FURTHER, Map.of("summary", core, "count", "" + further.size()));
            if (summary.length() <= Card.LONGEST_SUMMARY) {
                return summary;
            }
        }
        throw new IllegalStateException("the summary does not fit, whatever it names");
    }

    private String summary(Assessed assessed, int count, String tests) {
        if (assessed.missing().isEmpty()) {
            return say(Phrase.SUMMARY_ONLY_FURTHER, Map.of("rls", rls(assessed), "tests", tests));
        }
        return count == 1
                ? say(Phrase.SUMMARY_ONE, Map.of("rls", rls(assessed), "tests", tests))
                : say(Phrase.SUMMARY, Map.of("rls", rls(assessed), "count", "" + count, "tests", tests));
    }

    private String rls(Assessed assessed) {
        return say(assessed.diagnosis().confirmed() ? Phrase.RLS_CHARTED : Phrase.RLS_POSSIBLE);
    }

    String detail(Assessed assessed, DataCoverage basis, ZonedDateTime now) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(introduction(assessed));
        section(paragraphs, Phrase.HEADING_MISSING, assessed.missing().stream().map(this::missing));
        assessed.results().incomplete().forEach(note -> paragraphs.add(note.says()));
        section(
                paragraphs,
                Phrase.HEADING_FURTHER,
                assessed.further().stream().map(missing -> further(missing, assessed.contexts())));
        section(
                paragraphs,
                Phrase.HEADING_SETTLED,
                assessed.findings().stream()
                        .filter(MissingTestsCard::isWorthALine)
                        .flatMap(finding -> settled(finding).stream()));
        paragraphs.add("---");
        paragraphs.add(search.of(assessed, basis, now));
        return String.join("\n\n", paragraphs);
    }

    private void section(List<String> paragraphs, Phrase heading, Stream<String> lines) {
        var list = lines.map(line -> "- " + line).collect(Collectors.joining("\n"));
        if (!list.isEmpty()) {
            paragraphs.add("### " + say(heading));
            paragraphs.add(list);
        }
    }

    /** That an extended test does not apply is nothing anybody missed. */
    private static boolean isWorthALine(Finding finding) {
        return finding.test().offer().tier() == Tier.CORE || !(finding instanceof Finding.NotSuggested);
    }

    /** One line: these tests must not crowd out those that every patient with RLS should have. */
    private String further(Finding.Missing missing, List<RiskContext> contexts) {
        var test = missing.test();
        var sentences = new ArrayList<String>();
        sentences.add(say(
                Phrase.FURTHER_TEST, Map.of("name", test.name(), "strength", test.strength(), "why", missing.why())));
        var reasons = contexts.stream()
                .filter(context -> test.offer().onIn().contains(context.id()))
                .map(RiskContext::label)
                .collect(Collectors.joining(", "));
        if (!reasons.isEmpty()) {
            sentences.add(say(Phrase.FURTHER_IN, Map.of("reasons", reasons)));
        }
        if (!missing.onFile().isEmpty()) {
            sentences.add(onFile(missing));
        }
        return String.join(" ", sentences);
    }

    private String introduction(Assessed assessed) {
        var sentences = new ArrayList<String>();
        sentences.add(say(Phrase.INTRODUCTION));
        var diagnosis = assessed.diagnosis();
        if (!diagnosis.confirmed()) {
            var charted = String.valueOf(diagnosis.verificationStatus());
            var status = KNOWN_STATUS.contains(charted) ? charted : "not confirmed";
            sentences.add(say(Phrase.POSSIBLE_DIAGNOSIS, Map.of("status", status)));
        }
        if (diagnosis.byTextOnly()) {
            sentences.add(say(Phrase.MATCHED_BY_TEXT));
        }
        var companions = assessed.contexts().stream()
                .filter(RiskContext::companion)
                .map(RiskContext::label)
                .collect(Collectors.joining(", "));
        if (!companions.isEmpty()) {
            sentences.add(say(Phrase.COMPANIONS, Map.of("names", companions)));
        }
        assessed.treatments()
                .forEach(treatment -> sentences.add(say(
                        Phrase.TREATMENT,
                        Map.of(
                                "name", treatment.context().label(),
                                "date", treatment.since().written()))));
        return String.join(" ", sentences);
    }

    private String missing(Finding.Missing missing) {
        var test = missing.test();
        var sentences = new ArrayList<String>();
        sentences.add(about.getOrDefault(test.id(), Map.of()).getOrDefault(missing.why(), test.name()));
        if (!missing.higherYieldIn().isEmpty()) {
            var reasons =
                    missing.higherYieldIn().stream().map(RiskContext::label).collect(Collectors.joining(", "));
            sentences.add(say(Phrase.HIGHER_YIELD, Map.of("reasons", reasons)));
        }
        sentences.add(lookback(missing));
        sentences.add(onFile(missing));
        if (missing.orderedInsteadIn() != null) {
            sentences.add(say(
                    Phrase.ORDER_INSTEAD,
                    Map.of(
                            "name", missing.orderable().name(),
                            "reason", missing.orderedInsteadIn().label())));
        }
        return String.join(" ", sentences);
    }

    private String lookback(Finding.Missing missing) {
        var days = "" + missing.lookbackDays();
        return missing.shorterIn() == null
                ? say(Phrase.LOOKBACK, Map.of("days", days))
                : say(
                        Phrase.LOOKBACK_SHORTER,
                        Map.of("days", days, "reason", missing.shorterIn().label()));
    }

    private String onFile(Finding.Missing missing) {
        if (missing.onFile().isEmpty()) {
            return say(Phrase.NOTHING_FOUND);
        }
        var what = missing.onFile().stream().map(this::onFile).collect(Collectors.joining("; "));
        return say(Phrase.ON_FILE, Map.of("what", what));
    }

    private String onFile(Finding.OnFile it) {
        var date = it.date() == null ? "without a date" : it.date().written();
        var sentence = knowledge.shortfalls().get(it.why());
        if (sentence == null) {
            throw new IllegalStateException("the knowledge has no sentence " + it.why());
        }
        return sentence.fill(Map.of("what", it.what(), "date", date, "days", "" + it.days()));
    }

    private List<String> settled(Finding finding) {
        var name = Map.of("name", finding.test().name());
        return switch (finding) {
            case Finding.Done done -> List.of();
            case Finding.Missing missing -> List.of();
            case Finding.Ordered(var test, var date) ->
                List.of(
                        date == null
                                ? say(Phrase.SETTLED_ORDERED_WITHOUT_DATE, name)
                                : say(Phrase.SETTLED_ORDERED, Map.of("name", test.name(), "date", date.written())));
            case Finding.Pending(var test, var date) ->
                List.of(say(Phrase.SETTLED_PENDING, Map.of("name", test.name(), "date", date.written())));
            case Finding.NotToBeDone it -> List.of(say(Phrase.SETTLED_NOT_TO_BE_DONE, name));
            case Finding.DeclinedByClinician(var test, var date) ->
                List.of(say(Phrase.SETTLED_DECLINED, Map.of("name", test.name(), "date", date.toString())));
            case Finding.Unverifiable it -> List.of(say(Phrase.SETTLED_UNVERIFIABLE, name));
            case Finding.NotSuggested(var test, var reason) ->
                switch (reason) {
                    case Finding.Exclusion.ByContext(var context) ->
                        List.of(say(Phrase.SETTLED_OFF, Map.of("name", test.name(), "reason", context.label())));
                    case Finding.Exclusion.TooYoung age -> List.of();
                    case Finding.Exclusion.BirthDateUnknown unknown -> List.of();
                };
        };
    }

    private String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }

    private String say(Phrase phrase) {
        return knowledge.say(phrase);
    }
}
