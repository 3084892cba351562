package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

/**
 * Makes the card of missing tests. Of the chart only dates, counts and known codes are shown, so that nothing in it can
 * bring markup onto the card.
 */
final class MissingTestsCard {
    private static final List<String> KNOWN_STATUS = List.of("provisional", "unconfirmed", "differential");

    private final Knowledge knowledge;
    private final CardText text;
    private final LimitationsText limitations;
    private final Map<String, Map<String, String>> about = new HashMap<>();

    MissingTestsCard(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.text = new CardText(knowledge);
        this.limitations = new LimitationsText(knowledge);
        for (var test : knowledge.tests()) {
            var sentences = new HashMap<String, String>();
            sentences.put(test.why(), about(test, test.why()));
            test.whyIn().values().forEach(why -> sentences.put(why, about(test, why)));
            about.put(test.id(), sentences);
        }
    }

    /** The longest sentence of a card, and always the same for a test and a reason to do it. */
    private String about(LabTest test, String why) {
        return text.say(
                Phrase.TEST,
                Map.of(
                        "name", test.name(),
                        "why", why,
                        "strength", ValueFormatter.capitalised(test.strength().written()),
                        "evidence", test.evidence()));
    }

    /** The card; empty if nothing is missing. */
    Optional<Card> of(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var offered = new ArrayList<>(assessed.missing());
        offered.addAll(assessed.further());
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        var suggestions = new ArrayList<Card.Suggestion>();
        var trace = new ArrayList<RuleTrace>();
        for (var missing : offered) {
            var test = missing.test();
            suggestions.add(new Card.Suggestion(test.id(), missing.orderable(), missing.recommended()));
            var tier = test.tier() == Tier.CORE ? "core" : "extended";
            trace.add(RuleTrace.of("MISSING", "test", test.id(), "tier", tier));
        }
        assessed.results().incomplete().forEach(note -> trace.add(RuleTrace.of(note.id())));
        return Optional.of(
                new Card(summary(assessed), detail(assessed, coverage, now), Indicator.INFO, suggestions, trace));
    }

    /** Core tests by name, as many as fit; further ones are only counted beside them. */
    String summary(Assessed assessed) {
        var rls = text.rls(assessed.diagnosis());
        var core = labels(assessed.missing());
        var further = labels(assessed.further());
        if (core.isEmpty()) {
            return text.summary(
                    further, tests -> text.say(Phrase.SUMMARY_ONLY_FURTHER, Map.of("rls", rls, "tests", tests)));
        }
        return text.summary(core, tests -> {
            var summary = core.size() == 1
                    ? text.say(Phrase.SUMMARY_ONE, Map.of("rls", rls, "tests", tests))
                    : text.say(Phrase.SUMMARY, Map.of("rls", rls, "count", "" + core.size(), "tests", tests));
            return further.isEmpty()
                    ? summary
                    : text.say(Phrase.SUMMARY_FURTHER, Map.of("summary", summary, "count", "" + further.size()));
        });
    }

    private static List<String> labels(List<Finding.Missing> missing) {
        return missing.stream().map(it -> it.test().label()).toList();
    }

    private static String labels(Stream<RiskContext> contexts) {
        return contexts.map(RiskContext::label).collect(Collectors.joining(", "));
    }

    String detail(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(introduction(assessed));
        CardText.addSection(
                paragraphs,
                text.say(Phrase.HEADING_MISSING),
                assessed.missing().stream().map(this::missing).toList());
        assessed.results().incomplete().forEach(note -> paragraphs.add(note.says()));
        CardText.addSection(
                paragraphs,
                text.say(Phrase.HEADING_FURTHER),
                assessed.further().stream()
                        .map(missing -> further(missing, assessed.contexts()))
                        .toList());
        CardText.addSection(
                paragraphs,
                text.say(Phrase.HEADING_SETTLED),
                assessed.findings().stream()
                        .flatMap(finding -> Stream.ofNullable(settled(finding)))
                        .toList());
        paragraphs.add("---");
        paragraphs.add(limitations.of(assessed, coverage, now));
        return String.join("\n\n", paragraphs);
    }

    private String introduction(Assessed assessed) {
        var sentences = new ArrayList<String>();
        sentences.add(text.say(Phrase.INTRODUCTION));
        var diagnosis = assessed.diagnosis();
        if (!diagnosis.confirmed()) {
            var charted = String.valueOf(diagnosis.verificationStatus());
            var status = KNOWN_STATUS.contains(charted) ? charted : "not confirmed";
            sentences.add(text.say(Phrase.POSSIBLE_DIAGNOSIS, Map.of("status", status)));
        }
        if (diagnosis.byTextOnly()) {
            sentences.add(text.say(Phrase.MATCHED_BY_TEXT));
        }
        var companions = labels(assessed.contexts().stream().filter(RiskContext::companion));
        if (!companions.isEmpty()) {
            sentences.add(text.say(Phrase.COMPANIONS, Map.of("names", companions)));
        }
        assessed.treatments().forEach(treatment -> sentences.add(text.treatment(treatment)));
        return String.join(" ", sentences);
    }

    private String missing(Finding.Missing missing) {
        var test = missing.test();
        var sentences = new ArrayList<String>();
        sentences.add(about.getOrDefault(test.id(), Map.of()).getOrDefault(missing.why(), test.name()));
        if (!missing.higherYieldIn().isEmpty()) {
            var reasons = labels(missing.higherYieldIn().stream());
            sentences.add(text.say(Phrase.HIGHER_YIELD, Map.of("reasons", reasons)));
        }
        var days = "" + missing.lookbackDays();
        var shorterIn = missing.shorterIn();
        sentences.add(
                shorterIn == null
                        ? text.say(Phrase.LOOKBACK, Map.of("days", days))
                        : text.say(Phrase.LOOKBACK_SHORTER, Map.of("days", days, "reason", shorterIn.label())));
        sentences.add(missing.onFile().isEmpty() ? text.say(Phrase.NOTHING_FOUND) : onFile(missing));
        if (missing.orderedInsteadIn() != null) {
            var reason = missing.orderedInsteadIn().label();
            var name = missing.orderable().name();
            sentences.add(text.say(Phrase.ORDER_INSTEAD, Map.of("name", name, "reason", reason)));
        }
        return String.join(" ", sentences);
    }

    /** One line, so that these tests do not crowd out those that every patient with RLS should have. */
    private String further(Finding.Missing missing, List<RiskContext> contexts) {
        var test = missing.test();
        var sentences = new ArrayList<String>();
        sentences.add(text.say(
                Phrase.FURTHER_TEST,
                Map.of("name", test.name(), "strength", test.strength().written(), "why", missing.why())));
        var reasons = labels(contexts.stream().filter(context -> test.onIn().contains(context.id())));
        if (!reasons.isEmpty()) {
            sentences.add(text.say(Phrase.FURTHER_IN, Map.of("reasons", reasons)));
        }
        if (!missing.onFile().isEmpty()) {
            sentences.add(onFile(missing));
        }
        return String.join(" ", sentences);
    }

    private String onFile(Finding.Missing missing) {
        var what = missing.onFile().stream().map(this::onFile).collect(Collectors.joining("; "));
        return text.say(Phrase.ON_FILE, Map.of("what", what));
    }

    private String onFile(Finding.OnFile it) {
        var date = it.date() == null ? "without a date" : it.date().written();
        var sentence = knowledge.shortfalls().get(it.why());
        if (sentence == null) {
            throw new IllegalStateException("the knowledge has no sentence " + it.why());
        }
        return sentence.fill(Map.of("what", it.what(), "date", date, "days", "" + it.days()));
    }

    /** Null for a test that needs no line: done, missing, or not for this patient's age or none of the core. */
    private @Nullable String settled(Finding finding) {
        var name = finding.test().name();
        return switch (finding) {
            case Finding.Done done -> null;
            case Finding.Missing missing -> null;
            case Finding.Ordered(var test, var date) ->
                date == null
                        ? text.say(Phrase.SETTLED_ORDERED_WITHOUT_DATE, Map.of("name", name))
                        : text.say(Phrase.SETTLED_ORDERED, Map.of("name", name, "date", date.written()));
            case Finding.Pending(var test, var date) ->
                text.say(Phrase.SETTLED_PENDING, Map.of("name", name, "date", date.written()));
            case Finding.NotToBeDone it -> text.say(Phrase.SETTLED_NOT_TO_BE_DONE, Map.of("name", name));
            case Finding.DeclinedByClinician(var test, var date) ->
                text.say(Phrase.SETTLED_DECLINED, Map.of("name", name, "date", date.toString()));
            case Finding.Unverifiable it -> text.say(Phrase.SETTLED_UNVERIFIABLE, Map.of("name", name));
            case Finding.NotSuggested(var test, var exclusion) ->
                test.tier() == Tier.CORE && exclusion instanceof Finding.Exclusion.ByContext(var context)
                        ? text.say(Phrase.SETTLED_OFF, Map.of("name", name, "reason", context.label()))
                        : null;
        };
    }
}
